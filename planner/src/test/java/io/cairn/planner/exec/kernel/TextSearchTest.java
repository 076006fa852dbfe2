package io.cairn.planner.exec.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TextSearchTest {
  @Test
  void findsTheRowsThatHoldTheNeedle() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int found = 0;
    for (int round = 0; round < 5_000; round++) {
      // Few letters make needles that overlap themselves and hits over the ends of rows.
      int letters = 1 + random.nextInt(4);
      String needle = text(random, letters, 1 + random.nextInt(24));
      int n = random.nextInt(40);
      StringBuilder all = new StringBuilder(text(random, letters, random.nextInt(5)));
      int[] offsets = new int[n + 1];
      List<Integer> expected = new ArrayList<>();
      for (int row = 0; row < n; row++) {
        offsets[row] = all.length();
        String text = text(random, letters, random.nextInt(60));
        if (random.nextInt(4) == 0) {
          int at = random.nextInt(text.length() + 1);
          text = text.substring(0, at) + needle + text.substring(at);
        }
        all.append(text);
        if (text.contains(needle)) {
          expected.add(row);
        }
      }
      offsets[n] = all.length();
      all.append(needle);
      int[] rows = new int[n];
      int count =
          new TextSearch(needle.getBytes(StandardCharsets.UTF_8))
              .select(all.toString().getBytes(StandardCharsets.UTF_8), offsets, n, rows);
      assertThat(Arrays.copyOf(rows, count))
          .as("seed %d, needle %s", seed, needle)
          .containsExactly(expected.stream().mapToInt(Integer::intValue).toArray());
      found += count;
    }
    assertThat(found).isGreaterThan(1_000);
  }

  private static String text(Random random, int letters, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + random.nextInt(letters)));
    }
    return text.toString();
  }
}
