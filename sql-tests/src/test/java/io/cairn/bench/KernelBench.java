package io.cairn.bench;

import io.cairn.storage.internal.encoding.IntPlaneKernels;
import io.cairn.storage.internal.encoding.LongPlaneKernels;
import io.cairn.storage.internal.encoding.Masks;
import io.cairn.storage.vector.Batch;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * The loops over whole lanes that decoding and filtering consist of, beside a plain copy of an
 * array, in turn: nanoseconds a value in the first-level cache, and the ratio to the copy. A ratio
 * that jumps shows that the compiler stopped turning a loop into vector instructions. Usage: {@code
 * KernelBench [ROUNDS]}.
 */
final class KernelBench {
  private static final int LANES = Batch.CAPACITY;
  private static final int REPEATS = 2_000;
  private static final int WARM_UP = 5;

  private final Map<String, Runnable> kernels = new LinkedHashMap<>();
  private final Map<String, String> expected = new LinkedHashMap<>();

  private final int[] intsA;
  private final int[] intsB;
  private final int[] intsOut = new int[LANES];
  private final int[] mask = new int[LANES];
  private final int[] codes;
  private final int[] selection = new int[LANES];
  private final long[] longsA;
  private final long[] longsB;
  private final long[] longsOut = new long[LANES];
  private final double[] table;
  private final double[] doublesOut = new double[LANES];
  private long sink;

  private KernelBench() {
    Random random = new Random(42);
    intsA = random.ints(LANES).toArray();
    intsB = random.ints(LANES).toArray();
    longsA = random.longs(LANES).toArray();
    longsB = random.longs(LANES).toArray();
    codes = random.ints(LANES, 0, 1000).toArray();
    table = random.doubles(1000).toArray();
    for (int i = 0; i < LANES; i++) {
      intsB[i] &= 0xFFFFF;
    }
    add("copy int[]", "", () -> System.arraycopy(intsA, 0, intsOut, 0, LANES));
    add("copy long[]", "", () -> System.arraycopy(longsA, 0, longsOut, 0, LANES));
    add(
        "decode int, one plane",
        "0.036",
        () -> IntPlaneKernels.decode(intsA, 5, 0xFFFFF, 7, intsOut));
    add(
        "decode int, two planes",
        "0.046-0.051",
        () -> IntPlaneKernels.decode(intsA, intsB, 20, 0xFFFFF, 7, intsOut));
    add(
        "decode long, one plane",
        "0.087",
        () -> LongPlaneKernels.decode(longsA, 5, (1L << 53) - 1, 7, longsOut));
    add(
        "decode long, two planes",
        "",
        () -> LongPlaneKernels.decode(longsA, longsB, 20, (1L << 53) - 1, 7, longsOut));
    add("validity plane to lane", "", () -> IntPlaneKernels.decodeNulls(intsA, 17, intsOut));
    add("int to long", "0.22", () -> IntPlaneKernels.widen(intsA, 7, longsOut));
    add(
        "gather from 1,000 doubles",
        "0.34",
        () -> LongPlaneKernels.gather(codes, table, doublesOut));
    add("long to double, scaled", "0.61", () -> LongPlaneKernels.multiply(longsA, 0.5, doublesOut));
    add("range to mask, int", "0.042", () -> Masks.range(intsB, 100, 400_000, mask));
    add("and of two masks", "", () -> Masks.and(mask, intsA));
    add("mask to selection", "0.62", () -> sink += Masks.toSelection(intsA, LANES, selection));
    add("sum lanes, acc[i] += a[i]", "0.046", () -> accumulate(intsOut, intsA));
  }

  private void add(String name, String nanos, Runnable kernel) {
    kernels.put(name, kernel);
    expected.put(name, nanos);
  }

  private static void accumulate(int[] sums, int[] values) {
    for (int i = 0; i < LANES; i++) {
      sums[i] += values[i];
    }
  }

  public static void main(String[] arguments) {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 21;
    new KernelBench().run(rounds);
  }

  private void run(int rounds) {
    Map<String, long[]> nanos = new LinkedHashMap<>();
    for (int round = -WARM_UP; round < rounds; round++) {
      for (Map.Entry<String, Runnable> kernel : kernels.entrySet()) {
        long start = System.nanoTime();
        for (int i = 0; i < REPEATS; i++) {
          kernel.getValue().run();
        }
        long elapsed = System.nanoTime() - start;
        if (round >= 0) {
          nanos.computeIfAbsent(kernel.getKey(), key -> new long[rounds])[round] = elapsed;
        }
      }
    }
    System.out.printf(
        "%-28s %10s %8s %14s%n", "kernel, 2,048 lanes", "ns a value", "/ copy", "study, ns");
    double copy = 0;
    for (Map.Entry<String, long[]> entry : nanos.entrySet()) {
      Arrays.sort(entry.getValue());
      double each = Alternation.median(entry.getValue()) / ((double) REPEATS * LANES);
      copy = copy == 0 ? each : copy;
      System.out.printf(
          "%-28s %10.3f %8.1f %14s%n",
          entry.getKey(), each, each / copy, expected.get(entry.getKey()));
    }
    System.out.printf("(checksum %d)%n", sink);
  }
}
