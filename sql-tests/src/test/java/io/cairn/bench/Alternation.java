package io.cairn.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs competitors in turn (A B C, A B C, ...), so that what disturbs the machine disturbs all of
 * them, and prints medians with their ratios to the first. The first turn only warms up.
 */
final class Alternation {
  /** One measured step. */
  @FunctionalInterface
  interface Step {
    /**
     * @param turn 0 for the warm-up
     * @return what was computed, and in how many nanoseconds
     */
    Outcome run(int turn) throws Exception;
  }

  /**
   * A measured result.
   *
   * @param checksum competitors of one turn have to agree on it, to one part in a billion; NaN to
   *     be compared with nothing
   */
  record Outcome(long nanos, long rows, double checksum) {}

  /** Computes something worth measuring. */
  @FunctionalInterface
  interface Work {
    /** The rows that were seen, and a checksum of them. */
    Answer run() throws Exception;
  }

  /** The rows that were seen, and a checksum of them. */
  record Answer(long rows, double checksum) {}

  private final Map<String, Step> steps = new LinkedHashMap<>();
  private final Map<String, List<Long>> nanos = new LinkedHashMap<>();

  Alternation add(String name, Step step) {
    steps.put(name, step);
    nanos.put(name, new ArrayList<>());
    return this;
  }

  /** Measures work of this process. */
  static Outcome timed(Work work) throws Exception {
    long start = System.nanoTime();
    Answer answer = work.run();
    return new Outcome(System.nanoTime() - start, answer.rows(), answer.checksum());
  }

  /**
   * Runs everything {@code turns} times after the warm-up and prints a line for each competitor.
   *
   * @throws IllegalStateException if two of them disagree
   */
  void run(String title, int turns) throws Exception {
    for (int turn = 0; turn <= turns; turn++) {
      Outcome first = null;
      for (Map.Entry<String, Step> step : steps.entrySet()) {
        Outcome outcome = step.getValue().run(turn);
        if (!Double.isNaN(outcome.checksum())) {
          first = first == null ? outcome : first;
          requireSame(step.getKey(), first, outcome);
        }
        if (turn > 0) {
          nanos.computeIfAbsent(step.getKey(), key -> new ArrayList<>()).add(outcome.nanos());
        }
      }
    }
    print(title, turns);
  }

  private static void requireSame(String name, Outcome expected, Outcome found) {
    double allowed = 1e-9 * Math.max(1.0, Math.abs(expected.checksum()));
    if (expected.rows() != found.rows()
        || !(Math.abs(expected.checksum() - found.checksum()) <= allowed)) {
      throw new IllegalStateException(name + " found " + found + ", expected " + expected);
    }
  }

  private void print(String title, int turns) {
    System.out.printf("%n%s, median of %d%n", title, turns);
    double reference = 0;
    for (Map.Entry<String, List<Long>> entry : nanos.entrySet()) {
      long[] sorted = entry.getValue().stream().mapToLong(Long::longValue).sorted().toArray();
      double median = median(sorted) / 1e6;
      reference = reference == 0 ? median : reference;
      System.out.printf(
          "  %-44s %10.2f ms  (%.2f to %.2f)  ratio %.3f%n",
          entry.getKey(),
          median,
          sorted[0] / 1e6,
          sorted[sorted.length - 1] / 1e6,
          median / reference);
    }
  }

  /** The middle of a sorted array, or the mean of the two in the middle. */
  static double median(long[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
  }
}
