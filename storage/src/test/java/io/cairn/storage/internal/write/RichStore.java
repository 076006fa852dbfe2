package io.cairn.storage.internal.write;

import io.cairn.storage.ColumnDefinition;
import io.cairn.storage.KeyDefinition;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.StoreOptions;
import io.cairn.storage.TableDefinition;
import io.cairn.storage.Transaction;
import io.cairn.storage.ViewDefinition;
import io.cairn.storage.internal.commit.CommitOptions;
import io.cairn.storage.internal.commit.Durability;
import io.cairn.storage.internal.io.StoreFile;
import io.cairn.storage.testing.StoredTypes;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.ColumnBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Makes small stores with everything in them: every type, row groups, the log, groups and views.
 */
final class RichStore {
  static final StoreOptions OPTIONS = StoreOptions.defaults().withThreads(1);

  /** A small log, so that the file is small too. */
  static final CommitOptions COMMIT =
      new CommitOptions(Durability.FULL, false, 16_384, 1 << 20, 8 << 20);

  private static final List<ColumnType> TYPES = StoredTypes.ALL;

  private RichStore() {}

  /** Fills an empty file; the store is left open, with commits behind its last checkpoint. */
  static Committer fill(StoreFile file, long seed) {
    Random random = new Random(seed);
    Committer store = StoreEngine.create(file, COMMIT, OPTIONS);
    ObjectPath types = ObjectPath.parse("/a/b/types");
    ObjectPath wide = ObjectPath.parse("/wide");
    try (Transaction transaction = store.begin()) {
      transaction.createGroup(types.parent());
      transaction.createTable(types, definition());
      transaction.createTable(
          wide,
          new TableDefinition(
              List.of(
                  ColumnDefinition.of("id", ColumnType.INT64, false),
                  new ColumnDefinition("x", ColumnType.FLOAT64, true, "1.5")),
              List.of(new KeyDefinition("wide_pk", true, List.of(0)))));
      transaction.createView(
          ObjectPath.parse("/a/v"), new ViewDefinition("SELECT 1", "main", List.of("one")));
      transaction.commit();
    }
    add(store, types, 40, random);
    addPairs(store, wide, 0, 700, random);
    store.checkpointNow();
    add(store, types, 5, random);
    addPairs(store, wide, 700, 1, random);
    try (Transaction transaction = store.begin()) {
      transaction.createGroup(ObjectPath.parse("/late"));
      transaction.drop(ObjectPath.parse("/a/v"), false);
      transaction.createView(
          ObjectPath.parse("/late/v"), new ViewDefinition("SELECT 2", "a/b", List.of()));
      transaction.commit();
    }
    return store;
  }

  private static TableDefinition definition() {
    return new TableDefinition(
        IntStream.range(0, TYPES.size())
            .mapToObj(i -> ColumnDefinition.of("c" + i, TYPES.get(i), i % 3 != 0))
            .toList(),
        List.of());
  }

  private static void add(Committer store, ObjectPath table, int rows, Random random) {
    List<ColumnBuilder> columns = new ArrayList<>();
    for (int i = 0; i < TYPES.size(); i++) {
      ColumnBuilder column = new ColumnBuilder(TYPES.get(i).naturalLane());
      for (int row = 0; row < rows; row++) {
        if (i % 3 != 0 && random.nextInt(5) == 0) {
          column.appendNull();
        } else {
          appendValue(column, TYPES.get(i), random);
        }
      }
      columns.add(column);
    }
    append(store, table, columns);
  }

  private static void appendValue(ColumnBuilder column, ColumnType type, Random random) {
    switch (type.naturalLane()) {
      case INT ->
          column.appendInt(
              type instanceof ColumnType.Bool ? random.nextInt(2) : random.nextInt(99));
      case LONG -> column.appendLong(random.nextInt(1_000_000));
      case DOUBLE -> column.appendDouble(random.nextInt(1_000) / 8.0);
      case INT128 -> column.appendInt128(random.nextInt(3) - 1, random.nextLong());
      case TEXT -> column.appendText("text " + random.nextInt(50));
      case OBJECT -> throw new AssertionError(type);
    }
  }

  private static void addPairs(
      Committer store, ObjectPath table, int first, int rows, Random random) {
    ColumnBuilder id = new ColumnBuilder(ColumnType.INT64.naturalLane());
    ColumnBuilder x = new ColumnBuilder(ColumnType.FLOAT64.naturalLane());
    for (int i = first; i < first + rows; i++) {
      id.appendLong(i);
      x.appendDouble(random.nextDouble());
    }
    append(store, table, List.of(id, x));
  }

  private static void append(Committer store, ObjectPath table, List<ColumnBuilder> columns) {
    try (Transaction transaction = store.begin()) {
      transaction.append(table).append(columns);
      transaction.commit();
    }
  }
}
