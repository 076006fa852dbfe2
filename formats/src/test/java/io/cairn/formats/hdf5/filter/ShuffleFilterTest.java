package io.cairn.formats.hdf5.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class ShuffleFilterTest {
  private static final long SEED = Long.getLong("cairn.seed", 99);

  @Test
  void bringsBackEveryByteOfAnyElement() throws DamagedChunkException {
    Random random = new Random(SEED);
    for (int size = 1; size < 70; size++) {
      byte[] original = new byte[size * random.nextInt(40) + random.nextInt(size)];
      random.nextBytes(original);
      byte[] out = new byte[original.length];
      int length =
          new ShuffleFilter(size)
              .undo(shuffled(original, size), original.length, out, original.length);
      assertThat(length).isEqualTo(original.length);
      assertThat(out).as("elements of %d bytes", size).isEqualTo(original);
    }
  }

  @Test
  void bringsBackTheWantedBytes() throws DamagedChunkException {
    Random random = new Random(SEED);
    for (int i = 0; i < 500; i++) {
      int size = 8 + random.nextInt(60);
      byte[] original = new byte[size * 37];
      random.nextBytes(original);
      int start = random.nextInt(size);
      int count = 1 + random.nextInt(size - start);
      ByteRanges wanted = new ByteRanges();
      wanted.add(start, count);
      byte[] out = new byte[original.length];
      new ShuffleFilter(size, wanted)
          .undo(shuffled(original, size), original.length, out, original.length);
      for (int element = 0; element < 37; element++) {
        for (int k = start; k < start + count; k++) {
          assertThat(out[element * size + k]).isEqualTo(original[element * size + k]);
        }
      }
    }
  }

  private static byte[] shuffled(byte[] original, int size) {
    byte[] shuffled = original.clone();
    int count = original.length / size;
    for (int i = 0; i < count * size; i++) {
      shuffled[i % size * count + i / size] = original[i];
    }
    return shuffled;
  }
}
