package io.cairn.storage.internal.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.internal.io.ByteWriter;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bits come back in every width, for every count of rows around the borders. */
class PlanesTest {
  private static final long SEED = Long.getLong("cairn.seed", 42);
  private static final int[] BORDERS = {
    2047, 2048, 2049, 4096, 6145, 30_000, 65_535, 65_536, 65_537, 67_585, 131_071, 131_072
  };
  private final Random random = new Random(SEED);

  @Test
  void keepsEveryWidthForEveryCountUpTo1025() {
    for (int width = 0; width <= 64; width++) {
      for (int count = 1; count <= 1025; count++) {
        check(width, count);
      }
    }
  }

  @Test
  void keepsEveryWidthAtTheBordersOfBatchesAndHalves() {
    for (int width = 0; width <= 64; width++) {
      for (int count : BORDERS) {
        check(width, count);
      }
    }
  }

  @Test
  void takesNoMorePlanesThanBatchesNeed() {
    for (int width = 1; width <= 64; width++) {
      for (int batches = 1; batches <= 64; batches++) {
        long lane = width <= 32 ? 32 : 64;
        long least = (long) batches * width * Planes.LANES / 8;
        // Two halves of ints round up once each.
        long most = least + 2 * lane / 8 * Planes.LANES + 64 + 16 * 64;
        assertThat(new Planes(width, batches).heapBytes())
            .describedAs("width %d, %d batches", width, batches)
            .isBetween(least, most);
      }
    }
  }

  private void check(int width, int count) {
    int batches = Planes.batchCount(count);
    long mask = width == 64 ? -1L : (1L << width) - 1;
    long[] values = new long[batches * Planes.LANES];
    Planes planes = new Planes(width, batches);
    for (int batch = 0; batch < batches; batch++) {
      int from = batch * Planes.LANES;
      int[] ints = new int[Planes.LANES];
      long[] longs = new long[Planes.LANES];
      for (int i = 0; i < Math.min(Planes.LANES, count - from); i++) {
        values[from + i] = random.nextLong() & mask;
        ints[i] = (int) values[from + i];
        longs[i] = values[from + i];
      }
      if (planes.isInt()) {
        planes.set(batch, ints);
      } else {
        planes.set(batch, longs);
      }
    }
    ByteWriter out = new ByteWriter();
    planes.writeTo(out, count, CodecChoice.LIGHT);
    assertThat(out.size()).isLessThanOrEqualTo((int) ((long) width * count / 8 * 9 / 8) + 12);
    ByteReader in = new ByteReader(out.toByteArray(), "bits");
    Planes found = Planes.readFrom(in, width, count);
    in.expectEnd();
    for (int batch = 0; batch < batches; batch++) {
      if (!Arrays.equals(
          decode(found, batch),
          0,
          Planes.LANES,
          values,
          batch * Planes.LANES,
          (batch + 1) * Planes.LANES)) {
        throw new AssertionError(
            "seed " + SEED + ", width " + width + ", " + count + " rows, batch " + batch);
      }
      int lane = random.nextInt(Planes.LANES);
      assertThat(found.get(batch, lane))
          .describedAs("seed %d, width %d, %d rows, batch %d", SEED, width, count, batch)
          .isEqualTo(values[batch * Planes.LANES + lane]);
    }
  }

  private static long[] decode(Planes planes, int batch) {
    long[] longs = new long[Planes.LANES];
    if (planes.isInt()) {
      int[] ints = new int[Planes.LANES];
      planes.decode(batch, 0, ints);
      Arrays.setAll(longs, i -> ints[i] & 0xFFFF_FFFFL);
    } else {
      planes.decode(batch, 0, longs);
    }
    return longs;
  }
}
