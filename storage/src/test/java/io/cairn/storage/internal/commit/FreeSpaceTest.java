package io.cairn.storage.internal.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.storage.error.StorageException;
import io.cairn.storage.internal.format.FileLayout;
import io.cairn.storage.internal.format.PageRun;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FreeSpaceTest {
  private static final long SEED = Long.getLong("cairn.seed", 42);

  private static BitSet pagesOf(FreeSpace space) {
    BitSet pages = new BitSet();
    long end = -1;
    for (PageRun run : space.runs()) {
      assertThat(run.page()).as("runs are merged").isGreaterThan(end);
      pages.set((int) run.page(), (int) run.end());
      end = run.end();
    }
    return pages;
  }

  @Test
  void neverGivesAPageTwice() {
    Random random = new Random(SEED);
    FreeSpace space = new FreeSpace();
    List<PageRun> taken = new ArrayList<>();
    BitSet free = new BitSet();
    for (int i = 0; i < 5_000; i++) {
      if (random.nextInt(5) < 3 || taken.isEmpty()) {
        int pages = 1 + random.nextInt(random.nextInt(10) == 0 ? 400 : 6);
        long end = space.end();
        long untouched = space.untouchedFrom();
        PageRun run = Objects.requireNonNull(space.take(pages, random.nextInt(4) == 0));
        assertThat(run.pages()).isEqualTo(pages);
        free.set((int) end, (int) space.end());
        assertThat(free.get((int) run.page(), (int) run.end()).cardinality())
            .as("seed " + SEED)
            .isEqualTo(pages);
        assertThat(run.page()).as("no page is skipped").isLessThanOrEqualTo(untouched);
        free.clear((int) run.page(), (int) run.end());
        taken.add(run);
      } else {
        PageRun run = taken.remove(random.nextInt(taken.size()));
        space.add(run);
        free.set((int) run.page(), (int) run.end());
      }
      if (i % 50 == 0) {
        assertThat(pagesOf(space)).as("seed " + SEED).isEqualTo(free);
      }
    }
  }

  @Test
  void takesTheSmallestRunThatIsLargeEnough() {
    FreeSpace space = new FreeSpace();
    space.begin(100, 100);
    space.add(new PageRun(10, 9));
    space.add(new PageRun(30, 4));
    space.add(new PageRun(50, 3));
    assertThat(space.take(3, false)).isEqualTo(new PageRun(50, 3));
    assertThat(space.take(3, false)).isEqualTo(new PageRun(30, 3));
    assertThat(space.take(3, true)).isEqualTo(new PageRun(10, 3));
    assertThat(space.take(8, false)).isEqualTo(new PageRun(100, 8));
    assertThat(space.take(1, false)).isEqualTo(new PageRun(33, 1));
  }

  @Test
  void takesExactPagesAlone() {
    FreeSpace space = new FreeSpace();
    space.begin(100, 100);
    space.add(new PageRun(10, 9));
    assertThat(space.takeExactly(new PageRun(9, 2))).isFalse();
    assertThat(space.takeExactly(new PageRun(18, 2))).isFalse();
    assertThat(space.takeExactly(new PageRun(12, 3))).isTrue();
    assertThat(space.runs()).containsExactly(new PageRun(10, 2), new PageRun(15, 4));
    assertThat(space.overlaps(new PageRun(12, 3))).isFalse();
    assertThat(space.overlaps(new PageRun(11, 2))).isTrue();
  }

  @Test
  void refusesToFreeAPageTwice() {
    FreeSpace space = new FreeSpace();
    space.begin(100, 100);
    space.add(new PageRun(10, 9));
    assertThatThrownBy(() -> space.add(new PageRun(18, 2))).isInstanceOf(StorageException.class);
    assertThatThrownBy(() -> space.add(new PageRun(99, 2))).isInstanceOf(StorageException.class);
  }

  @Test
  void refusesMoreThanAFileCanHave() {
    FreeSpace space = new FreeSpace();
    space.begin(FileLayout.MAX_PAGES - 300, 6);
    assertThat(space.take(301, false)).isNull();
    assertThat(space.take(300, false)).isNotNull();
  }
}
