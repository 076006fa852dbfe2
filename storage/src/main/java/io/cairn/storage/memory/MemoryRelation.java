package io.cairn.storage.memory;

import io.cairn.storage.ChunkDescription;
import io.cairn.storage.Relation;
import io.cairn.storage.Scan;
import io.cairn.storage.ScanRequest;
import io.cairn.storage.predicate.ColumnStatistics;
import io.cairn.storage.predicate.Match;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows in memory. Immutable and thread-safe.
 *
 * <p>A split, which is also the unit of storage, is a fixed number of rows. Statistics are exact,
 * and computed when a column is first asked for.
 */
public final class MemoryRelation implements Relation {
  /** Rows of a split unless something else is asked for. */
  public static final int DEFAULT_SPLIT_ROWS = 32_768;

  private final Schema schema;
  private final List<MemoryColumn> columns;
  private final int rowCount;
  private final int splitRows;
  private final PredicateUse predicateUse;
  private final RowFilter filter;
  private final ColumnStatisticsCache statistics;

  private MemoryRelation(
      Schema schema,
      List<MemoryColumn> columns,
      int rowCount,
      int splitRows,
      PredicateUse predicateUse) {
    if (splitRows < 1) {
      throw new IllegalArgumentException("splitRows = " + splitRows + ", expected 1 or more");
    }
    for (MemoryColumn column : columns) {
      if (column.rowCount() != rowCount) {
        throw new IllegalArgumentException(
            "Column "
                + column.definition().name()
                + " has "
                + column.rowCount()
                + " rows, expected "
                + rowCount);
      }
    }
    this.schema = schema;
    this.columns = columns;
    this.rowCount = rowCount;
    this.splitRows = splitRows;
    this.predicateUse = predicateUse;
    this.filter = new RowFilter(columns);
    this.statistics = new ColumnStatisticsCache(columns, rowCount, splitRows);
  }

  /** Starts a relation of rows in boxed form. */
  public static MemoryRelationBuilder builder(Schema schema) {
    return new MemoryRelationBuilder(schema);
  }

  /**
   * The relation of these rows.
   *
   * @param rows one entry a column in each, in boxed form as {@link MemoryRelationBuilder#row} says
   */
  public static MemoryRelation ofRows(Schema schema, Iterable<@Nullable Object[]> rows) {
    return builder(schema).rows(rows).build();
  }

  /** The relation of these columns, each of which has {@code rowCount} rows. */
  public static MemoryRelation ofColumns(int rowCount, List<MemoryColumn> columns) {
    Schema schema = new Schema(columns.stream().map(MemoryColumn::definition).toList());
    return new MemoryRelation(
        schema, List.copyOf(columns), rowCount, DEFAULT_SPLIT_ROWS, PredicateUse.EXACT);
  }

  /** The same rows in splits of {@code newSplitRows} rows. */
  public MemoryRelation withSplitRows(int newSplitRows) {
    return new MemoryRelation(schema, columns, rowCount, newSplitRows, predicateUse);
  }

  /** The same rows with another use of predicates. */
  public MemoryRelation withPredicateUse(PredicateUse newPredicateUse) {
    return new MemoryRelation(schema, columns, rowCount, splitRows, newPredicateUse);
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public long rowCount() {
    return rowCount;
  }

  @Override
  public ColumnStatistics statistics(int column) {
    return statistics.ofAll(column);
  }

  @Override
  public Predicate residual(Predicate predicate) {
    return predicateUse == PredicateUse.EXACT ? filter.part(predicate, false) : predicate;
  }

  @Override
  public boolean prunes(Predicate conjunct) {
    return predicateUse != PredicateUse.IGNORE && filter.canApply(conjunct);
  }

  @Override
  public Scan scan(ScanRequest request) {
    Predicate applied =
        predicateUse == PredicateUse.IGNORE
            ? Predicate.all()
            : filter.part(request.predicate(), true);
    List<MemorySplit> splits = new ArrayList<>();
    for (int unit = 0; unit < unitCount(); unit++) {
      int current = unit;
      Match match = applied.match(column -> statistics.ofUnit(column, current));
      if (match != Match.NONE) {
        boolean filters = match == Match.SOME && predicateUse == PredicateUse.EXACT;
        splits.add(
            new MemorySplit(
                columns,
                request.projection(),
                filters ? applied : Predicate.all(),
                filter,
                unit * splitRows,
                rowsOf(unit)));
      }
    }
    return new MemoryScan(
        schema, request.projection(), splits, residual(request.predicate()), unitCount());
  }

  @Override
  public List<ChunkDescription> chunks() {
    List<ChunkDescription> chunks = new ArrayList<>();
    for (int unit = 0; unit < unitCount(); unit++) {
      int firstRow = unit * splitRows;
      long rawBytes = 0;
      for (MemoryColumn column : columns) {
        rawBytes += column.rawBytes(firstRow, rowsOf(unit));
      }
      chunks.add(
          new ChunkDescription(
              null, unit, Integer.toString(firstRow), rowsOf(unit), -1, 0, rawBytes, "", 0));
    }
    return chunks;
  }

  private int unitCount() {
    return (int) (((long) rowCount + splitRows - 1) / splitRows);
  }

  private int rowsOf(int unit) {
    return Math.min(splitRows, rowCount - unit * splitRows);
  }
}
