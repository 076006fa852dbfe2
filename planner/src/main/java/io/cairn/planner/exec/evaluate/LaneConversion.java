package io.cairn.planner.exec.evaluate;

import io.cairn.planner.exec.kernel.IntKernels;
import io.cairn.planner.exec.kernel.LongKernels;
import io.cairn.planner.exec.value.BoxedValues;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import org.jspecify.annotations.Nullable;

/** The same whole numbers in another lane. */
final class LaneConversion extends Evaluator {
  private final Evaluator operand;
  private final ColumnVector out;

  private LaneConversion(Evaluator operand, ColumnType type, Lane lane) {
    super(type, lane);
    this.operand = operand;
    this.out =
        switch (lane) {
          case INT -> new IntVector();
          case LONG -> new LongVector();
          case DOUBLE -> new DoubleVector();
          case INT128 -> new Int128Vector();
          case TEXT, OBJECT -> throw new AssertionError(lane);
        };
  }

  /** The operand in this lane. */
  static Evaluator to(Evaluator operand, Lane lane) {
    return to(operand, operand.type(), lane);
  }

  /** The operand's whole numbers in this lane, as values of a type that has the same numbers. */
  static Evaluator to(Evaluator operand, ColumnType type, Lane lane) {
    if (operand.lane() == lane && operand.type().equals(type)) {
      return operand;
    }
    ConstantEvaluator constant = operand.constant();
    if (constant != null && !BoxedValues.isUnsigned64(operand.type())) {
      return constant.as(type, lane);
    }
    return new LaneConversion(operand, type, lane);
  }

  /** The operand, if this widens an INT lane; kernels of mixed lanes take it directly. */
  @Nullable Evaluator intOperand() {
    return operand.lane() == Lane.INT ? operand : null;
  }

  @Override
  boolean costly() {
    return operand.costly();
  }

  @Override
  ColumnVector compute(Frame frame) {
    ColumnVector in = operand.evaluate(frame);
    int n = frame.count();
    if (operand.lane() == lane()) {
      return in;
    }
    boolean fromInt = operand.lane() == Lane.INT;
    boolean unsigned = BoxedValues.isUnsigned64(operand.type());
    switch (lane()) {
      case INT -> narrow(longs(in), ints(out), n);
      case LONG -> {
        IntKernels.toLong(ints(in), longs(out), n);
        ((LongVector) out).setBounds(Integer.MIN_VALUE, Integer.MAX_VALUE);
      }
      case DOUBLE -> {
        if (fromInt) {
          IntKernels.toDouble(ints(in), doubles(out), n);
        } else if (unsigned) {
          unsignedToDouble(longs(in), doubles(out), n);
        } else {
          LongKernels.toDouble(longs(in), doubles(out), n);
        }
      }
      case INT128 -> widen(in, (Int128Vector) out, fromInt, unsigned, n);
      case TEXT, OBJECT -> throw new AssertionError(lane());
    }
    out.setNulls(in.nulls());
    return out;
  }

  private static void widen(
      ColumnVector in, Int128Vector out, boolean fromInt, boolean unsigned, int n) {
    if (fromInt) {
      IntKernels.toLong(ints(in), out.low(), n);
      out.setNarrow(Integer.MIN_VALUE, Integer.MAX_VALUE);
    } else if (unsigned) {
      out.setWide();
      System.arraycopy(longs(in), 0, out.low(), 0, n);
      java.util.Arrays.fill(out.high(), 0, n, 0);
    } else {
      System.arraycopy(longs(in), 0, out.low(), 0, n);
      out.setNarrow(((LongVector) in).min(), ((LongVector) in).max());
    }
  }

  private static void narrow(long[] in, int[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (int) in[i];
    }
  }

  private static void unsignedToDouble(long[] in, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      long value = in[i];
      // Halving with a sticky last bit keeps the rounding right.
      out[i] = value >= 0 ? value : (double) ((value >>> 1) | (value & 1)) * 2;
    }
  }
}
