package io.cairn.planner.exec.evaluate;

import io.cairn.planner.exec.kernel.TextSink;
import io.cairn.planner.exec.kernel.TextView;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import io.cairn.storage.vector.ObjectVector;
import io.cairn.storage.vector.TextVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts a vector together from the values of several branches, each good for some rows. Rows that no
 * branch took are NULL. One thread at a time.
 */
final class BranchMerge {
  private final Lane lane;
  private ColumnVector out;
  private final int[] lanes = new int[Batch.CAPACITY];
  private final List<TextView> texts = new ArrayList<>();
  private int branches;
  private long min;
  private long max;
  private boolean isNarrow;
  private final int[] branchOf;
  private final TextSink sink = new TextSink();

  BranchMerge(Lane lane) {
    this.lane = lane;
    this.branchOf = new int[lane == Lane.TEXT ? Batch.CAPACITY : 0];
    this.out =
        switch (lane) {
          case INT -> new IntVector();
          case LONG -> new LongVector();
          case DOUBLE -> new DoubleVector();
          case INT128 -> new Int128Vector();
          case TEXT -> new TextVector();
          case OBJECT -> new ObjectVector(new @Nullable Object[Batch.CAPACITY], null);
        };
  }

  void start(int n) {
    Arrays.fill(lanes, 0, n, -1);
    branches = 0;
    min = Long.MAX_VALUE;
    max = Long.MIN_VALUE;
    isNarrow = true;
    if (lane == Lane.TEXT) {
      Arrays.fill(branchOf, 0, n, -1);
    }
  }

  /** Takes the rows whose mask is 1 from a branch; its vector stays untouched until the end. */
  void take(ColumnVector branch, int[] mask, int n) {
    int[] nulls = branch.nulls();
    for (int i = 0; i < n; i++) {
      int chosen = -mask[i];
      lanes[i] = (lanes[i] & ~chosen) | ((nulls == null ? 0 : nulls[i]) & chosen);
    }
    switch (lane) {
      case INT -> {
        int[] to = ((IntVector) out).values();
        int[] from = ((IntVector) branch).values();
        for (int i = 0; i < n; i++) {
          int chosen = -mask[i];
          to[i] = (to[i] & ~chosen) | (from[i] & chosen);
        }
      }
      case LONG -> {
        LongVector longs = (LongVector) branch;
        longs(longs.values(), ((LongVector) out).values(), mask, n);
        min = Math.min(min, longs.min());
        max = Math.max(max, longs.max());
      }
      case DOUBLE -> {
        double[] to = ((DoubleVector) out).values();
        double[] from = ((DoubleVector) branch).values();
        for (int i = 0; i < n; i++) {
          to[i] = mask[i] != 0 ? from[i] : to[i];
        }
      }
      case INT128 -> takeWide((Int128Vector) branch, (Int128Vector) out, mask, n);
      case TEXT -> {
        if (branches == texts.size()) {
          texts.add(new TextView());
        }
        texts.get(branches).set(branch);
        for (int i = 0; i < n; i++) {
          branchOf[i] = mask[i] != 0 ? branches : branchOf[i];
        }
        branches++;
      }
      case OBJECT -> {
        @Nullable Object[] to = ((ObjectVector) out).values();
        @Nullable Object[] from = ((ObjectVector) branch).values();
        for (int i = 0; i < n; i++) {
          if (mask[i] != 0) {
            to[i] = from[i];
          }
        }
      }
    }
  }

  /** The upper halves are left out as long as no branch has any. */
  private void takeWide(Int128Vector from, Int128Vector to, int[] mask, int n) {
    if (from.isNarrow() && isNarrow) {
      min = Math.min(min, from.min());
      max = Math.max(max, from.max());
      longs(from.low(), to.low(), mask, n);
      return;
    }
    if (isNarrow) {
      isNarrow = false;
      to.setNarrow(min, max);
      to.high();
      to.setWide();
    }
    longs(from.high(), to.high(), mask, n);
    longs(from.low(), to.low(), mask, n);
  }

  ColumnVector finish(int n) {
    // Bounds are crossed where there was no branch: every row is NULL then.
    if (out instanceof LongVector longs) {
      longs.setBounds(Math.min(min, max), Math.max(min, max));
    } else if (out instanceof Int128Vector wide && isNarrow) {
      wide.setNarrow(Math.min(min, max), Math.max(min, max));
    }
    if (lane == Lane.TEXT) {
      sink.reset(n);
      for (int i = 0; i < n; i++) {
        if (lanes[i] == 0) {
          TextView text = texts.get(branchOf[i]);
          sink.append(text.bytes(), text.start(i), text.end(i));
        }
        sink.endRow();
      }
      out = sink.vector((TextVector) out);
    }
    int any = 0;
    for (int i = 0; i < n; i++) {
      any |= lanes[i];
    }
    out.setNulls(any == 0 ? null : lanes);
    return out;
  }

  private static void longs(long[] from, long[] to, int[] mask, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = mask[i] != 0 ? from[i] : to[i];
    }
  }
}
