package io.cairn.formats.hdf5.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Compares sets of positions with bit sets. */
final class IndexSetTest {
  private static final long SEED = Long.getLong("cairn.seed", 4711);
  private static final int EXTENT = 60;

  @Test
  void behavesAsASetOfBits() {
    System.out.println("index sets: seed " + SEED);
    Random random = new Random(SEED);
    for (int i = 0; i < 3000; i++) {
      BitSet a = bits(random);
      BitSet b = bits(random);
      check(set(a), a);
      BitSet both = (BitSet) a.clone();
      both.and(b);
      check(set(a).intersect(set(b)), both);
      BitSet either = (BitSet) a.clone();
      either.or(b);
      check(set(a).union(set(b)), either);
      int width = 1 + random.nextInt(9);
      BitSet blocks = new BitSet();
      a.stream().forEach(index -> blocks.set(index / width));
      check(set(a).blocks(width), blocks);
      BitSet longer = new BitSet();
      a.stream().forEach(index -> longer.set(index * width, (index + 1) * width));
      check(set(a).times(width), longer);
    }
  }

  private static BitSet bits(Random random) {
    BitSet bits = new BitSet();
    int kind = random.nextInt(4);
    for (int i = 0; i < EXTENT; i++) {
      bits.set(i, kind == 0 ? random.nextInt(8) == 0 : random.nextInt(kind + 1) > 0);
    }
    return bits;
  }

  private static IndexSet set(BitSet bits) {
    IndexSet set = IndexSet.EMPTY;
    for (int at = bits.nextSetBit(0); at >= 0; at = bits.nextSetBit(bits.nextClearBit(at))) {
      set = set.union(IndexSet.range(at, bits.nextClearBit(at)));
    }
    return set;
  }

  private static void check(IndexSet set, BitSet bits) {
    assertThat(set.count()).isEqualTo(bits.cardinality());
    long rank = 0;
    for (int i = 0; i < bits.length() + 3; i++) {
      assertThat(set.rank(i)).isEqualTo(rank);
      assertThat(set.contains(i)).isEqualTo(bits.get(i));
      if (bits.get(i)) {
        assertThat(set.select(rank)).isEqualTo(i);
        int range = set.rangeOf(rank);
        assertThat(set.start(range)).isLessThanOrEqualTo(i);
        assertThat(set.end(range)).isGreaterThan(i);
        rank++;
      }
    }
  }
}
