package io.cairn.planner.exec.evaluate;

import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.value.Temporal;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;

/** A field of a Date, Time or Timestamp. Days of the week count from Sunday = 1. */
final class Extract extends Evaluator {
  private static final int DAYS_A_WEEK = 7;

  /** 1970-01-01 was a Thursday. */
  private static final int EPOCH_DAY_OF_WEEK = 4;

  private final Operator field;
  private final Evaluator operand;
  private final boolean isDate;
  private final boolean isTime;
  private final long units;
  private final ColumnVector out;

  Extract(Operator field, Evaluator operand, ColumnType type) {
    super(type, type.naturalLane());
    this.field = field;
    this.isDate = operand.type() instanceof ColumnType.Date;
    this.isTime = operand.type() instanceof ColumnType.Time;
    this.operand = LaneConversion.to(operand, Lane.LONG);
    this.units = Temporal.unitsPerSecond(operand.type());
    this.out = type.naturalLane() == Lane.INT ? new IntVector() : new LongVector();
  }

  @Override
  ColumnVector compute(Frame frame) {
    ColumnVector in = operand.evaluate(frame);
    out.setNulls(in.nulls());
    long[] values = longs(in);
    int[] rows = frame.active();
    int count = frame.activeCount();
    for (int k = 0; k < count; k++) {
      int row = rows == null ? k : rows[k];
      long result = in.isNull(row) ? 0 : field(values[row]);
      if (out instanceof IntVector ints) {
        ints.values()[row] = (int) result;
      } else {
        longs(out)[row] = result;
      }
    }
    return out;
  }

  private long field(long value) {
    long seconds;
    long day;
    if (isDate) {
      seconds = value * Temporal.SECONDS_PER_DAY;
      day = value;
    } else {
      seconds = Math.floorDiv(value, units);
      day = isTime ? 0 : Math.floorDiv(seconds, Temporal.SECONDS_PER_DAY);
    }
    return switch (field) {
      case EXTRACT_YEAR -> Temporal.yearOf(Temporal.civil(day));
      case EXTRACT_QUARTER -> (Temporal.monthOf(Temporal.civil(day)) + 2) / 3;
      case EXTRACT_MONTH -> Temporal.monthOf(Temporal.civil(day));
      case EXTRACT_DAY -> Temporal.dayOf(Temporal.civil(day));
      case EXTRACT_DAY_OF_WEEK -> Math.floorMod(day + EPOCH_DAY_OF_WEEK, DAYS_A_WEEK) + 1;
      case EXTRACT_DAY_OF_YEAR ->
          day - Temporal.day(Temporal.yearOf(Temporal.civil(day)), 1, 1) + 1;
      case EXTRACT_HOUR -> Math.floorMod(seconds, Temporal.SECONDS_PER_DAY) / 3600;
      case EXTRACT_MINUTE -> Math.floorMod(seconds, 3600L) / 60;
      case EXTRACT_SECOND -> Math.floorMod(seconds, 60L);
      case EXTRACT_EPOCH -> seconds;
      default -> throw new AssertionError(field);
    };
  }
}
