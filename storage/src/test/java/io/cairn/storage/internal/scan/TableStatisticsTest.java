package io.cairn.storage.internal.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.storage.BatchReader;
import io.cairn.storage.ColumnDefinition;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.Relation;
import io.cairn.storage.ScanContext;
import io.cairn.storage.ScanRequest;
import io.cairn.storage.Snapshot;
import io.cairn.storage.Split;
import io.cairn.storage.Store;
import io.cairn.storage.StoreOptions;
import io.cairn.storage.TableDefinition;
import io.cairn.storage.Transaction;
import io.cairn.storage.predicate.ColumnStatistics;
import io.cairn.storage.predicate.Constant;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnBuilder;
import io.cairn.storage.vector.LongVector;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TableStatisticsTest {
  private static final ObjectPath TABLE = ObjectPath.parse("/t");
  private static final int ROWS = 120_000;

  private final Random random = new Random(20);

  @Test
  void estimatesDistinctValuesOfManyKindsOfColumns() {
    check("shuffled keys", shuffled(LongStream.range(0, ROWS).toArray()), 1.2);
    check("ascending keys", LongStream.range(0, ROWS).toArray(), 1.01);
    check("keys in pairs", LongStream.range(0, ROWS).map(i -> scatter(i / 2)).toArray(), 1.2);
    check("runs of four", LongStream.range(0, ROWS).map(i -> i / 4 * 7).toArray(), 1.1);
    for (int values : new int[] {2, 50, 1_000, 9_000, 50_000}) {
      long[] column = LongStream.range(0, ROWS).map(i -> scatter(random.nextInt(values))).toArray();
      check("one of " + values, column, 1.2);
    }
    check("steps", LongStream.range(0, ROWS).map(i -> 100L * random.nextInt(50)).toArray(), 1.1);
    check("one value", new long[ROWS], 1.0);
  }

  private long[] shuffled(long[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      long value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
    return values;
  }

  private static long scatter(long value) {
    return value * 0x9E37_79B9_7F4A_7C15L;
  }

  private void check(String kind, long[] values, double factor) {
    long distinct = LongStream.of(values).distinct().count();
    for (int rowGroupRows : new int[] {10_000, 131_072}) {
      try (Store store = store(rowGroupRows, ColumnType.INT64, ColumnType.FLOAT64)) {
        // The last rows are in no row group.
        for (int end : new int[] {100_000, ROWS - 20, ROWS}) {
          int from = end == 100_000 ? 0 : end == ROWS ? ROWS - 20 : 100_000;
          ColumnBuilder longs = new ColumnBuilder(ColumnType.INT64.naturalLane());
          ColumnBuilder doubles = new ColumnBuilder(ColumnType.FLOAT64.naturalLane());
          for (int i = from; i < end; i++) {
            longs.appendLong(values[i]);
            doubles.appendDouble(values[i] / 8.0);
          }
          append(store, List.of(longs, doubles));
        }
        for (int column = 0; column < 2; column++) {
          assertThat((double) statistics(store, column).distinctCount())
              .describedAs("%s, column %d, %d rows a group", kind, column, rowGroupRows)
              .isBetween(distinct / factor - 1, distinct * factor + 1);
        }
      }
    }
  }

  @Test
  void estimatesDistinctTexts() {
    try (Store store = store(10_000, ColumnType.VARCHAR, ColumnType.VARCHAR)) {
      ColumnBuilder unique = new ColumnBuilder(ColumnType.VARCHAR.naturalLane());
      ColumnBuilder few = new ColumnBuilder(ColumnType.VARCHAR.naturalLane());
      for (int i = 0; i < ROWS; i++) {
        unique.appendText(Long.toString(random.nextLong(), 36));
        few.appendText("value " + random.nextInt(5_000));
      }
      append(store, List.of(unique, few));
      assertThat(statistics(store, 0).distinctCount()).isBetween(ROWS * 8L / 10, (long) ROWS);
      assertThat(statistics(store, 1).distinctCount()).isBetween(4_000L, 6_000L);
    }
  }

  @Test
  void knowsCountsBoundsSumsAndOrderExactlyWhereverRowsAre() {
    long seed = System.nanoTime();
    Random draws = new Random(seed);
    for (int round = 0; round < 60; round++) {
      int rowGroupRows = 1 + draws.nextInt(3_000);
      boolean isSorted = draws.nextInt(3) == 0;
      int nullsIn = draws.nextInt(3) == 0 ? 5 : 0;
      try (Store store = store(rowGroupRows, ColumnType.INT64, ColumnType.FLOAT64)) {
        List<Long> longs = new ArrayList<>();
        List<Double> doubles = new ArrayList<>();
        for (int commit = draws.nextInt(6); commit >= 0; commit--) {
          ColumnBuilder first = new ColumnBuilder(ColumnType.INT64.naturalLane());
          ColumnBuilder second = new ColumnBuilder(ColumnType.FLOAT64.naturalLane());
          int rows = draws.nextInt(5) == 0 ? 5_000 : draws.nextInt(8);
          for (int i = 0; i < rows; i++) {
            boolean isNull = nullsIn > 0 && draws.nextInt(nullsIn) == 0;
            long value = isSorted ? longs.size() / 3 : draws.nextLong();
            double real = draws.nextInt(50) == 0 ? Double.NaN : draws.nextGaussian();
            longs.add(isNull ? null : value);
            doubles.add(isNull ? null : real);
            if (isNull) {
              first.appendNull();
              second.appendNull();
            } else {
              first.appendLong(value);
              second.appendDouble(real);
            }
          }
          append(store, List.of(first, second));
          assertThat(statistics(store, 0).rowCount()).isEqualTo(longs.size());
          // A large commit comes before the small ones that wait for a checkpoint.
          compare("seed " + seed, statistics(store, 0), rows(store));
          compareReals("seed " + seed, statistics(store, 1), doubles);
        }
      }
    }
  }

  private static void compare(String seed, ColumnStatistics statistics, List<Long> values) {
    List<Long> known = values.stream().filter(Objects::nonNull).toList();
    boolean isAscending =
        known.size() == values.size()
            && IntStream.range(1, known.size()).allMatch(i -> known.get(i - 1) <= known.get(i));
    Set<Long> distinct = new HashSet<>(known);
    assertThat(statistics.nullCount()).as(seed).isEqualTo(values.size() - known.size());
    assertThat(statistics.hasExactBounds()).as(seed).isTrue();
    if (known.isEmpty()) {
      assertThat(statistics.min()).as(seed).isNull();
      assertThat(statistics.max()).as(seed).isNull();
      assertThat(statistics.distinctCount()).as(seed).isZero();
      return;
    }
    assertThat(statistics.isAscending()).as(seed).isEqualTo(isAscending);
    BigInteger sum = known.stream().map(BigInteger::valueOf).reduce(BigInteger::add).orElseThrow();
    assertThat(statistics.sum())
        .as(seed)
        .isEqualTo(
            sum.bitLength() < 64 ? new Constant.Whole(sum.longValue()) : new Constant.Huge(sum));
    long min = known.stream().min(Long::compare).orElseThrow();
    long max = known.stream().max(Long::compare).orElseThrow();
    assertThat(statistics.min()).as(seed).isEqualTo(new Constant.Whole(min));
    assertThat(statistics.max()).as(seed).isEqualTo(new Constant.Whole(max));
    assertThat((double) statistics.distinctCount())
        .as(seed)
        .isBetween(distinct.size() * 0.9 - 3, distinct.size() * 1.1 + 3);
  }

  private static void compareReals(String seed, ColumnStatistics statistics, List<Double> values) {
    List<Double> known = values.stream().filter(Objects::nonNull).toList();
    List<Double> numbers = known.stream().filter(value -> !Double.isNaN(value)).toList();
    assertThat(statistics.nanCount()).as(seed).isEqualTo(known.size() - numbers.size());
    assertThat(statistics.sum()).as(seed).isNull();
    if (!numbers.isEmpty()) {
      double max = numbers.stream().max(Double::compare).orElseThrow();
      assertThat(statistics.max()).as(seed).isEqualTo(new Constant.Real(max));
      assertThat(statistics.hasExactBounds()).as(seed).isTrue();
    }
  }

  @Test
  void doesNotCallCutTextsOrZerosExact() {
    try (Store store = store(10, ColumnType.VARCHAR, ColumnType.FLOAT64)) {
      ColumnBuilder texts = new ColumnBuilder(ColumnType.VARCHAR.naturalLane());
      ColumnBuilder zeros = new ColumnBuilder(ColumnType.FLOAT64.naturalLane());
      texts.appendText("a text of more than sixteen bytes");
      zeros.appendDouble(-0.0);
      append(store, List.of(texts, zeros));
      assertThat(statistics(store, 0).hasExactBounds()).isFalse();
      assertThat(statistics(store, 1).hasExactBounds()).isFalse();
    }
  }

  private static Store store(int rowGroupRows, ColumnType... types) {
    Store store = Store.memory(StoreOptions.defaults().withRowGroupRows(rowGroupRows));
    List<ColumnDefinition> columns =
        IntStream.range(0, types.length)
            .mapToObj(i -> ColumnDefinition.of("c" + i, types[i], true))
            .toList();
    try (Transaction transaction = store.begin()) {
      transaction.createTable(TABLE, new TableDefinition(columns, List.of()));
      transaction.commit();
    }
    return store;
  }

  /** The first column in the order of rows. */
  private static List<Long> rows(Store store) {
    List<Long> rows = new ArrayList<>();
    try (Snapshot snapshot = store.snapshot()) {
      Relation relation = Objects.requireNonNull(snapshot.find(TABLE)).relation();
      for (Split split :
          Objects.requireNonNull(relation)
              .scan(new ScanRequest(List.of(0), Predicate.all()))
              .splits()) {
        try (BatchReader reader = split.open(ScanContext.unbounded(1))) {
          for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
            LongVector values = (LongVector) batch.column(0);
            for (int i = 0; i < batch.rowCount(); i++) {
              rows.add(values.isNull(i) ? null : values.values()[i]);
            }
          }
        }
      }
    }
    return rows;
  }

  private static void append(Store store, List<ColumnBuilder> columns) {
    try (Transaction transaction = store.begin()) {
      transaction.append(TABLE).append(columns);
      transaction.commit();
    }
  }

  private static ColumnStatistics statistics(Store store, int column) {
    try (Snapshot snapshot = store.snapshot()) {
      Relation relation = Objects.requireNonNull(snapshot.find(TABLE)).relation();
      return Objects.requireNonNull(relation).statistics(column);
    }
  }
}
