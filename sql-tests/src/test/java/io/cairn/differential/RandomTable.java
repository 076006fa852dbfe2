package io.cairn.differential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A table with a column of each flavor, and its rows. Immutable. */
final class RandomTable {
  private final String name;
  private final int rowCount;
  private final Map<Flavor, @Nullable Object[]> columns = new EnumMap<>(Flavor.class);
  private final Map<Flavor, Boolean> nullable = new EnumMap<>(Flavor.class);

  RandomTable(String name, int rowCount, Random random) {
    this.name = name;
    this.rowCount = rowCount;
    for (Flavor flavor : Flavor.values()) {
      columns.put(flavor, flavor == Flavor.ID ? ids(random) : values(flavor, random));
    }
  }

  private @Nullable Object[] ids(Random random) {
    List<Integer> ids = new ArrayList<>();
    int first = random.nextInt(3);
    for (int i = 0; i < rowCount; i++) {
      ids.add(first + i);
    }
    if (random.nextInt(3) == 0) {
      java.util.Collections.shuffle(ids, random);
    }
    nullable.put(Flavor.ID, false);
    return ids.toArray();
  }

  private @Nullable Object[] values(Flavor flavor, Random random) {
    double nulls =
        switch (random.nextInt(8)) {
          case 0, 1, 2 -> 0;
          case 3, 4, 5 -> 0.1;
          case 6 -> 0.5;
          default -> random.nextInt(4) == 0 ? 1 : 0.01;
        };
    nullable.put(flavor, nulls > 0 || random.nextBoolean());
    @Nullable Object[] values = new @Nullable Object[rowCount];
    for (int i = 0; i < rowCount; i++) {
      values[i] = random.nextDouble() < nulls ? null : flavor.draw(random);
    }
    if (nulls == 0 && random.nextInt(4) == 0) {
      Arrays.sort(values, java.util.Comparator.comparing(RandomTable::comparable));
    }
    return values;
  }

  @SuppressWarnings("unchecked")
  private static Comparable<Object> comparable(@Nullable Object value) {
    return (Comparable<Object>) java.util.Objects.requireNonNull(value);
  }

  String name() {
    return name;
  }

  int rowCount() {
    return rowCount;
  }

  boolean isNullable(Flavor flavor) {
    return Boolean.TRUE.equals(nullable.get(flavor));
  }

  /** Rows as whole columns, in the order of {@link Flavor}. */
  List<@Nullable Object[]> rows(int from, int to) {
    List<@Nullable Object[]> part = new ArrayList<>();
    for (@Nullable Object[] column : columns.values()) {
      part.add(Arrays.copyOfRange(column, from, to));
    }
    return part;
  }

  /** A value of a column, or another one of its flavor where that row has none. */
  Object sample(Flavor flavor, Random random, Function<Flavor, Object> otherwise) {
    @Nullable Object[] values = java.util.Objects.requireNonNull(columns.get(flavor));
    Object value = rowCount == 0 ? null : values[random.nextInt(rowCount)];
    return value == null ? otherwise.apply(flavor) : value;
  }
}
