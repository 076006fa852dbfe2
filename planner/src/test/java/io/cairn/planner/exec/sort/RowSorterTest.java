package io.cairn.planner.exec.sort;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.SortKey;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Dictionary;
import io.cairn.storage.vector.DictionaryVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import io.cairn.storage.vector.TextVector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sorting by packed keys against a stable sort that compares row by row. */
final class RowSorterTest {
  private static final List<OutputColumn> COLUMNS =
      List.of(
          OutputColumn.of("int", ColumnType.INT32, true),
          OutputColumn.of("long", ColumnType.INT64, true),
          OutputColumn.of("unsigned", ColumnType.UINT64, true),
          OutputColumn.of("double", ColumnType.FLOAT64, true),
          OutputColumn.of("wide", new ColumnType.Decimal(38, 0), true),
          OutputColumn.of("uuid", new ColumnType.Uuid(), true),
          OutputColumn.of("text", ColumnType.VARCHAR, true),
          OutputColumn.of("coded", ColumnType.VARCHAR, true));

  private static final int ROUNDS = 150;

  /** Threads that take the pieces from the last to the first, one after another. */
  private static final Parallel BACKWARDS =
      new Parallel() {
        @Override
        public int threads() {
          return 4;
        }

        @Override
        public void run(int count, Task task) {
          for (int i = count - 1; i >= 0; i--) {
            task.run(i);
          }
        }
      };

  @Test
  void ordersRowsAsAStableSortThatComparesThem() {
    long seed = Long.getLong("cairn.seed", 42);
    System.out.println("seed " + seed);
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(seed + round);
      int batches = round % 25 == 24 ? 80 : random.nextInt(6);
      check(random, batches, "seed " + (seed + round));
    }
  }

  private static void check(Random random, int batchCount, String what) {
    List<Batch> batches = new ArrayList<>();
    Shape shape = new Shape(random);
    for (int i = 0; i < batchCount; i++) {
      batches.add(shape.batch());
    }
    List<SortKey> keys = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      keys.add(
          new SortKey(random.nextInt(COLUMNS.size()), random.nextBoolean(), random.nextBoolean()));
    }
    Integer[] expected = new Integer[batches.stream().mapToInt(Batch::rowCount).sum()];
    int next = 0;
    for (int b = 0; b < batchCount; b++) {
      for (int row = 0; row < batches.get(b).rowCount(); row++) {
        expected[next++] = b * Batch.CAPACITY + row;
      }
    }
    RowOrder order = new RowOrder(keys, COLUMNS);
    Arrays.sort(
        expected,
        (a, b) ->
            order.compare(
                batches.get(a / Batch.CAPACITY),
                a % Batch.CAPACITY,
                batches.get(b / Batch.CAPACITY),
                b % Batch.CAPACITY));
    int[] plain = Arrays.stream(expected).mapToInt(Integer::intValue).toArray();
    for (Parallel threads : List.of(Parallel.NONE, BACKWARDS)) {
      int[] sorted = new RowSorter(keys, COLUMNS, () -> {}, threads).sort(batches);
      int mismatch = Arrays.mismatch(sorted, plain);
      assertThat(mismatch).as("%s, %s", what, keys).isEqualTo(-1);
    }
  }

  /** What the values of a round are like: few or many, with a common beginning or not. */
  private static final class Shape {
    private final Random random;
    private final int distinct;
    private final int shift;
    private final int nullsIn;
    private final String beginning;
    private final List<Dictionary> dictionaries = new ArrayList<>();

    Shape(Random random) {
      this.random = random;
      this.distinct = 1 + random.nextInt(random.nextBoolean() ? 5 : 100_000);
      this.shift = random.nextInt(64);
      this.nullsIn = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(20);
      this.beginning = "begin".repeat(random.nextInt(4));
      for (int i = random.nextInt(3); i >= 0; i--) {
        dictionaries.add(
            Dictionary.of(
                IntStream.range(0, 1 + random.nextInt(200)).mapToObj(k -> text()).toList()));
      }
    }

    Batch batch() {
      int rows = random.nextInt(4) == 0 ? 1 + random.nextInt(Batch.CAPACITY) : Batch.CAPACITY;
      int[] ints = new int[Batch.CAPACITY];
      double[] doubles = new double[Batch.CAPACITY];
      int[] codes = new int[Batch.CAPACITY];
      Dictionary dictionary = dictionaries.get(random.nextInt(dictionaries.size()));
      StringBuilder all = new StringBuilder();
      int[] offsets = new int[Batch.CAPACITY + 1];
      double[] special = {
        Double.NaN, -0.0, 0.0, Double.NEGATIVE_INFINITY, Double.MAX_VALUE, Double.MIN_VALUE
      };
      int[] nulls = nulls();
      for (int i = 0; i < rows; i++) {
        ints[i] = (int) number();
        doubles[i] =
            random.nextInt(10) == 0
                ? special[random.nextInt(special.length)]
                : random.nextInt(distinct) * 0.37 - 1000;
        codes[i] = random.nextInt(dictionary.size());
        if (nulls == null || nulls[i] == 0) {
          all.append(text());
        }
        offsets[i + 1] = all.length();
      }
      return new Batch(
          new ColumnVector[] {
            new IntVector(ints, nulls()),
            new LongVector(longs(), nulls()),
            new LongVector(longs(), nulls()),
            new DoubleVector(doubles, nulls()),
            new Int128Vector(longs(), longs(), nulls()),
            new Int128Vector(longs(), longs(), nulls()),
            new TextVector(all.toString().getBytes(StandardCharsets.ISO_8859_1), offsets, nulls),
            new DictionaryVector(codes, dictionary, nulls())
          },
          rows);
    }

    private long number() {
      return random.nextBoolean() ? random.nextInt(distinct) : random.nextLong() >> shift;
    }

    private long[] longs() {
      long[] values = new long[Batch.CAPACITY];
      for (int i = 0; i < values.length; i++) {
        values[i] = number();
      }
      return values;
    }

    private String text() {
      return beginning + Integer.toString(random.nextInt(distinct), 2 + random.nextInt(30));
    }

    private int @Nullable [] nulls() {
      if (nullsIn == 0 || random.nextInt(4) == 0) {
        return null;
      }
      int[] lane = new int[Batch.CAPACITY];
      for (int i = 0; i < lane.length; i++) {
        lane[i] = random.nextInt(nullsIn) == 0 ? -1 : 0;
      }
      return lane;
    }
  }
}
