package io.cairn.planner.exec.aggregate;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.plan.AggregateCall;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.value.TypeNames;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses the accumulator of a call. */
final class Accumulators {
  private Accumulators() {}

  /** Whether the function gives something else if a value comes twice. */
  static boolean dependsOnDuplicates(AggregateCall.Function function) {
    return switch (function) {
      case MIN, MAX, ANY_VALUE, BOOL_AND, BOOL_OR, SINGLE_VALUE -> false;
      default -> true;
    };
  }

  /** Whether one state serves both of these calls. */
  static boolean shareState(AggregateCall a, AggregateCall b) {
    return kind(a.function()) == kind(b.function())
        && !a.distinct()
        && !b.distinct()
        && a.filter() == b.filter()
        && a.arguments().equals(b.arguments());
  }

  private static AggregateCall.Function kind(AggregateCall.Function function) {
    return switch (function) {
      case SUM0, AVG -> AggregateCall.Function.SUM;
      case STDDEV_POP, STDDEV_SAMP, VAR_SAMP -> AggregateCall.Function.VAR_POP;
      default -> function;
    };
  }

  /**
   * The accumulator of a call.
   *
   * @param rows the count of all rows of each group, if the call takes in all of them
   */
  static Accumulator of(
      AggregateCall call, List<OutputColumn> input, Lane resultLane, @Nullable Counts rows) {
    boolean nullable = false;
    for (int column : call.arguments()) {
      nullable |= input.get(column).nullable();
    }
    Counts counts =
        rows == null || call.arguments().size() > 1 ? Counts.apart() : Counts.of(rows, nullable);
    if (call.function() == AggregateCall.Function.COUNT) {
      return new Counting(counts);
    }
    OutputColumn argument = input.get(call.arguments().get(0));
    ColumnType type = argument.type();
    return switch (call.function()) {
      case COUNT -> throw new AssertionError(call);
      case SUM, SUM0, AVG -> {
        if (type instanceof ColumnType.FloatingPoint) {
          yield new FloatSum(counts);
        }
        checkLane(call, argument, Lane.INT, Lane.LONG, Lane.INT128);
        yield new ExactSum(type, argument.lane(), counts);
      }
      case MIN, BOOL_AND -> {
        checkLane(call, argument, Lane.INT, Lane.LONG, Lane.INT128, Lane.DOUBLE, Lane.TEXT);
        yield new Extreme(false, type, argument.lane(), resultLane);
      }
      case MAX, BOOL_OR -> {
        checkLane(call, argument, Lane.INT, Lane.LONG, Lane.INT128, Lane.DOUBLE, Lane.TEXT);
        yield new Extreme(true, type, argument.lane(), resultLane);
      }
      case SINGLE_VALUE -> new SingleValue(true, type, call.type(), resultLane);
      case ANY_VALUE -> new SingleValue(false, type, call.type(), resultLane);
      case STDDEV_POP, STDDEV_SAMP, VAR_POP, VAR_SAMP -> {
        checkLane(call, argument, Lane.INT, Lane.LONG, Lane.INT128, Lane.DOUBLE);
        yield new Variance(type);
      }
    };
  }

  private static void checkLane(AggregateCall call, OutputColumn argument, Lane... lanes) {
    if (!List.of(lanes).contains(argument.lane())) {
      throw new QueryException(
          ErrorCode.TYPE_MISMATCH,
          call.function()
              + " cannot be applied to column "
              + argument.name()
              + " of type "
              + TypeNames.of(argument.type()));
    }
  }
}
