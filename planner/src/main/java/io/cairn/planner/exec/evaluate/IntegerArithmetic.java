package io.cairn.planner.exec.evaluate;

import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.kernel.IntKernels;
import io.cairn.planner.exec.kernel.LongKernels;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import java.math.BigInteger;

/**
 * Checked {@code + - * / %} of integers. Kernels run over all positions and only tell that
 * something overflowed; then the active rows are looked at one by one, so that values under NULL
 * and rows that do not matter never fail.
 */
final class IntegerArithmetic extends Evaluator {
  private final Operator operator;
  private final Evaluator left;
  private final Evaluator right;
  private final boolean fromInts;
  private final long min;
  private final long max;
  private final IntVector ints = new IntVector();
  private final LongVector longs;
  private final Words x = new Words();
  private final Words y = new Words();
  private final Words result = new Words();

  private IntegerArithmetic(
      Operator operator, Evaluator left, Evaluator right, ColumnType.Int type) {
    super(type, type.naturalLane());
    this.operator = operator;
    this.left = left;
    this.right = right;
    this.fromInts = left.lane() == Lane.INT;
    this.min = type.signed() ? -1L << (type.bits() - 1) : 0;
    this.max = type.signed() ? ~min : (1L << type.bits()) - 1;
    this.longs = new LongVector();
  }

  static Evaluator of(Operator operator, Evaluator left, Evaluator right, ColumnType.Int type) {
    boolean bothInts = left.lane() == Lane.INT && right.lane() == Lane.INT;
    boolean staysInts = bothInts && type.naturalLane() == Lane.INT;
    boolean widens =
        bothInts
            && (operator == Operator.ADD
                || operator == Operator.SUBTRACT
                || operator == Operator.MULTIPLY);
    if (staysInts || widens) {
      return new IntegerArithmetic(operator, left, right, type);
    }
    return new IntegerArithmetic(
        operator, LaneConversion.to(left, Lane.LONG), LaneConversion.to(right, Lane.LONG), type);
  }

  @Override
  ColumnVector compute(Frame frame) {
    ColumnVector a = left.evaluate(frame);
    ColumnVector b = right.evaluate(frame);
    int n = frame.count();
    boolean suspicious;
    ColumnVector out;
    if (lane() == Lane.INT) {
      out = ints;
      suspicious = fromInts ? intoInts(ints(a), ints(b), n) : narrowed(longs(a), longs(b), n);
    } else {
      out = longs;
      longs.clearBounds();
      if (fromInts) {
        suspicious = intsIntoLongs(ints(a), ints(b), n);
      } else {
        suspicious = !bounded(a, b, n) && intoLongs(longs(a), longs(b), n);
      }
      if (max != Long.MAX_VALUE && (longs.min() < min || longs.max() > max)) {
        suspicious |= LongKernels.outside(longs.values(), min, max, n);
      }
    }
    out.setNulls(nulls.or(a.nulls(), b.nulls(), n));
    if (suspicious) {
      checkRows(frame, a, b, out);
    }
    return out;
  }

  private boolean intoInts(int[] a, int[] b, int n) {
    int[] out = ints.values();
    boolean suspicious;
    switch (operator) {
      case ADD -> {
        IntKernels.add(a, b, out, n);
        suspicious = IntKernels.addOverflows(a, b, out, n);
      }
      case SUBTRACT -> {
        IntKernels.subtract(a, b, out, n);
        suspicious = IntKernels.subtractOverflows(a, b, out, n);
      }
      case MULTIPLY -> suspicious = IntKernels.multiplyChecked(a, b, out, n);
      case DIVIDE -> suspicious = IntKernels.divideChecked(a, b, out, n);
      case MODULO -> suspicious = IntKernels.moduloChecked(a, b, out, n);
      default -> throw new AssertionError(operator);
    }
    return suspicious
        || (max != Integer.MAX_VALUE && IntKernels.outside(out, (int) min, (int) max, n));
  }

  /** Sums and products that the operands' bounds prove right; false if they do not. */
  private boolean bounded(ColumnVector a, ColumnVector b, int n) {
    if (!hasBounds((LongVector) a) || !hasBounds((LongVector) b)) {
      return false;
    }
    x.take(a, n);
    y.take(b, n);
    long[] out = longs.values();
    switch (operator) {
      case ADD -> {
        if (!result.setSum(x, 1, y, 1)) {
          return false;
        }
        LongKernels.add(x.values, y.values, out, n);
      }
      case SUBTRACT -> {
        if (!result.setSum(x, 1, y, -1)) {
          return false;
        }
        LongKernels.subtract(x.values, y.values, out, n);
      }
      case MULTIPLY -> {
        if (!result.setProduct(x, y)) {
          return false;
        }
        LongKernels.multiply(x.values, y.values, out, n);
      }
      default -> {
        return false;
      }
    }
    longs.setBounds(result.min, result.max);
    return true;
  }

  private static boolean hasBounds(LongVector vector) {
    return vector.min() != Long.MIN_VALUE || vector.max() != Long.MAX_VALUE;
  }

  private boolean intoLongs(long[] a, long[] b, int n) {
    long[] out = longs.values();
    switch (operator) {
      case ADD -> {
        LongKernels.add(a, b, out, n);
        return LongKernels.addOverflows(a, b, out, n);
      }
      case SUBTRACT -> {
        LongKernels.subtract(a, b, out, n);
        return LongKernels.subtractOverflows(a, b, out, n);
      }
      case MULTIPLY -> {
        return LongKernels.multiplyChecked(a, b, out, n);
      }
      case DIVIDE -> {
        return LongKernels.divideChecked(a, b, out, n);
      }
      case MODULO -> {
        return LongKernels.moduloChecked(a, b, out, n);
      }
      default -> throw new AssertionError(operator);
    }
  }

  /** Never overflows. */
  private boolean intsIntoLongs(int[] a, int[] b, int n) {
    long[] out = longs.values();
    switch (operator) {
      case ADD -> IntKernels.addToLong(a, b, out, n);
      case SUBTRACT -> IntKernels.subtractToLong(a, b, out, n);
      case MULTIPLY -> IntKernels.multiplyToLong(a, b, out, n);
      default -> throw new AssertionError(operator);
    }
    return false;
  }

  /** Long operands, a result of 32 bits or less. */
  private boolean narrowed(long[] a, long[] b, int n) {
    boolean suspicious = intoLongs(a, b, n);
    suspicious |= LongKernels.outside(longs.values(), min, max, n);
    int[] out = ints.values();
    for (int i = 0; i < n; i++) {
      out[i] = (int) longs.values()[i];
    }
    return suspicious;
  }

  private void checkRows(Frame frame, ColumnVector a, ColumnVector b, ColumnVector out) {
    int[] rows = frame.active();
    int count = frame.activeCount();
    for (int k = 0; k < count; k++) {
      int row = rows == null ? k : rows[k];
      if (!out.isNull(row)) {
        checkRow(fromInts ? ints(a)[row] : longs(a)[row], fromInts ? ints(b)[row] : longs(b)[row]);
      }
    }
  }

  private void checkRow(long a, long b) {
    if (b == 0 && (operator == Operator.DIVIDE || operator == Operator.MODULO)) {
      throw Failures.divisionByZero(a, operator == Operator.DIVIDE ? "/" : "%");
    }
    BigInteger x = BigInteger.valueOf(a);
    BigInteger y = BigInteger.valueOf(b);
    BigInteger exact =
        switch (operator) {
          case ADD -> x.add(y);
          case SUBTRACT -> x.subtract(y);
          case MULTIPLY -> x.multiply(y);
          case DIVIDE -> x.divide(y);
          case MODULO -> x.remainder(y);
          default -> throw new AssertionError(operator);
        };
    if (exact.compareTo(BigInteger.valueOf(min)) < 0
        || exact.compareTo(BigInteger.valueOf(max)) > 0) {
      throw overflow(a, b);
    }
  }

  private QueryException overflow(long a, long b) {
    return Failures.overflow(a + " " + Signs.of(operator) + " " + b, type());
  }
}
