package io.cairn.storage.vector;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Distinct byte strings that codes point to. Immutable: two vectors with the same dictionary object
 * have comparable codes.
 *
 * <p>Entry {@code c} is {@code bytes[offsets[c]]} up to, but not including, {@code bytes[offsets[c
 * + 1]]}.
 */
public final class Dictionary {
  private final byte[] bytes;
  private final int[] offsets;
  private final int size;

  /** Uses the arrays as they are; {@code offsets} has {@code size + 1} entries or more. */
  public Dictionary(byte[] bytes, int[] offsets, int size) {
    this.bytes = bytes;
    this.offsets = offsets;
    this.size = size;
  }

  /** The dictionary of these texts, in this order. */
  public static Dictionary of(List<String> texts) {
    int[] offsets = new int[texts.size() + 1];
    byte[][] encoded = new byte[texts.size()][];
    for (int i = 0; i < encoded.length; i++) {
      encoded[i] = texts.get(i).getBytes(StandardCharsets.UTF_8);
      offsets[i + 1] = Math.addExact(offsets[i], encoded[i].length);
    }
    byte[] bytes = new byte[offsets[encoded.length]];
    for (int i = 0; i < encoded.length; i++) {
      System.arraycopy(encoded[i], 0, bytes, offsets[i], encoded[i].length);
    }
    return new Dictionary(bytes, offsets, encoded.length);
  }

  public int size() {
    return size;
  }

  public byte[] bytes() {
    return bytes;
  }

  public int[] offsets() {
    return offsets;
  }

  /** The entry as text. */
  public String text(int code) {
    return new String(
        bytes, offsets[code], offsets[code + 1] - offsets[code], StandardCharsets.UTF_8);
  }
}
