package io.cairn.formats.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.storage.BatchReader;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.Relation;
import io.cairn.storage.Scan;
import io.cairn.storage.ScanContext;
import io.cairn.storage.ScanRequest;
import io.cairn.storage.Source;
import io.cairn.storage.Split;
import io.cairn.storage.predicate.ColumnStatistics;
import io.cairn.storage.predicate.Constant;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.Column;
import io.cairn.storage.vector.Batch;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Conditions on positions: exactly the rows that they select, and only the chunks these touch. */
final class PositionScanTest {
  private static final long SEED = Long.getLong("cairn.seed", 42);

  private final Source source = Fixtures.open("positions.h5");

  @AfterEach
  void close() {
    source.close();
  }

  private Relation relation(String path) {
    return Objects.requireNonNull(
        Objects.requireNonNull(source.snapshot().find(ObjectPath.parse(path))).relation());
  }

  @Test
  void selectsExactlyTheRowsOfRandomConditions() {
    System.out.println("positions: seed " + SEED);
    Random random = new Random(SEED);
    for (String path : List.of("long", "contiguous", "chunked", "deflated", "table")) {
      Relation relation = relation(path);
      List<Integer> all = IntStream.range(0, relation.schema().size()).boxed().toList();
      List<List<String>> everything = Rows.read(relation, all);
      checkPositions(relation, everything);
      for (int i = 0; i < 400; i++) {
        List<Predicate> conjuncts = new ArrayList<>();
        for (int k = random.nextInt(4); k >= 0; k--) {
          conjuncts.add(condition(relation, positionColumn(relation, random), random, 2));
        }
        Predicate predicate = Predicate.and(conjuncts);
        assertThat(relation.residual(predicate).isAll()).isTrue();
        assertThat(conjuncts).allMatch(relation::prunes);
        List<List<String>> found =
            Rows.read(relation, all, predicate, ScanContext.unbounded(all.size()));
        List<List<String>> expected =
            everything.stream().filter(row -> matches(predicate, row)).toList();
        assertThat(found).as("%s %s", path, predicate).isEqualTo(expected);
      }
    }
  }

  /** Positions are what they should be: C order, last dimension fastest. */
  private static void checkPositions(Relation relation, List<List<String>> rows) {
    int last = relation.schema().size() - 1;
    assertThat(relation.schema().column(last).name()).isEqualTo("rowid");
    for (int row = 0; row < rows.size(); row++) {
      assertThat(rows.get(row).get(last)).isEqualTo(String.valueOf(row));
      if (relation.schema().indexOf("i2") >= 0) {
        assertThat(rows.get(row).subList(0, 3))
            .isEqualTo(
                List.of(
                    String.valueOf(row / 35),
                    String.valueOf(row / 5 % 7),
                    String.valueOf(row % 5)));
      }
    }
  }

  private static int positionColumn(Relation relation, Random random) {
    while (true) {
      int column = random.nextInt(relation.schema().size());
      if (relation.schema().column(column).role() != Column.Role.DATA) {
        return column;
      }
    }
  }

  private static Predicate condition(Relation relation, int column, Random random, int depth) {
    ColumnStatistics statistics = relation.statistics(column);
    long extent = ((Constant.Whole) Objects.requireNonNull(statistics.max())).value() + 1;
    int kind = random.nextInt(depth == 0 ? 8 : 10);
    if (kind < 5) {
      Predicate.Operator[] operators = Predicate.Operator.values();
      return new Predicate.Comparison(
          column, operators[random.nextInt(operators.length)], constant(extent, random));
    }
    if (kind < 7) {
      List<Constant> constants = new ArrayList<>();
      for (int i = random.nextInt(12); i >= 0; i--) {
        constants.add(constant(extent, random));
      }
      return new Predicate.In(column, constants);
    }
    if (kind == 7) {
      return new Predicate.IsNotNull(column);
    }
    List<Predicate> operands =
        List.of(
            condition(relation, column, random, depth - 1),
            condition(relation, column, random, depth - 1));
    return kind == 8 ? new Predicate.And(operands) : new Predicate.Or(operands);
  }

  private static Constant constant(long extent, Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> new Constant.Whole(-1 - random.nextInt(3));
      case 1 -> new Constant.Whole(extent + random.nextInt(3));
      case 2 -> new Constant.Whole(random.nextBoolean() ? Long.MAX_VALUE : Long.MIN_VALUE);
      case 3 ->
          new Constant.Huge(
              BigInteger.ONE
                  .shiftLeft(70)
                  .multiply(BigInteger.valueOf(random.nextBoolean() ? 1 : -1)));
      case 4 -> new Constant.Huge(BigInteger.valueOf(random.nextLong(extent)));
      default -> new Constant.Whole(random.nextLong(extent));
    };
  }

  private static boolean matches(Predicate predicate, List<String> row) {
    if (predicate instanceof Predicate.Comparison comparison) {
      int order = Constant.compare(value(row, comparison.column()), comparison.constant());
      return switch (comparison.operator()) {
        case EQUAL -> order == 0;
        case NOT_EQUAL -> order != 0;
        case LESS -> order < 0;
        case LESS_OR_EQUAL -> order <= 0;
        case GREATER -> order > 0;
        case GREATER_OR_EQUAL -> order >= 0;
      };
    }
    if (predicate instanceof Predicate.In in) {
      return in.constants().stream()
          .anyMatch(constant -> Constant.compare(value(row, in.column()), constant) == 0);
    }
    if (predicate instanceof Predicate.And and) {
      return and.operands().stream().allMatch(operand -> matches(operand, row));
    }
    if (predicate instanceof Predicate.Or or) {
      return or.operands().stream().anyMatch(operand -> matches(operand, row));
    }
    return predicate instanceof Predicate.IsNotNull;
  }

  private static Constant value(List<String> row, int column) {
    return new Constant.Whole(Long.parseLong(row.get(column)));
  }

  @Test
  void readsOnlyTheChunksOfARange() {
    Relation relation = relation("deflated");
    int i0 = relation.schema().indexOf("i0");
    int value = relation.schema().indexOf("value");
    ScanContext context = ScanContext.unbounded(2);
    List<List<String>> rows = Rows.read(relation, List.of(value, i0), between(i0, 4, 7), context);
    assertThat(rows).hasSize(4 * 35);
    // One of four layers of chunks, each of three by three.
    assertThat(context.metrics().chunksRead()).isEqualTo(9);
    assertThat(context.metrics().columnChunksRead(0)).isEqualTo(9);
    assertThat(context.metrics().columnChunksRead(1)).isZero();
    Scan scan = relation.scan(new ScanRequest(List.of(value, i0), Predicate.all()));
    assertThat(scan.chunkTotal()).isEqualTo(36);
    assertThat(scan.chunkCount(0)).isEqualTo(36);
    assertThat(scan.chunkCount(1)).isZero();
  }

  @Test
  void readsEachChunkOnceAndCountsItForEachColumn() {
    for (String path : List.of("long", "contiguous", "chunked", "deflated", "table")) {
      Relation relation = relation(path);
      List<Integer> all = IntStream.range(0, relation.schema().size()).boxed().toList();
      ScanContext context = ScanContext.unbounded(all.size());
      Rows.read(relation, all, Predicate.all(), context);
      Scan scan = relation.scan(new ScanRequest(all, Predicate.all()));
      assertThat(context.metrics().chunksRead()).as(path).isEqualTo(scan.chunkTotal());
      for (int k : all) {
        assertThat(context.metrics().columnChunksRead(k)).as(path).isEqualTo(scan.chunkCount(k));
      }
      assertThat(relation.chunks()).as(path).hasSize((int) scan.chunkTotal());
      long rows = relation.chunks().stream().mapToLong(chunk -> chunk.rowCount()).sum();
      assertThat(rows).as(path).isEqualTo(relation.rowCount());
    }
  }

  @Test
  void readsNoChunkForPositionsAndCounts() {
    for (String path : List.of("long", "contiguous", "deflated", "table")) {
      Relation relation = relation(path);
      int rowid = relation.schema().indexOf("rowid");
      ScanContext context = ScanContext.unbounded(1);
      assertThat(Rows.read(relation, List.of(rowid), between(rowid, 100, 299), context))
          .hasSize(200);
      assertThat(context.metrics().chunksRead()).isZero();
      assertThat(context.metrics().bytesRead()).isZero();
    }
  }

  @Test
  void findsRowsByNumber() {
    Relation relation = relation("table");
    int rowid = relation.schema().indexOf("rowid");
    Predicate predicate =
        new Predicate.In(rowid, List.of(new Constant.Whole(899), new Constant.Whole(5)));
    ScanContext context = ScanContext.unbounded(2);
    assertThat(Rows.read(relation, List.of(0, rowid), predicate, context))
        .containsExactly(List.of("10", "5"), List.of("1798", "899"));
    assertThat(context.metrics().chunksRead()).isEqualTo(2);
  }

  @Test
  void leavesConditionsOnValuesToTheCaller() {
    Relation relation = relation("table");
    Predicate onValue =
        new Predicate.Comparison(0, Predicate.Operator.LESS, new Constant.Whole(10));
    Predicate onRow =
        new Predicate.Comparison(
            relation.schema().indexOf("rowid"), Predicate.Operator.LESS, new Constant.Parameter(0));
    Predicate mixed = new Predicate.Or(List.of(onValue, onRow));
    assertThat(relation.residual(new Predicate.And(List.of(onValue, onRow)))).isEqualTo(onValue);
    assertThat(relation.residual(mixed)).isEqualTo(mixed);
    assertThat(relation.prunes(onRow)).isTrue();
    assertThat(relation.prunes(onValue)).isFalse();
    assertThat(relation.prunes(mixed)).isFalse();
  }

  @Test
  void fillsBatchesAcrossSmallChunks() {
    Relation relation = relation("long");
    List<? extends Split> splits =
        relation.scan(new ScanRequest(List.of(1), Predicate.all())).splits();
    assertThat(splits).hasSize(1);
    try (BatchReader reader = splits.get(0).open(ScanContext.unbounded(1))) {
      List<Integer> sizes = new ArrayList<>();
      for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
        batch.column(0);
        sizes.add(batch.rowCount());
      }
      assertThat(sizes).containsExactly(2048, 2048, 904);
    }
  }

  private static Predicate between(int column, long low, long high) {
    return new Predicate.And(
        List.of(
            new Predicate.Comparison(
                column, Predicate.Operator.GREATER_OR_EQUAL, new Constant.Whole(low)),
            new Predicate.Comparison(
                column, Predicate.Operator.LESS_OR_EQUAL, new Constant.Whole(high))));
  }
}
