package io.cairn.formats.hdf5.scan;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Buffers of finished readers for the next ones, so that a scan of many splits does not allocate
 * them again each time. Thread-safe; holds little, and lets the garbage collector take it.
 */
public final class BufferPool {
  private static final int MAX_KEPT = 16;
  private static final long MAX_KEPT_BYTES = 4 << 20;

  private final ArrayDeque<SoftReference<ReadBuffers>> kept = new ArrayDeque<>();

  synchronized ReadBuffers take() {
    SoftReference<ReadBuffers> reference = kept.pollLast();
    while (reference != null) {
      @Nullable ReadBuffers buffers = reference.get();
      if (buffers != null) {
        return buffers;
      }
      reference = kept.pollLast();
    }
    return new ReadBuffers();
  }

  synchronized void giveBack(ReadBuffers buffers) {
    if (buffers.totalBytes() > MAX_KEPT_BYTES || kept.size() == MAX_KEPT) {
      buffers.filters.release();
    } else {
      kept.addLast(new SoftReference<>(buffers));
    }
  }
}
