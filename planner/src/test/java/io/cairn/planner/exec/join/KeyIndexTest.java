package io.cairn.planner.exec.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.storage.vector.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Indexes of random words against a map. */
class KeyIndexTest {
  private static final int TRIES = 60;

  private static final JoinWork WORK =
      new JoinWork() {
        @Override
        public void check() {}

        @Override
        public void hold(long bytes) {}

        @Override
        public void run(int count, Piece piece) {
          IntStream.range(0, count).forEach(piece::run);
        }

        @Override
        public int parallelism() {
          return 1;
        }
      };

  /** The kinds that tell where the rows of a key are. */
  enum Kind {
    DENSE {
      @Override
      KeyIndex index(long[] words, int @Nullable [] rows, int greatest) {
        return DenseIndex.of(words, rows, greatest, WORK);
      }
    },
    RANK {
      @Override
      KeyIndex index(long[] words, int @Nullable [] rows, int greatest) {
        return RankIndex.of(words, rows, greatest, WORK);
      }
    },
    HASH {
      @Override
      KeyIndex index(long[] words, int @Nullable [] rows, int greatest) {
        return HashIndex.of(words, rows, WORK);
      }
    };

    abstract KeyIndex index(long[] words, int @Nullable [] rows, int greatest);
  }

  @ParameterizedTest
  @EnumSource
  void findsTheRowsOfEveryKey(Kind kind) {
    long seed = Long.getLong("cairn.seed", 42);
    System.out.println("seed " + seed);
    for (int i = 0; i < TRIES; i++) {
      check(kind, new Random(seed + i), seed + i);
    }
  }

  private static void check(Kind kind, Random random, long seed) {
    int greatest = 1 + random.nextInt(random.nextBoolean() ? 200 : 100_000);
    boolean repeats = random.nextBoolean();
    long[] words =
        repeats
            ? random.longs(1 + random.nextInt(3000), 0, greatest + 1L).toArray()
            : random.longs(1 + random.nextInt(3000), 0, greatest + 1L).distinct().toArray();
    words[0] = greatest;
    if (!repeats) {
      words = Arrays.stream(words).distinct().toArray();
    }
    int[] rows =
        random.nextBoolean()
            ? null
            : IntStream.range(0, words.length).filter(row -> row % 3 > 0 || row == 0).toArray();
    Map<Long, List<Integer>> expected = new TreeMap<>();
    for (int row : rows == null ? IntStream.range(0, words.length).toArray() : rows) {
      expected.computeIfAbsent(words[row], key -> new ArrayList<>()).add(row);
    }
    KeyIndex index = kind.index(words, rows, greatest);
    int count = Batch.CAPACITY;
    long[] probes = random.longs(count, -2, greatest + 3L).toArray();
    int[] ids = new int[count];
    int[] out = IntStream.range(0, count).toArray();
    int found = index.find(probes, out, count, ids, out);
    int[] wanted =
        IntStream.range(0, count).filter(row -> expected.containsKey(probes[row])).toArray();
    assertThat(Arrays.copyOf(out, found)).as("seed %d", seed).isEqualTo(wanted);
    for (int row : wanted) {
      assertThat(rowsOf(index, ids[row])).as("seed %d", seed).isEqualTo(expected.get(probes[row]));
    }
  }

  private static List<Integer> rowsOf(KeyIndex index, int id) {
    int[] order = index.order();
    int[] lengths = index.lengths();
    return order == null || lengths == null
        ? List.of(id)
        : IntStream.range(id, id + lengths[id]).map(k -> order[k]).boxed().toList();
  }
}
