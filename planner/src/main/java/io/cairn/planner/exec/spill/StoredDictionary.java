package io.cairn.planner.exec.spill;

import io.cairn.storage.vector.Dictionary;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** Where a dictionary lies in the file of a space. One thread at a time. */
final class StoredDictionary {
  /** Entries for each row of a block up to which a dictionary is stored rather than spelt out. */
  private static final int ENTRIES_PER_ROW = 32;

  private final long position;
  private final int length;
  private WeakReference<Dictionary> reference;

  private StoredDictionary(long position, int length, Dictionary dictionary) {
    this.position = position;
    this.length = length;
    this.reference = new WeakReference<>(dictionary);
  }

  static boolean isWorthwhile(Dictionary dictionary, int rows) {
    return dictionary.size() <= (long) ENTRIES_PER_ROW * rows
        && dictionary.offsets()[dictionary.size()] <= BlockBuffer.MAX_TEXT_BYTES;
  }

  static StoredDictionary write(Dictionary dictionary, BlockBuffer buffer, SpillSpace space) {
    buffer.startWriting();
    int size = dictionary.size();
    int[] offsets = dictionary.offsets();
    buffer.putInt(size);
    for (int i = 0; i < size; i++) {
      buffer.putInt(offsets[i + 1] - offsets[i]);
    }
    buffer.putPacked(dictionary.bytes(), offsets[0], offsets[size] - offsets[0]);
    int length = buffer.finishWriting();
    return new StoredDictionary(space.write(buffer.bytes(), length), length, dictionary);
  }

  /** The dictionary, if anybody still has it. */
  @Nullable Dictionary remembered() {
    return reference.get();
  }

  Dictionary read(BlockBuffer buffer, SpillSpace space) {
    buffer.startReading(space, position, length);
    int size = buffer.getInt();
    int[] offsets = new int[size + 1];
    for (int i = 0; i < size; i++) {
      offsets[i + 1] = offsets[i] + buffer.getInt();
    }
    byte[] bytes = new byte[offsets[size]];
    buffer.getPacked(bytes, bytes.length);
    Dictionary dictionary = new Dictionary(bytes, offsets, size);
    reference = new WeakReference<>(dictionary);
    return dictionary;
  }
}
