package io.cairn.planner.fallback;

import org.jspecify.annotations.Nullable;

/**
 * Aggregate functions that generated code calls where Calcite's own differ from SQL's here. Public
 * because generated code stands in no package. NULLs never arrive; over no value the result is
 * NULL.
 */
public final class ContractAggregates {
  private ContractAggregates() {}

  /** The smallest number, NaN above all others. */
  public static final class LeastNumber {
    private LeastNumber() {}

    public static @Nullable Double init() {
      return null;
    }

    public static Double add(@Nullable Double least, Double value) {
      return least == null || Double.compare(value, least) < 0 ? value : least;
    }

    public static @Nullable Double result(@Nullable Double least) {
      return least;
    }
  }

  /** The largest number, NaN above all others. */
  public static final class GreatestNumber {
    private GreatestNumber() {}

    public static @Nullable Double init() {
      return null;
    }

    public static Double add(@Nullable Double greatest, Double value) {
      return greatest == null || Double.compare(value, greatest) > 0 ? value : greatest;
    }

    public static @Nullable Double result(@Nullable Double greatest) {
      return greatest;
    }
  }

  /** The smallest single-precision number, NaN above all others. */
  public static final class LeastReal {
    private LeastReal() {}

    public static @Nullable Float init() {
      return null;
    }

    public static Float add(@Nullable Float least, Float value) {
      return least == null || Float.compare(value, least) < 0 ? value : least;
    }

    public static @Nullable Float result(@Nullable Float least) {
      return least;
    }
  }

  /** The largest single-precision number, NaN above all others. */
  public static final class GreatestReal {
    private GreatestReal() {}

    public static @Nullable Float init() {
      return null;
    }

    public static Float add(@Nullable Float greatest, Float value) {
      return greatest == null || Float.compare(value, greatest) > 0 ? value : greatest;
    }

    public static @Nullable Float result(@Nullable Float greatest) {
      return greatest;
    }
  }

  /** The first text by code points. */
  public static final class LeastText {
    private LeastText() {}

    public static @Nullable String init() {
      return null;
    }

    public static String add(@Nullable String least, String value) {
      return least == null || ContractFunctions.compareText(value, least) < 0 ? value : least;
    }

    public static @Nullable String result(@Nullable String least) {
      return least;
    }
  }

  /** The last text by code points. */
  public static final class GreatestText {
    private GreatestText() {}

    public static @Nullable String init() {
      return null;
    }

    public static String add(@Nullable String greatest, String value) {
      return greatest == null || ContractFunctions.compareText(value, greatest) > 0
          ? value
          : greatest;
    }

    public static @Nullable String result(@Nullable String greatest) {
      return greatest;
    }
  }
}
