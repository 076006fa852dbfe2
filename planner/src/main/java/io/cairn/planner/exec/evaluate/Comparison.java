package io.cairn.planner.exec.evaluate;

import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.kernel.DoubleKernels;
import io.cairn.planner.exec.kernel.IntKernels;
import io.cairn.planner.exec.kernel.LongKernels;
import io.cairn.planner.exec.kernel.WideKernels;
import io.cairn.planner.exec.value.BoxedValues;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.IntVector;
import org.jspecify.annotations.Nullable;

/**
 * {@code = <> < <= > >=} of two operands in one numeric lane. Every comparison is "less" or
 * "equal", perhaps with its operands exchanged or its result negated.
 */
final class Comparison extends Evaluator {
  private final Operator operator;
  private final Evaluator left;
  private final Evaluator right;
  private final boolean unsigned;
  private final IntVector out = new IntVector();
  private long @Nullable [] leftScratch;
  private long @Nullable [] rightScratch;

  private Comparison(Operator operator, Evaluator left, Evaluator right, boolean unsigned) {
    super(ColumnType.BOOLEAN, Lane.INT);
    this.operator = operator;
    this.left = left;
    this.right = right;
    this.unsigned = unsigned;
  }

  /**
   * Both operands in one of the lanes INT, LONG, DOUBLE or INT128; a constant may be LONG for INT.
   */
  static Evaluator of(Operator operator, Evaluator left, Evaluator right) {
    boolean unsigned =
        BoxedValues.isUnsigned64(left.type()) || left.type() instanceof ColumnType.Uuid;
    return left.constant() != null && right.constant() == null
        ? new Comparison(exchange(operator), right, left, unsigned)
        : new Comparison(operator, left, right, unsigned);
  }

  /** The comparison with its operands exchanged. */
  static Operator exchange(Operator operator) {
    return switch (operator) {
      case LESS -> Operator.GREATER;
      case LESS_OR_EQUAL -> Operator.GREATER_OR_EQUAL;
      case GREATER -> Operator.LESS;
      case GREATER_OR_EQUAL -> Operator.LESS_OR_EQUAL;
      default -> operator;
    };
  }

  /** 1 where the operator is the negation of a plain less, greater or equal. */
  static int flip(Operator operator) {
    return operator == Operator.NOT_EQUAL
            || operator == Operator.LESS_OR_EQUAL
            || operator == Operator.GREATER_OR_EQUAL
        ? 1
        : 0;
  }

  @Override
  boolean costly() {
    return left.costly() || right.costly();
  }

  @Override
  ColumnVector compute(Frame frame) {
    ColumnVector a = left.evaluate(frame);
    int n = frame.count();
    ConstantEvaluator constant = right.constant();
    if (constant != null && left.lane() != Lane.INT128 && !unsigned) {
      constant.bind();
      if (constant.isNull()) {
        out.setNulls(allNull(n));
        return out;
      }
      if (withConstant(a, constant, n)) {
        out.setNulls(a.nulls());
        return out;
      }
    }
    ColumnVector b = right.evaluate(frame);
    boolean exchanged = operator == Operator.GREATER || operator == Operator.LESS_OR_EQUAL;
    boolean equality = operator == Operator.EQUAL || operator == Operator.NOT_EQUAL;
    if (exchanged) {
      compare(b, a, equality, n);
    } else {
      compare(a, b, equality, n);
    }
    out.setNulls(nulls.or(a.nulls(), b.nulls(), n));
    return out;
  }

  private boolean withConstant(ColumnVector a, ConstantEvaluator constant, int n) {
    int flip = flip(operator);
    int[] result = out.values();
    boolean equality = operator == Operator.EQUAL || operator == Operator.NOT_EQUAL;
    boolean less = operator == Operator.LESS || operator == Operator.GREATER_OR_EQUAL;
    if (left.lane() == Lane.INT) {
      long bound = constant.whole();
      if (bound != (int) bound) {
        // Every value stands on one side of the constant.
        int truth = !equality && less == bound > 0 ? 1 : 0;
        IntKernels.fill(result, 0, n, truth ^ flip);
      } else if (equality) {
        IntKernels.equal(ints(a), (int) bound, flip, result, n);
      } else if (less) {
        IntKernels.less(ints(a), (int) bound, flip, result, n);
      } else {
        IntKernels.greater(ints(a), (int) bound, flip, result, n);
      }
      return true;
    }
    if (left.lane() == Lane.LONG) {
      if (equality) {
        LongKernels.equal(longs(a), constant.whole(), flip, result, n);
      } else if (less) {
        LongKernels.less(longs(a), constant.whole(), flip, result, n);
      } else {
        LongKernels.greater(longs(a), constant.whole(), flip, result, n);
      }
      return true;
    }
    double bound = constant.real();
    if (Double.isNaN(bound)) {
      return false;
    }
    if (equality) {
      DoubleKernels.equal(doubles(a), bound, flip, result, n);
    } else if (less) {
      DoubleKernels.less(doubles(a), bound, flip, result, n);
    } else {
      DoubleKernels.greater(doubles(a), bound, flip, result, n);
    }
    return true;
  }

  private void compare(ColumnVector a, ColumnVector b, boolean equality, int n) {
    int flip = flip(operator);
    int[] result = out.values();
    switch (left.lane()) {
      case INT -> {
        if (equality) {
          IntKernels.equal(ints(a), ints(b), flip, result, n);
        } else {
          IntKernels.less(ints(a), ints(b), flip, result, n);
        }
      }
      case LONG -> {
        if (equality) {
          LongKernels.equal(longs(a), longs(b), flip, result, n);
        } else if (unsigned) {
          leftScratch = biased(longs(a), leftScratch, n);
          rightScratch = biased(longs(b), rightScratch, n);
          LongKernels.less(leftScratch, rightScratch, flip, result, n);
        } else {
          LongKernels.less(longs(a), longs(b), flip, result, n);
        }
      }
      case DOUBLE -> {
        if (equality) {
          DoubleKernels.equal(doubles(a), doubles(b), flip, result, n);
        } else {
          DoubleKernels.less(doubles(a), doubles(b), flip, result, n);
        }
      }
      case INT128 -> {
        if (equality) {
          WideKernels.equal(high(a), low(a), high(b), low(b), flip, result, n);
        } else if (unsigned) {
          WideKernels.lessUnsigned(high(a), low(a), high(b), low(b), flip, result, n);
        } else {
          WideKernels.less(high(a), low(a), high(b), low(b), flip, result, n);
        }
      }
      case TEXT, OBJECT -> throw new AssertionError(left.lane());
    }
  }

  private int[] allNull(int n) {
    int[] lane = nulls.scratch();
    java.util.Arrays.fill(lane, 0, n, -1);
    return lane;
  }

  private static long[] biased(long[] values, long @Nullable [] scratch, int n) {
    long[] result = scratch == null ? new long[values.length] : scratch;
    LongKernels.addConstant(values, Long.MIN_VALUE, result, n);
    return result;
  }
}
