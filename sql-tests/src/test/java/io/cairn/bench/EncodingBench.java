package io.cairn.bench;

import io.cairn.storage.internal.encoding.Chunk;
import io.cairn.storage.internal.encoding.ChunkDecoder;
import io.cairn.storage.internal.encoding.ChunkEncoder;
import io.cairn.storage.internal.encoding.CodecChoice;
import io.cairn.storage.internal.encoding.ColumnFilter;
import io.cairn.storage.internal.encoding.EncodedChunk;
import io.cairn.storage.internal.encoding.Masks;
import io.cairn.storage.predicate.Constant;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Columns of one row group each, encoded, opened, decoded and filtered by one thread: bytes a row,
 * and nanoseconds a value of every step, the median of some rounds. Usage: {@code EncodingBench
 * [ROUNDS]}.
 */
final class EncodingBench {
  private static final int ROWS = Chunk.MAX_ROWS;
  private static final int WARM_UP = 12;

  private final String name;
  private final ColumnType type;
  private final ColumnBuilder values;
  private final List<Predicate> conditions;
  private final List<long[]> nanos = new ArrayList<>();
  private String encoding = "";
  private double bytesPerRow;
  private long checksum;

  private EncodingBench(
      String name, ColumnType type, ColumnBuilder values, Predicate... conditions) {
    this.name = name;
    this.type = type;
    this.values = values;
    this.conditions = List.of(conditions);
  }

  public static void main(String[] arguments) {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 15;
    List<EncodingBench> columns = columns();
    for (int round = -WARM_UP; round < rounds; round++) {
      for (EncodingBench column : columns) {
        column.run(round >= 0);
      }
    }
    System.out.printf(
        "%-24s %-28s %8s %8s %8s %8s %8s %8s%n",
        "column, ns a value", "encoding", "B/row", "encode", "(best)", "open", "decode", "filter");
    double perRow = 0;
    double best = 0;
    for (int i = 0; i < columns.size(); i++) {
      EncodingBench column = columns.get(i);
      double encode = column.print();
      perRow += i < 7 ? encode : 0;
      best += i < 7 ? column.best() : 0;
    }
    System.out.printf(
        "the first seven, 10 million rows: %.2f s to encode, of the best rounds %.2f s%n",
        perRow * 10_000_000 / 1e9, best * 10_000_000 / 1e9);
    long sum = columns.stream().mapToLong(column -> column.checksum).sum();
    System.out.printf("(checksum %d)%n", sum);
  }

  private static List<EncodingBench> columns() {
    Random random = new Random(42);
    List<EncodingBench> columns = new ArrayList<>();
    columns.add(
        new EncodingBench(
            "bigint ascending", ColumnType.INT64, longs(i -> i + 1_000_000L), less(1_060_000)));
    columns.add(
        new EncodingBench(
            "uniform double",
            ColumnType.FLOAT64,
            doubles(i -> random.nextDouble()),
            real(Predicate.Operator.LESS, 0.08)));
    columns.add(
        new EncodingBench(
            "uniform * 1000 - 500",
            ColumnType.FLOAT64,
            doubles(i -> random.nextDouble() * 1000 - 500),
            real(Predicate.Operator.LESS, -420)));
    columns.add(
        new EncodingBench(
            "uniform double, again",
            ColumnType.FLOAT64,
            doubles(i -> random.nextDouble()),
            real(Predicate.Operator.GREATER, 0.08)));
    columns.add(
        new EncodingBench("int 0..9", ColumnType.INT32, ints(i -> random.nextInt(10)), less(5)));
    columns.add(
        new EncodingBench(
            "1,000 names",
            ColumnType.VARCHAR,
            texts(i -> "name-" + random.nextInt(1000)),
            new Predicate.Comparison(
                0,
                Predicate.Operator.EQUAL,
                new Constant.Text("name-17".getBytes(StandardCharsets.UTF_8)))));
    long[] clock = {1_700_000_000_000_000L};
    columns.add(
        new EncodingBench(
            "timestamp ascending",
            new ColumnType.Timestamp(6, false),
            longs(i -> clock[0] += random.nextInt(2000)),
            less(1_700_000_060_000_000L)));
    columns.add(
        new EncodingBench(
            "int below 1M", ColumnType.INT32, ints(i -> random.nextInt(1_000_000)), less(80_000)));
    columns.add(
        new EncodingBench(
            "bigint below 1M",
            ColumnType.INT64,
            longs(i -> random.nextInt(1_000_000)),
            less(80_000)));
    columns.add(
        new EncodingBench(
            "two decimals",
            ColumnType.FLOAT64,
            doubles(i -> random.nextInt(1_000_000) / 100.0),
            real(Predicate.Operator.LESS, 800)));
    columns.add(
        new EncodingBench(
            "float32",
            ColumnType.FLOAT32,
            doubles(i -> random.nextFloat()),
            real(Predicate.Operator.LESS, 0.08)));
    columns.add(
        new EncodingBench(
            "random mantissa",
            ColumnType.FLOAT64,
            doubles(i -> Math.exp(random.nextGaussian() * 5)),
            real(Predicate.Operator.LESS, 0.08)));
    columns.add(
        new EncodingBench("int, 30 % NULL", ColumnType.INT32, nullable(random), less(80_000)));
    columns.add(
        new EncodingBench(
            "distinct texts",
            ColumnType.VARCHAR,
            texts(i -> "comment " + Long.toHexString(random.nextLong())),
            new Predicate.Comparison(
                0,
                Predicate.Operator.LESS,
                new Constant.Text("comment 2".getBytes(StandardCharsets.UTF_8)))));
    return columns;
  }

  private static Predicate less(long bound) {
    return new Predicate.Comparison(0, Predicate.Operator.LESS, new Constant.Whole(bound));
  }

  private static Predicate real(Predicate.Operator operator, double bound) {
    return new Predicate.Comparison(0, operator, new Constant.Real(bound));
  }

  private interface IntMaker {
    int make(int row);
  }

  private interface LongMaker {
    long make(int row);
  }

  private interface DoubleMaker {
    double make(int row);
  }

  private interface TextMaker {
    String make(int row);
  }

  private static ColumnBuilder ints(IntMaker maker) {
    ColumnBuilder builder = new ColumnBuilder(Lane.INT);
    for (int i = 0; i < ROWS; i++) {
      builder.appendInt(maker.make(i));
    }
    return builder;
  }

  private static ColumnBuilder nullable(Random random) {
    ColumnBuilder builder = new ColumnBuilder(Lane.INT);
    for (int i = 0; i < ROWS; i++) {
      if (random.nextInt(10) < 3) {
        builder.appendNull();
      } else {
        builder.appendInt(random.nextInt(1_000_000));
      }
    }
    return builder;
  }

  private static ColumnBuilder longs(LongMaker maker) {
    ColumnBuilder builder = new ColumnBuilder(Lane.LONG);
    for (int i = 0; i < ROWS; i++) {
      builder.appendLong(maker.make(i));
    }
    return builder;
  }

  private static ColumnBuilder doubles(DoubleMaker maker) {
    ColumnBuilder builder = new ColumnBuilder(Lane.DOUBLE);
    for (int i = 0; i < ROWS; i++) {
      builder.appendDouble(maker.make(i));
    }
    return builder;
  }

  private static ColumnBuilder texts(TextMaker maker) {
    ColumnBuilder builder = new ColumnBuilder(Lane.TEXT);
    for (int i = 0; i < ROWS; i++) {
      builder.appendText(maker.make(i));
    }
    return builder;
  }

  private void run(boolean isMeasured) {
    long start = System.nanoTime();
    EncodedChunk encoded = ChunkEncoder.encode(type, values, 0, ROWS, CodecChoice.DEFAULT);
    long encodedAt = System.nanoTime();
    Chunk chunk = Chunk.open(encoded.bytes(), 0, encoded.length(), type, ROWS, name);
    long openedAt = System.nanoTime();
    ChunkDecoder decoder = chunk.decoder(type.naturalLane());
    for (int batch = 0; batch < chunk.batchCount(); batch++) {
      checksum += decoder.decode(batch).isNull(3) ? 1 : 0;
    }
    long decodedAt = System.nanoTime();
    ColumnFilter filter = ColumnFilter.of(type, conditions);
    int[] mask = new int[Batch.CAPACITY];
    int[] selection = new int[Batch.CAPACITY];
    for (int batch = 0; batch < chunk.batchCount(); batch++) {
      Arrays.fill(mask, 0);
      decoder.reject(filter, batch, mask);
      checksum += Masks.toSelection(mask, Batch.CAPACITY, selection);
    }
    long filteredAt = System.nanoTime();
    encoding = chunk.encodingName();
    bytesPerRow = (double) encoded.length() / ROWS;
    if (isMeasured) {
      nanos.add(
          new long[] {
            encodedAt - start, openedAt - encodedAt, decodedAt - openedAt, filteredAt - decodedAt
          });
    }
  }

  private double median(int step) {
    long[] sorted = nanos.stream().mapToLong(steps -> steps[step]).sorted().toArray();
    return Alternation.median(sorted) / ROWS;
  }

  /** Prints the column's line; nanoseconds to encode a value. */
  private double print() {
    System.out.printf(
        "%-24s %-28s %8.3f %8.2f %8.2f %8.2f %8.3f %8.3f%n",
        name, encoding, bytesPerRow, median(0), best(), median(1), median(2), median(3));
    return median(0);
  }

  /** Nanoseconds to encode a value in the best round. */
  private double best() {
    return nanos.stream().mapToLong(steps -> steps[0]).min().orElseThrow() / (double) ROWS;
  }
}
