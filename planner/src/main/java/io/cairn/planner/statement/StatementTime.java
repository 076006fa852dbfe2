package io.cairn.planner.statement;

import io.cairn.storage.type.ColumnType;
import java.time.Instant;

/**
 * A parameter that no user sets: the time when an execution started, as CURRENT_TIMESTAMP and its
 * kin give it. The zone is UTC. Immutable.
 */
public record StatementTime(ColumnType type) {
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long SECONDS_PER_DAY = 86_400;

  /** The value in boxed form for an execution that starts now. */
  public Object at(Instant now) {
    long day = Math.floorDiv(now.getEpochSecond(), SECONDS_PER_DAY);
    if (type instanceof ColumnType.Date) {
      return day;
    }
    if (type instanceof ColumnType.Time time) {
      long second = Math.floorMod(now.getEpochSecond(), SECONDS_PER_DAY);
      return units(second, now.getNano(), time.precision());
    }
    if (type instanceof ColumnType.Timestamp timestamp) {
      return units(now.getEpochSecond(), now.getNano(), timestamp.precision());
    }
    throw new AssertionError(type);
  }

  private static long units(long second, int nano, int precision) {
    return precision <= 6
        ? second * (NANOS_PER_SECOND / 1_000) + nano / 1_000
        : second * NANOS_PER_SECOND + nano;
  }
}
