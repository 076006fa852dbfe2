package io.cairn.storage.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.storage.BatchReader;
import io.cairn.storage.Scan;
import io.cairn.storage.ScanContext;
import io.cairn.storage.ScanMetrics;
import io.cairn.storage.ScanRequest;
import io.cairn.storage.Split;
import io.cairn.storage.error.StorageException;
import io.cairn.storage.predicate.ColumnStatistics;
import io.cairn.storage.predicate.Constant;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.type.Schema;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.Dictionary;
import io.cairn.storage.vector.DictionaryVector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.TextVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemoryRelationTest {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              Column.of("id", ColumnType.INT64, false),
              Column.of("name", ColumnType.VARCHAR, true)));

  /** Ids from 0 up; the name is NULL for every third. */
  private static MemoryRelation numbered(int rowCount) {
    MemoryRelationBuilder builder = MemoryRelation.builder(SCHEMA);
    for (long id = 0; id < rowCount; id++) {
      builder.row(id, id % 3 == 0 ? null : "n" + id);
    }
    return builder.build();
  }

  private static Predicate idBelow(long limit) {
    return new Predicate.Comparison(0, Predicate.Operator.LESS, new Constant.Whole(limit));
  }

  @Test
  void deliversItsRowsInOrder() {
    List<@Nullable Object[]> rows = Rows.readAll(numbered(5000).withSplitRows(3000));
    assertThat(rows).hasSize(5000);
    assertThat(rows.get(0)).containsExactly(0L, null);
    assertThat(rows.get(4999)).containsExactly(4999L, "n4999");
  }

  @Test
  void hasNoSplitsWithoutRows() {
    MemoryRelation empty = numbered(0);
    assertThat(empty.rowCount()).isZero();
    assertThat(empty.scan(new ScanRequest(List.of(0), Predicate.all())).splits()).isEmpty();
    assertThat(empty.chunks()).isEmpty();
    assertThat(empty.statistics(0)).isEqualTo(new ColumnStatistics(0, 0, 0, null, null, -1));
  }

  @Test
  void cutsSplitsByRows() {
    Scan scan =
        numbered(10_000).withSplitRows(4096).scan(new ScanRequest(List.of(0), Predicate.all()));
    assertThat(scan.splits()).extracting(Split::rowCount).containsExactly(4096L, 4096L, 1808L);
    assertThat(scan.chunkTotal()).isEqualTo(3);
    assertThat(scan.chunkCount(0)).isEqualTo(3);
  }

  @Test
  void countsRowsWithoutAColumn() {
    Scan scan = numbered(5000).scan(new ScanRequest(List.of(), idBelow(4000)));
    long count = 0;
    try (BatchReader reader = scan.splits().get(0).open(ScanContext.unbounded(0))) {
      for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
        assertThat(batch.columnCount()).isZero();
        count += batch.selectedCount();
      }
    }
    assertThat(count).isEqualTo(4000);
  }

  @Test
  void leavesOutSplitsThatStatisticsRuleOut() {
    MemoryRelation relation = numbered(10_000).withSplitRows(1000);
    Scan scan = relation.scan(new ScanRequest(List.of(0), idBelow(1500)));
    assertThat(scan.splits()).hasSize(2);
    assertThat(scan.chunkTotal()).isEqualTo(10);
    assertThat(scan.residual().isAll()).isTrue();
  }

  @Test
  void canLeaveThePredicateToTheCaller() {
    MemoryRelation relation = numbered(10_000).withSplitRows(1000);
    ScanRequest request = new ScanRequest(List.of(0), idBelow(1500));

    MemoryRelation pruning = relation.withPredicateUse(PredicateUse.PRUNE);
    assertThat(pruning.residual(request.predicate())).isEqualTo(request.predicate());
    assertThat(pruning.prunes(request.predicate())).isTrue();
    assertThat(Rows.read(pruning, request, ScanContext.unbounded(1))).hasSize(2000);

    MemoryRelation ignoring = relation.withPredicateUse(PredicateUse.IGNORE);
    assertThat(ignoring.residual(request.predicate())).isEqualTo(request.predicate());
    assertThat(ignoring.scan(request).residual()).isEqualTo(request.predicate());
    assertThat(ignoring.prunes(request.predicate())).isFalse();
    assertThat(Rows.read(ignoring, request, ScanContext.unbounded(1))).hasSize(10_000);
  }

  @Test
  void tellsTheResidualOfAPredicateWithParameters() {
    Predicate unbound =
        new Predicate.Comparison(0, Predicate.Operator.LESS, new Constant.Parameter(0));
    assertThat(numbered(10).residual(unbound).isAll()).isTrue();
    assertThat(numbered(10).prunes(unbound)).isTrue();
  }

  @Test
  void copiesAColumnOnlyWhenABatchIsAskedForIt() {
    MemoryRelation relation = numbered(5000).withSplitRows(2500);
    ScanMetrics metrics = new ScanMetrics(2);
    ScanContext context = new ScanContext(() -> {}, metrics);
    for (Split split : relation.scan(new ScanRequest(List.of(1, 0), Predicate.all())).splits()) {
      try (BatchReader reader = split.open(context)) {
        for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
          batch.column(1);
        }
      }
    }
    assertThat(metrics.chunksRead()).isEqualTo(2);
    assertThat(metrics.columnChunksRead(0)).isZero();
    assertThat(metrics.columnChunksRead(1)).isEqualTo(2);
  }

  @Test
  void asksForCancellationBeforeEveryBatch() {
    AtomicInteger asked = new AtomicInteger();
    ScanContext context =
        new ScanContext(
            () -> {
              if (asked.incrementAndGet() == 3) {
                throw new CancellationException("stop");
              }
            },
            new ScanMetrics(1));
    Split split =
        numbered(10_000).scan(new ScanRequest(List.of(0), Predicate.all())).splits().get(0);
    try (BatchReader reader = split.open(context)) {
      assertThat(reader.next()).isNotNull();
      assertThat(reader.next()).isNotNull();
      assertThatThrownBy(reader::next).isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void refusesToReadAfterClose() {
    BatchReader reader =
        numbered(10)
            .scan(new ScanRequest(List.of(0), Predicate.all()))
            .splits()
            .get(0)
            .open(ScanContext.unbounded(1));
    reader.close();
    assertThatThrownBy(reader::next)
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.CLOSED));
  }

  @Test
  void opensASplitMoreThanOnce() {
    Split split = numbered(10).scan(new ScanRequest(List.of(0), Predicate.all())).splits().get(0);
    for (int i = 0; i < 2; i++) {
      try (BatchReader reader = split.open(ScanContext.unbounded(1))) {
        assertThat(Objects.requireNonNull(reader.next()).rowCount()).isEqualTo(10);
      }
    }
  }

  @Test
  void deliversWholeLanes() {
    try (BatchReader reader =
        numbered(10)
            .scan(new ScanRequest(List.of(1), Predicate.all()))
            .splits()
            .get(0)
            .open(ScanContext.unbounded(1))) {
      TextVector vector = (TextVector) Objects.requireNonNull(reader.next()).column(0);
      assertThat(vector.offsets()).hasSizeGreaterThan(Batch.CAPACITY);
      assertThat(vector.nulls()).hasSize(Batch.CAPACITY);
      assertThat(vector.length(0)).isZero();
    }
  }

  @Test
  void leavesValidityAbsentWhereABatchHasNoNull() {
    MemoryRelationBuilder builder = MemoryRelation.builder(SCHEMA);
    for (long id = 0; id < Batch.CAPACITY + 1; id++) {
      builder.row(id, id == Batch.CAPACITY ? null : "x");
    }
    try (BatchReader reader =
        builder
            .build()
            .scan(new ScanRequest(List.of(1), Predicate.all()))
            .splits()
            .get(0)
            .open(ScanContext.unbounded(1))) {
      assertThat(Objects.requireNonNull(reader.next()).column(0).nulls()).isNull();
      assertThat(Objects.requireNonNull(reader.next()).column(0).isNull(0)).isTrue();
    }
  }

  @Test
  void knowsItsStatisticsExactly() {
    MemoryRelation relation = numbered(10_000).withSplitRows(1000);
    assertThat(relation.statistics(0)).isEqualTo(ColumnStatistics.ofRange(10_000, 0, 9999));
    assertThat(relation.statistics(1).nullCount()).isEqualTo(3334);
    assertThat(relation.statistics(1).min()).hasToString("Text[n1]");
    assertThat(relation.statistics(1).max()).hasToString("Text[n9998]");
  }

  @Test
  void takesReadyArraysAsTheyAre() {
    Column narrow = new Column("a", ColumnType.INT64, true, Column.Role.DATA, Lane.INT);
    Column text = Column.of("b", ColumnType.VARCHAR, false);
    MemoryRelation relation =
        MemoryRelation.ofColumns(
            3,
            List.of(
                MemoryColumn.ints(narrow, new int[] {1, 0, -3}, new int[] {0, -1, 0}),
                MemoryColumn.codes(
                    text, new int[] {1, 0, 1}, Dictionary.of(List.of("x", "y")), null)));
    assertThat(relation.schema().columns()).containsExactly(narrow, text);
    List<@Nullable Object[]> rows = Rows.readAll(relation);
    assertThat(rows.get(0)).containsExactly(1L, "y");
    assertThat(rows.get(1)).containsExactly(null, "x");
    assertThat(rows.get(2)).containsExactly(-3L, "y");
    assertThat(relation.statistics(1).distinctCount()).isEqualTo(2);
  }

  @Test
  void deliversLanesAndDictionariesAsTheColumnsSay() {
    Column narrow = new Column("a", ColumnType.INT64, true, Column.Role.DATA, Lane.INT);
    Column text = Column.of("b", ColumnType.VARCHAR, true);
    MemoryRelation relation =
        MemoryRelation.builder(new Schema(List.of(narrow, text)))
            .dictionary("b")
            .row(7L, "x")
            .row(8L, null)
            .row(9L, "x")
            .build();
    try (BatchReader reader =
        relation
            .scan(new ScanRequest(List.of(0, 1), Predicate.all()))
            .splits()
            .get(0)
            .open(ScanContext.unbounded(2))) {
      Batch batch = Objects.requireNonNull(reader.next());
      assertThat(((IntVector) batch.column(0)).values()).startsWith(7, 8, 9);
      DictionaryVector codes = (DictionaryVector) batch.column(1);
      assertThat(codes.dictionary().size()).isEqualTo(1);
      assertThat(codes.isNull(1)).isTrue();
    }
  }

  @Test
  void refusesColumnsOfDifferentLengthAndForeignLanes() {
    Column column = Column.of("a", ColumnType.INT32, false);
    assertThatThrownBy(
            () -> MemoryRelation.ofColumns(2, List.of(MemoryColumn.ints(column, new int[3], null))))
        .hasMessage("Column a has 3 rows, expected 2");
    assertThatThrownBy(() -> MemoryColumn.longs(column, new long[1], null))
        .hasMessageContaining("lies in lane INT");
    assertThatThrownBy(() -> MemoryColumn.ints(column, new int[3], new int[2]))
        .hasMessageContaining("validity lane of 2");
    assertThatThrownBy(
            () ->
                MemoryColumn.codes(
                    Column.of("b", ColumnType.VARCHAR, false),
                    new int[] {2},
                    Dictionary.of(List.of("x", "y")),
                    null))
        .hasMessage("Column b, row 0: code 2, expected 0 to 1");
    assertThatThrownBy(() -> numbered(1).withSplitRows(0))
        .hasMessage("splitRows = 0, expected 1 or more");
  }

  @Test
  void listsItsUnitsOfStorage() {
    assertThat(numbered(2500).withSplitRows(1000).chunks())
        .extracting(chunk -> chunk.firstRow() + "+" + chunk.rowCount())
        .containsExactly("0+1000", "1000+1000", "2000+500");
  }

  @Test
  void isReadByManyThreadsAtOnce() {
    MemoryRelation relation = numbered(20_000).withSplitRows(1000);
    List<? extends Split> splits =
        relation.scan(new ScanRequest(List.of(0), idBelow(19_999))).splits();
    long sum =
        splits.parallelStream()
            .mapToLong(
                split -> {
                  List<@Nullable Object[]> rows = new ArrayList<>();
                  try (BatchReader reader = split.open(ScanContext.unbounded(1))) {
                    for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
                      Rows.append(batch, List.of(SCHEMA.column(0)), rows);
                    }
                  }
                  return rows.stream()
                      .mapToLong(row -> (Long) Objects.requireNonNull(row[0]))
                      .sum();
                })
            .sum();
    assertThat(sum).isEqualTo(19_998L * 19_999 / 2);
  }
}
