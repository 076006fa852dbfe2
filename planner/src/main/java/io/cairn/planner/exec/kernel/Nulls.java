package io.cairn.planner.exec.kernel;

import io.cairn.storage.vector.Batch;
import org.jspecify.annotations.Nullable;

/** A validity lane of its own for the results of one expression. One thread at a time. */
public final class Nulls {
  private int @Nullable [] lane;

  /** The lane, all valid; the caller sets entries to -1. */
  public int[] cleared(int n) {
    int[] result = scratch();
    java.util.Arrays.fill(result, 0, n, 0);
    return result;
  }

  /** The lane with anything in it. */
  public int[] scratch() {
    int[] result = lane;
    if (result == null) {
      result = new int[Batch.CAPACITY];
      lane = result;
    }
    return result;
  }

  /** NULL where either is; an absent lane costs nothing. */
  public int @Nullable [] or(int @Nullable [] a, int @Nullable [] b, int n) {
    if (a == null || a == b) {
      return b;
    }
    if (b == null) {
      return a;
    }
    int[] out = scratch();
    if (out == b) {
      Masks.or(b, a, out, n);
    } else {
      Masks.or(a, b, out, n);
    }
    return out;
  }
}
