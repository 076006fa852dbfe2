package io.cairn.planner.exec.evaluate;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.value.Temporal;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;

/** {@code + -} of dates, times, timestamps and intervals, and multiples of intervals. */
final class TemporalArithmetic extends Evaluator {
  private final Operator operator;
  private final Evaluator left;
  private final Evaluator right;
  private final ColumnType leftType;
  private final ColumnType rightType;
  private final ColumnVector out;

  private TemporalArithmetic(Operator operator, Evaluator left, Evaluator right, ColumnType type) {
    super(type, type.naturalLane());
    this.operator = operator;
    this.leftType = left.type();
    this.rightType = right.type();
    this.left = LaneConversion.to(left, Lane.LONG);
    this.right = LaneConversion.to(right, Lane.LONG);
    this.out = type.naturalLane() == Lane.INT ? new IntVector() : new LongVector();
  }

  /** Whether there is such an operation. */
  static boolean exists(Operator operator, ColumnType left, ColumnType right, ColumnType type) {
    boolean result = isPoint(type) || type instanceof ColumnType.Interval;
    boolean sum = operator == Operator.ADD || operator == Operator.SUBTRACT;
    if (isInterval(left) && isInterval(right)) {
      return sum && left.equals(right) && left.equals(type);
    }
    if (isPoint(left) && isInterval(right)) {
      return sum && isPoint(type);
    }
    if (isInterval(left) && isPoint(right)) {
      return operator == Operator.ADD && isPoint(type);
    }
    if (isPoint(left) && isPoint(right)) {
      return operator == Operator.SUBTRACT
          && left.getClass() == right.getClass()
          && (result || type instanceof ColumnType.Int);
    }
    if (isInterval(left) && right instanceof ColumnType.Int) {
      return (operator == Operator.MULTIPLY || operator == Operator.DIVIDE) && left.equals(type);
    }
    return left instanceof ColumnType.Int
        && isInterval(right)
        && operator == Operator.MULTIPLY
        && right.equals(type);
  }

  static Evaluator of(Operator operator, Evaluator left, Evaluator right, ColumnType type) {
    boolean turn = !isPoint(left.type()) && isPoint(right.type());
    return turn
        ? new TemporalArithmetic(operator, right, left, type)
        : new TemporalArithmetic(operator, left, right, type);
  }

  private static boolean isInterval(ColumnType type) {
    return type instanceof ColumnType.Interval;
  }

  private static boolean isPoint(ColumnType type) {
    return type instanceof ColumnType.Date
        || type instanceof ColumnType.Time
        || type instanceof ColumnType.Timestamp;
  }

  @Override
  ColumnVector compute(Frame frame) {
    ColumnVector a = left.evaluate(frame);
    ColumnVector b = right.evaluate(frame);
    int[] lane = nulls.or(a.nulls(), b.nulls(), frame.count());
    out.setNulls(lane);
    int[] rows = frame.active();
    int count = frame.activeCount();
    for (int k = 0; k < count; k++) {
      int row = rows == null ? k : rows[k];
      if (lane != null && lane[row] != 0) {
        continue;
      }
      long result;
      try {
        result = value(longs(a)[row], longs(b)[row]);
        if (out instanceof IntVector ints) {
          ints.values()[row] = Math.toIntExact(result);
        } else {
          longs(out)[row] = result;
        }
      } catch (ArithmeticException overflow) {
        throw new QueryException(
            ErrorCode.DATETIME_OUT_OF_RANGE,
            "The result of date arithmetic is out of range; use a smaller interval",
            overflow);
      }
    }
    return out;
  }

  private long value(long a, long b) {
    if (isPoint(leftType) && isPoint(rightType)) {
      return difference(a, b);
    }
    if (isPoint(leftType)) {
      return shifted(a, operator == Operator.ADD ? b : Math.negateExact(b));
    }
    return switch (operator) {
      case ADD -> Math.addExact(a, b);
      case SUBTRACT -> Math.subtractExact(a, b);
      case MULTIPLY -> Math.multiplyExact(a, b);
      case DIVIDE -> {
        if (b == 0) {
          throw Failures.divisionByZero("an interval", "/");
        }
        yield a / b;
      }
      default -> throw new AssertionError(operator);
    };
  }

  /** A point in time moved by months or microseconds. */
  private long shifted(long point, long by) {
    boolean months = ((ColumnType.Interval) rightType).months();
    if (leftType instanceof ColumnType.Date) {
      if (type() instanceof ColumnType.Date) {
        return months
            ? Temporal.addMonths(point, by)
            : Math.addExact(point, Math.floorDiv(by, Temporal.MICROS_PER_DAY));
      }
      long units = Temporal.unitsPerSecond(type());
      long midnight = Temporal.convert(point * Temporal.SECONDS_PER_DAY, 1, units);
      return timestamp(midnight, by, months, units);
    }
    long units = Temporal.unitsPerSecond(leftType);
    if (leftType instanceof ColumnType.Time) {
      long step = months ? 0 : Temporal.convert(by, Temporal.MICROS_PER_SECOND, units);
      return Math.floorMod(Math.addExact(point, step), units * Temporal.SECONDS_PER_DAY);
    }
    long to = Temporal.unitsPerSecond(type());
    return timestamp(Temporal.convert(point, units, to), by, months, to);
  }

  private static long timestamp(long point, long by, boolean months, long units) {
    if (!months) {
      return Math.addExact(point, Temporal.convert(by, Temporal.MICROS_PER_SECOND, units));
    }
    long perDay = units * Temporal.SECONDS_PER_DAY;
    long day = Math.floorDiv(point, perDay);
    long rest = point - day * perDay;
    long moved = Temporal.addMonths(day, by);
    return Math.addExact(Temporal.convert(moved * Temporal.SECONDS_PER_DAY, 1, units), rest);
  }

  private long difference(long a, long b) {
    if (leftType instanceof ColumnType.Date) {
      long days = a - b;
      if (type() instanceof ColumnType.Int) {
        return days;
      }
      return ((ColumnType.Interval) type()).months()
          ? months(a, 0, b, 0)
          : Math.multiplyExact(days, Temporal.MICROS_PER_DAY);
    }
    long leftUnits = Temporal.unitsPerSecond(leftType);
    long rightUnits = Temporal.unitsPerSecond(rightType);
    long units = Math.max(leftUnits, rightUnits);
    long x = Temporal.convert(a, leftUnits, units);
    long y = Temporal.convert(b, rightUnits, units);
    if (type() instanceof ColumnType.Interval interval && interval.months()) {
      long perDay = units * Temporal.SECONDS_PER_DAY;
      return months(
          Math.floorDiv(x, perDay),
          Math.floorMod(x, perDay),
          Math.floorDiv(y, perDay),
          Math.floorMod(y, perDay));
    }
    return Temporal.convert(Math.subtractExact(x, y), units, Temporal.MICROS_PER_SECOND);
  }

  /** Whole months from one point in time to another. */
  private static long months(long aDay, long aRest, long bDay, long bRest) {
    long a = Temporal.civil(aDay);
    long b = Temporal.civil(bDay);
    long months =
        (Temporal.yearOf(a) - Temporal.yearOf(b)) * 12 + Temporal.monthOf(a) - Temporal.monthOf(b);
    int order = Integer.compare(Temporal.dayOf(a), Temporal.dayOf(b));
    order = order != 0 ? order : Long.compare(aRest, bRest);
    if (months > 0 && order < 0) {
      return months - 1;
    }
    return months < 0 && order > 0 ? months + 1 : months;
  }
}
