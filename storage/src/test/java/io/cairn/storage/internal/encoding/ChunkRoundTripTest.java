package io.cairn.storage.internal.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnBuilder;
import io.cairn.storage.vector.ColumnVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is encoded comes back, bit by bit. */
class ChunkRoundTripTest {
  private static final long SEED = Long.getLong("cairn.seed", 42);
  private static final int[] COUNTS = {
    1, 2, 3, 7, 8, 9, 63, 64, 65, 1023, 1024, 1025, 2047, 2048, 2049, 4097, 20_000, 65_535, 65_536,
    65_537, 131_072
  };
  private static final int ROUNDS = Integer.getInteger("cairn.rounds", 1000);
  private final Random random = new Random(SEED);

  @Test
  void keepsIntegersOfEveryWidth() {
    for (int width = 0; width <= 64; width++) {
      for (int count : new int[] {1, 5, 1025, 2049, 70_000}) {
        List<@Nullable Object> values = new ArrayList<>();
        long base = random.nextLong();
        for (int i = 0; i < count; i++) {
          values.add(base + (width == 0 ? 0 : random.nextLong() >>> (64 - width)));
        }
        check(ColumnType.INT64, values, "width " + width);
      }
    }
  }

  @Test
  void keepsEveryCountOfRows() {
    for (int count : COUNTS) {
      check(ColumnType.INT64, list(count, i -> (long) random.nextInt(1000)), "random");
      check(ColumnType.INT64, list(count, i -> 5L * i), "even steps");
      check(ColumnType.INT64, list(count, i -> 1000L * i + random.nextInt(1000)), "ascending");
      check(ColumnType.INT64, list(count, i -> i / 700 * 12345678L), "runs");
      check(ColumnType.VARCHAR, list(count, i -> "text " + random.nextInt(100)), "few texts");
      check(ColumnType.VARCHAR, list(count, i -> "text " + random.nextLong()), "texts");
      check(ColumnType.FLOAT64, list(count, i -> bits(random.nextDouble())), "doubles");
      check(
          ColumnType.FLOAT64, list(count, i -> bits(random.nextInt(100_000) / 100.0)), "decimals");
    }
  }

  @Test
  void keepsEveryCountUpTo1025() {
    for (int count = 1; count <= 1025; count++) {
      check(ColumnType.INT32, list(count, i -> (long) random.nextInt()), "ints");
    }
  }

  @Test
  void keepsEveryTypeInEveryShapeWithNulls() {
    RandomColumn columns = new RandomColumn(random);
    for (int round = 0; round < ROUNDS; round++) {
      ColumnType type = columns.type();
      check(type, columns.values(type, columns.count()), type + ", round " + round);
    }
  }

  @Test
  void decodesSingleRowsAsItDecodesBatches() {
    RandomColumn columns = new RandomColumn(random);
    for (int round = 0; round < ROUNDS; round++) {
      ColumnType type = columns.type();
      List<@Nullable Object> values = columns.values(type, columns.count());
      Chunk chunk = Values.open(type, values, CodecChoice.DEFAULT);
      ChunkDecoder decoder = chunk.decoder(type.naturalLane());
      for (int batch = 0; batch < chunk.batchCount(); batch++) {
        int[] rows = new int[Batch.CAPACITY];
        int count = 0;
        int step = 1 + random.nextInt(random.nextBoolean() ? 3 : 200);
        for (int row = 0; row < chunk.rowCount(batch); row += step) {
          rows[count++] = row;
        }
        ColumnVector vector = decoder.decode(batch, rows, count);
        for (int i = 0; i < count; i++) {
          assertThat(Values.value(vector, rows[i]))
              .describedAs("seed %d, round %d, %s %s", SEED, round, type, chunk.encodingName())
              .isEqualTo(values.get(batch * Batch.CAPACITY + rows[i]));
        }
      }
    }
  }

  @Test
  void encodesPartsOfABuilder() {
    RandomColumn columns = new RandomColumn(random);
    for (int round = 0; round < 100; round++) {
      ColumnType type = columns.type();
      List<@Nullable Object> values = columns.values(type, 3000);
      int from = random.nextInt(2900);
      int count = 1 + random.nextInt(3000 - from);
      ColumnBuilder builder = Values.builder(type.naturalLane(), values);
      EncodedChunk encoded = ChunkEncoder.encode(type, builder, from, count, CodecChoice.DEFAULT);
      assertThat(Values.decode(Values.open(type, encoded, count), type.naturalLane()))
          .describedAs("seed %d, round %d, %s", SEED, round, type)
          .isEqualTo(values.subList(from, from + count));
    }
  }

  @Test
  void keepsTheSmallSmall() {
    assertThat(Values.encode(ColumnType.INT64, list(10, i -> 5L), CodecChoice.DEFAULT).length())
        .isLessThan(8);
    assertThat(
            Values.encode(
                    ColumnType.INT64, list(10, i -> 1000L + (long) i * i), CodecChoice.DEFAULT)
                .length())
        .isLessThan(30);
    assertThat(
            Values.encode(ColumnType.VARCHAR, list(10, i -> "text " + i), CodecChoice.DEFAULT)
                .length())
        .isLessThan(100);
    assertThat(
            Values.encode(
                    ColumnType.FLOAT64, list(10, i -> bits(i / 100.0 + i)), CodecChoice.DEFAULT)
                .length())
        .isLessThan(40);
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  private interface Maker {
    @Nullable Object make(int row);
  }

  private static List<@Nullable Object> list(int count, Maker maker) {
    List<@Nullable Object> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(maker.make(i));
    }
    return values;
  }

  private void check(ColumnType type, List<@Nullable Object> values, String what) {
    for (CodecChoice codec :
        new CodecChoice[] {CodecChoice.NONE, CodecChoice.LIGHT, CodecChoice.DEFAULT}) {
      EncodedChunk encoded = Values.encode(type, values, codec);
      Chunk chunk = Values.open(type, encoded, values.size());
      assertThat(chunk.encodingName()).isEqualTo(encoded.encodingName());
      List<@Nullable Object> decoded = Values.decode(chunk, type.naturalLane());
      if (!decoded.equals(values)) {
        assertThat(decoded)
            .describedAs(
                "%s, %d rows, %s, seed %d", what, values.size(), encoded.encodingName(), SEED)
            .isEqualTo(values);
      }
    }
  }
}
