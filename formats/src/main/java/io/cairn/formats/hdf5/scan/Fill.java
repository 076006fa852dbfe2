package io.cairn.formats.hdf5.scan;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows that were never written. */
final class Fill {
  private Fill() {}

  /** Puts {@code count} rows of the fill value, zeros if there is none, at {@code at}. */
  static void rows(byte @Nullable [] value, int rowBytes, byte[] target, int at, int count) {
    int length = count * rowBytes;
    if (value == null) {
      Arrays.fill(target, at, at + length, (byte) 0);
      return;
    }
    if (count == 0) {
      return;
    }
    System.arraycopy(value, 0, target, at, rowBytes);
    int done = rowBytes;
    while (done < length) {
      int next = Math.min(done, length - done);
      System.arraycopy(target, at, target, at + done, next);
      done += next;
    }
  }
}
