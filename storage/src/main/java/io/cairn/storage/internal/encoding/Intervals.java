package io.cairn.storage.internal.encoding;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of values as half-open intervals: ascending, disjoint, none empty. Immutable.
 *
 * @param list the intervals
 * @param <K> what has an order in which every value has a next one
 */
record Intervals<K extends Comparable<K>>(List<Interval<K>> list) {
  /**
   * Values from {@code from} to before {@code to}; absent ends are open.
   *
   * @param from the first value
   * @param to what follows the last value
   */
  record Interval<K extends Comparable<K>>(@Nullable K from, @Nullable K to) {
    boolean isEmpty() {
      return from != null && to != null && from.compareTo(to) >= 0;
    }
  }

  Intervals {
    list = List.copyOf(list);
  }

  static <K extends Comparable<K>> Intervals<K> all() {
    return new Intervals<>(List.of(new Interval<K>(null, null)));
  }

  static <K extends Comparable<K>> Intervals<K> of(@Nullable K from, @Nullable K to) {
    return new Intervals<>(List.of(new Interval<>(from, to)));
  }

  boolean isEmpty() {
    return list.isEmpty();
  }

  /** What is in both. */
  Intervals<K> and(Intervals<K> other) {
    List<Interval<K>> both = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < list.size() && j < other.list.size()) {
      Interval<K> a = list.get(i);
      Interval<K> b = other.list.get(j);
      Interval<K> common = new Interval<>(laterFrom(a.from, b.from), earlierTo(a.to, b.to));
      if (!common.isEmpty()) {
        both.add(common);
      }
      if (endsFirst(a.to, b.to)) {
        i++;
      } else {
        j++;
      }
    }
    return new Intervals<>(both);
  }

  /** What is in this one or in one above it; {@code other} does not start before this one ends. */
  Intervals<K> followedBy(Intervals<K> other) {
    List<Interval<K>> joined = new ArrayList<>(list);
    joined.addAll(other.list);
    return new Intervals<>(joined);
  }

  boolean contains(K value) {
    for (Interval<K> interval : list) {
      if (interval.from != null && value.compareTo(interval.from) < 0) {
        return false;
      }
      if (interval.to == null || value.compareTo(interval.to) < 0) {
        return true;
      }
    }
    return false;
  }

  private static <K extends Comparable<K>> @Nullable K laterFrom(@Nullable K a, @Nullable K b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static <K extends Comparable<K>> @Nullable K earlierTo(@Nullable K a, @Nullable K b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static <K extends Comparable<K>> boolean endsFirst(@Nullable K a, @Nullable K b) {
    return a != null && (b == null || a.compareTo(b) <= 0);
  }
}
