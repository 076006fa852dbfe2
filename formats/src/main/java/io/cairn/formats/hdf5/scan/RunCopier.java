package io.cairn.formats.hdf5.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Copies many runs of the same length; short ones word by word, as a call for each costs more. */
final class RunCopier {
  private static final int SHORT_BYTES = 96;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private RunCopier() {}

  /** Copies {@code runs} runs of {@code length} bytes, each a stride behind the one before. */
  static void copy(
      byte[] source,
      int sourceAt,
      int sourceStride,
      byte[] target,
      int targetAt,
      int targetStride,
      int runs,
      int length) {
    if (length > SHORT_BYTES) {
      for (int i = 0; i < runs; i++) {
        System.arraycopy(
            source, sourceAt + i * sourceStride, target, targetAt + i * targetStride, length);
      }
      return;
    }
    int words = length & ~7;
    for (int i = 0; i < runs; i++) {
      int from = sourceAt + i * sourceStride;
      int to = targetAt + i * targetStride;
      for (int k = 0; k < words; k += 8) {
        LONGS.set(target, to + k, (long) LONGS.get(source, from + k));
      }
      int done = words;
      if (length - done >= 4) {
        INTS.set(target, to + done, (int) INTS.get(source, from + done));
        done += 4;
      }
      for (; done < length; done++) {
        target[to + done] = source[from + done];
      }
    }
  }
}
