package io.cairn.planner.exec.evaluate;

import io.cairn.planner.exec.value.Temporal;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;

/** CAST among Date, Time and Timestamp; lost digits of a second round half up. */
final class TemporalCast extends Evaluator {
  private final Evaluator operand;
  private final long fromUnits;
  private final long toUnits;
  private final boolean rounds;
  private final ColumnVector out;

  TemporalCast(Evaluator operand, ColumnType type) {
    super(type, type.naturalLane());
    this.operand =
        operand.type() instanceof ColumnType.Date ? operand : LaneConversion.to(operand, Lane.LONG);
    this.fromUnits = Temporal.unitsPerSecond(operand.type());
    this.toUnits = Temporal.unitsPerSecond(type);
    this.rounds =
        !(type instanceof ColumnType.Date)
            && Temporal.precision(type) < Temporal.precision(operand.type());
    this.out = type.naturalLane() == Lane.INT ? new IntVector() : new LongVector();
  }

  /** Whether there is such a cast. */
  static boolean exists(ColumnType from, ColumnType to) {
    if (from instanceof ColumnType.Date) {
      return to instanceof ColumnType.Timestamp;
    }
    if (from instanceof ColumnType.Timestamp) {
      return to instanceof ColumnType.Date
          || to instanceof ColumnType.Time
          || to instanceof ColumnType.Timestamp;
    }
    return from instanceof ColumnType.Time && to instanceof ColumnType.Time;
  }

  @Override
  ColumnVector compute(Frame frame) {
    ColumnVector in = operand.evaluate(frame);
    out.setNulls(in.nulls());
    int[] rows = frame.active();
    int count = frame.activeCount();
    for (int k = 0; k < count; k++) {
      int row = rows == null ? k : rows[k];
      if (in.isNull(row)) {
        continue;
      }
      if (operand.type() instanceof ColumnType.Date) {
        long day = ints(in)[row];
        longs(out)[row] = Temporal.convert(day * Temporal.SECONDS_PER_DAY, 1, toUnits);
      } else if (type() instanceof ColumnType.Date) {
        ints(out)[row] =
            Math.toIntExact(Math.floorDiv(longs(in)[row], fromUnits * Temporal.SECONDS_PER_DAY));
      } else {
        longs(out)[row] = toUnits(longs(in)[row]);
      }
    }
    return out;
  }

  private long toUnits(long value) {
    long perDay = fromUnits * Temporal.SECONDS_PER_DAY;
    boolean toTime = type() instanceof ColumnType.Time;
    long part =
        toTime && operand.type() instanceof ColumnType.Timestamp
            ? Math.floorMod(value, perDay)
            : value;
    long rounded = rounds ? Temporal.round(part, fromUnits, Temporal.precision(type())) : part;
    if (toTime) {
      // 23:59:59.9999996 has no later time to round to on its day.
      rounded = rounded >= perDay ? rounded - perDay : rounded;
    }
    return Temporal.convert(rounded, fromUnits, toUnits);
  }
}
