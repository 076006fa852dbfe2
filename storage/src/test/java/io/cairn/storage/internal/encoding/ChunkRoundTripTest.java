package io.cairn.storage.internal.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.storage.type.ColumnType;
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
