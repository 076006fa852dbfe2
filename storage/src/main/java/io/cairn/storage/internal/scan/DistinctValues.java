package io.cairn.storage.internal.scan;

import io.cairn.storage.TableDefinition;
import io.cairn.storage.error.StorageException;
import io.cairn.storage.internal.catalog.DeltaRows;
import io.cairn.storage.internal.catalog.RowGroup;
import io.cairn.storage.internal.catalog.StoredChunk;
import io.cairn.storage.internal.encoding.ChunkStatistics;
import io.cairn.storage.predicate.Constant;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Estimates how many distinct values a column of a table has, from its parts: row groups, and rows
 * that are in none.
 *
 * <p>What statistics tell is enough for sorted columns, dictionaries with few entries and narrow
 * ranges. Else two parts that lie apart are looked into: from the distinct values of each and from
 * those that they share (as when animals are caught, marked and caught again) follows how many
 * there are to draw from, and from that how many all parts have together. One thread at a time.
 */
final class DistinctValues {
  /** A value that stands in so many rows of a part on average is taken to stand in every part. */
  private static final int ROWS_PER_COMMON_VALUE = 16;

  /** Rows of a part that is not a row group. */
  private static final int DELTA_PART_ROWS = 131_072;

  /** Texts that did not get a dictionary hardly repeat. */
  private static final double UNIQUE_TEXTS = 0.9;

  private final TableDefinition definition;
  private final RowGroupReader reader;
  private final int column;
  private final ColumnType type;
  private final List<Part> parts = new ArrayList<>();

  /**
   * Some rows of the column.
   *
   * @param rows that are not NULL
   * @param distinct values, or -1 if unknown
   * @param values the rows themselves: a row group, or a range of delta rows
   */
  private record Part(
      double rows,
      double distinct,
      @Nullable Constant min,
      @Nullable Constant max,
      Values values) {}

  /** Where the values of a part are. */
  private interface Values {
    void addTo(ValueSketch sketch);
  }

  /**
   * What looking into two parts told.
   *
   * @param first distinct values of one
   * @param second of the other
   * @param both of the two together
   */
  record Sample(double first, double second, double both) {}

  DistinctValues(TableDefinition definition, RowGroupReader reader, int column) {
    this.definition = definition;
    this.reader = reader;
    this.column = column;
    this.type = definition.columns().get(column).type();
  }

  void add(RowGroup group) {
    StoredChunk chunk = group.chunks().get(column);
    ChunkStatistics statistics = chunk.statistics();
    double rows = statistics.rowCount() - statistics.nullCount();
    double distinct = statistics.distinctCount();
    if (distinct < 0 && type.naturalLane() == Lane.TEXT) {
      distinct = Math.ceil(rows * UNIQUE_TEXTS);
    }
    if (rows > 0) {
      parts.add(
          new Part(
              rows,
              distinct,
              statistics.min(),
              statistics.max(),
              new GroupValues(definition, reader, group, column)));
    }
  }

  void add(DeltaRows rows, ChunkStatistics statistics) {
    double share = 1 - (double) statistics.nullCount() / statistics.rowCount();
    for (int from = 0; from < rows.rowCount() && share > 0; from += DELTA_PART_ROWS) {
      int first = from;
      int count = Math.min(DELTA_PART_ROWS, rows.rowCount() - from);
      parts.add(
          new Part(
              Math.max(1, count * share),
              statistics.isStrictlyAscending() ? count : -1,
              statistics.min(),
              statistics.max(),
              sketch -> {
                for (int row = first; row < first + count; row += Batch.CAPACITY) {
                  int size = Math.min(Batch.CAPACITY, first + count - row);
                  sketch.add(rows.vector(column, row, size), size);
                }
              }));
    }
  }

  /** The values of a row group, which is the same object for the same row group. */
  private record GroupValues(
      TableDefinition definition, RowGroupReader reader, RowGroup group, int column)
      implements Values {
    @Override
    public void addTo(ValueSketch sketch) {
      reader.addTo(sketch, definition, group, column);
    }
  }

  /**
   * The estimate, -1 if there is none.
   *
   * @param all statistics over all parts
   */
  long estimate(ChunkStatistics all) {
    double rows = all.rowCount() - all.nullCount() - all.nanCount();
    if (rows <= 0) {
      return 0;
    }
    double range = width(all.min(), all.max());
    double most = Math.min(rows, range > 0 ? range : rows);
    double estimate = all.isStrictlyAscending() ? rows : ofParts(range);
    return estimate < 0 ? -1 : Math.round(Math.max(1, Math.min(most, estimate)));
  }

  private double ofParts(double range) {
    if (parts.size() == 1) {
      Part only = parts.get(0);
      return only.distinct >= 0 ? only.distinct : sample(only, null).first();
    }
    if (lieApart()) {
      return sum(distinctShare()) - sharedBorders();
    }
    double rows = 0;
    double most = 0;
    boolean areFew = true;
    for (Part part : parts) {
      rows += part.rows;
      most = Math.max(most, part.distinct);
      areFew &= part.distinct >= 0 && part.distinct * ROWS_PER_COMMON_VALUE <= part.rows;
    }
    if (areFew) {
      // Parts of a range that moves slowly each have their own share of it.
      return most * Math.max(1, spread(range));
    }
    // Days follow each other without gaps; numbers may go in steps.
    boolean isDense = type instanceof ColumnType.Date || type instanceof ColumnType.Bool;
    if (isDense && range > 0 && range * ROWS_PER_COMMON_VALUE <= rows) {
      return range;
    }
    if (type.naturalLane() == Lane.TEXT && !hasDictionaries()) {
      return sum(UNIQUE_TEXTS);
    }
    return drawn(sample(parts.get(parts.size() / 3), parts.get(parts.size() * 2 / 3)));
  }

  /** Distinct values of all parts, where two of them told this. */
  private double drawn(Sample sample) {
    double first = sample.first();
    double second = sample.second();
    double shared = first + second - sample.both();
    Part one = parts.get(parts.size() / 3);
    Part other = parts.get(parts.size() * 2 / 3);
    double share = (first + second) / (one.rows + other.rows);
    // Three times the deviation of three counts: fewer may be none.
    if (shared <= Math.min(600, 0.05 * Math.min(first, second))) {
      return sum(share);
    }
    double population = Math.max(first * second / shared, Math.max(first, second));
    double logOfMissed = 0;
    for (Part part : parts) {
      double distinct = part.distinct >= 0 ? part.distinct : share * part.rows;
      logOfMissed += Math.log1p(-Math.min(1 - 1e-9, distinct / population));
    }
    return -population * Math.expm1(logOfMissed);
  }

  private boolean hasDictionaries() {
    return parts.stream()
        .anyMatch(part -> part.distinct >= 0 && part.distinct < UNIQUE_TEXTS * part.rows - 1);
  }

  /** Distinct values a row, of the parts where they are unknown. */
  private double distinctShare() {
    for (Part part : parts) {
      if (part.distinct < 0) {
        return sample(part, null).first() / part.rows;
      }
    }
    return 1;
  }

  private double sum(double share) {
    double sum = 0;
    for (Part part : parts) {
      sum += part.distinct >= 0 ? part.distinct : share * part.rows;
    }
    return sum;
  }

  /** Whether the ranges of the parts hardly overlap. */
  private boolean lieApart() {
    int overlaps = 0;
    for (int i = 1; i < parts.size(); i++) {
      Constant end = parts.get(i - 1).max;
      Constant start = parts.get(i).min;
      overlaps += end != null && start != null && Constant.compare(end, start) <= 0 ? 0 : 1;
    }
    return overlaps * 10 <= parts.size() - 1;
  }

  /** Values that end one part and begin the next. */
  private int sharedBorders() {
    int shared = 0;
    for (int i = 1; i < parts.size(); i++) {
      Constant end = parts.get(i - 1).max;
      shared += end != null && end.equals(parts.get(i).min) ? 1 : 0;
    }
    return shared;
  }

  /** How many times wider the range is than those of its parts. */
  private double spread(double range) {
    double widest = 0;
    for (Part part : parts) {
      widest = Math.max(widest, width(part.min, part.max));
    }
    return range > 0 && widest > 0 ? range / widest : 1;
  }

  /** Whole numbers from one bound to the other; -1 if the bounds are no such numbers. */
  private static double width(@Nullable Constant min, @Nullable Constant max) {
    return min instanceof Constant.Whole low && max instanceof Constant.Whole high
        ? (double) high.value() - low.value() + 1
        : -1;
  }

  private Sample sample(Part one, @Nullable Part other) {
    long first = one.values instanceof GroupValues group ? group.group.id() : -1;
    long second =
        other != null && other.values instanceof GroupValues group ? group.group.id() : -1;
    // Delta rows have no identity, and are few.
    boolean isKept = first >= 0 && (other == null || second >= 0);
    return isKept
        ? reader.samples().get(first, second, column, () -> look(one, other))
        : look(one, other);
  }

  private static Sample look(Part one, @Nullable Part other) {
    try {
      ValueSketch first = new ValueSketch();
      one.values.addTo(first);
      double count = first.count();
      if (other == null) {
        return new Sample(count, 0, count);
      }
      ValueSketch second = new ValueSketch();
      other.values.addTo(second);
      return new Sample(count, second.count(), first.union(second).count());
    } catch (StorageException e) {
      // A chunk that cannot be read fails those who scan it, and nobody before.
      double rows = one.rows;
      return other == null
          ? new Sample(rows, 0, rows)
          : new Sample(rows, other.rows, rows + other.rows);
    }
  }
}
