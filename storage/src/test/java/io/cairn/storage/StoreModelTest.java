package io.cairn.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random rows of every type go through commits, checkpoints and reopened files unchanged. */
class StoreModelTest {
  private static final ObjectPath TABLE = ObjectPath.parse("/a/t");
  private static final List<ColumnType> TYPES =
      List.of(
          ColumnType.BOOLEAN,
          ColumnType.INT8,
          ColumnType.INT16,
          ColumnType.INT32,
          ColumnType.INT64,
          ColumnType.UINT8,
          ColumnType.UINT16,
          ColumnType.UINT32,
          ColumnType.UINT64,
          ColumnType.FLOAT32,
          ColumnType.FLOAT64,
          new ColumnType.Decimal(9, 2),
          new ColumnType.Decimal(38, 10),
          new ColumnType.Text(10, true),
          ColumnType.VARCHAR,
          new ColumnType.Bytes(4, true),
          ColumnType.VARBINARY,
          ColumnType.DATE,
          new ColumnType.Time(6),
          new ColumnType.Timestamp(6, false),
          new ColumnType.Timestamp(9, true),
          new ColumnType.Uuid());

  @TempDir Path directory;

  @Test
  void keepsRowsOfEveryTypeInMemory() {
    run(Store.memory(options()), null);
  }

  @Test
  void keepsRowsOfEveryTypeInAFile() {
    Path path = directory.resolve("model.cairn");
    run(Store.create(path, options()), path);
  }

  @Test
  void keepsLongValues() {
    Path path = directory.resolve("long.cairn");
    TableDefinition texts =
        new TableDefinition(
            List.of(
                ColumnDefinition.of("id", ColumnType.INT64, false),
                ColumnDefinition.of("text", ColumnType.VARCHAR, true)),
            List.of());
    byte[][] values = new byte[5_000][];
    Random random = new Random(Long.getLong("cairn.seed", 42));
    try (Store store = Store.create(path, options())) {
      try (Transaction transaction = store.begin()) {
        transaction.createTable(ObjectPath.parse("/t"), texts);
        transaction.commit();
      }
      for (int from = 0; from < values.length; from += 2_500) {
        ColumnBuilder id = new ColumnBuilder(Lane.LONG);
        ColumnBuilder text = new ColumnBuilder(Lane.TEXT);
        for (int i = from; i < from + 2_500; i++) {
          values[i] = new byte[i % 700 == 3 ? (1 << 20) + 1 + i : i % 50];
          java.util.Arrays.fill(values[i], (byte) ('a' + random.nextInt(26)));
          id.appendLong(i);
          text.appendBytes(values[i], 0, values[i].length);
        }
        try (Transaction transaction = store.begin()) {
          transaction.append(ObjectPath.parse("/t")).append(List.of(id, text));
          transaction.commit();
        }
      }
      store.checkpoint();
    }
    try (Store store = Store.open(path, options());
        Snapshot snapshot = store.snapshot()) {
      Relation relation =
          Objects.requireNonNull(
              Objects.requireNonNull(snapshot.find(ObjectPath.parse("/t"))).relation());
      Predicate isThere =
          new Predicate.Comparison(
              1,
              Predicate.Operator.GREATER_OR_EQUAL,
              new io.cairn.storage.predicate.Constant.Text(new byte[] {'a'}));
      int found = 0;
      for (Split split : relation.scan(new ScanRequest(List.of(0, 1), isThere)).splits()) {
        try (BatchReader reader = split.open(ScanContext.unbounded(2))) {
          for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
            ColumnBuilder id = new ColumnBuilder(Lane.LONG);
            ColumnBuilder text = new ColumnBuilder(Lane.TEXT);
            id.append(batch.column(0), batch.selection(), batch.selectedCount());
            text.append(batch.column(1), batch.selection(), batch.selectedCount());
            for (int row = 0; row < id.size(); row++) {
              assertThat(
                      java.util.Arrays.copyOfRange(
                          text.bytes(), text.offsets()[row], text.offsets()[row + 1]))
                  .isEqualTo(values[(int) id.longs()[row]]);
              found++;
            }
          }
        }
      }
      assertThat(found).isEqualTo(4_900);
    }
  }

  private static StoreOptions options() {
    return StoreOptions.defaults().withRowGroupRows(3_000);
  }

  private static void run(Store first, @Nullable Path path) {
    long seed = Long.getLong("cairn.seed", 42);
    Random random = new Random(seed);
    Store store = first;
    List<ColumnBuilder> model = builders();
    try (Transaction transaction = store.begin()) {
      transaction.createGroup(TABLE.parent());
      transaction.createTable(TABLE, definition());
      transaction.commit();
    }
    for (int step = 0; step < 60; step++) {
      List<ColumnBuilder> rows = builders();
      int count = random.nextInt(4) == 0 ? random.nextInt(8_000) : 1 + random.nextInt(30);
      for (int i = 0; i < count; i++) {
        addRow(rows, random);
      }
      try (Transaction transaction = store.begin()) {
        transaction.append(TABLE).append(rows);
        if (random.nextInt(5) == 0) {
          continue;
        }
        transaction.commit();
      }
      for (int column = 0; column < model.size(); column++) {
        model.get(column).append(rows.get(column), 0, count);
      }
      int then = random.nextInt(8);
      if (then == 0) {
        store.checkpoint();
      } else if (then == 1 && path != null) {
        store.close();
        store = Store.open(path, options());
      }
      if (step % 10 == 9) {
        check(store, model, "seed " + seed + ", step " + step);
      }
    }
    store.close();
    if (path != null) {
      try (Store again = Store.open(path, options().withReadOnly(true))) {
        check(again, model, "seed " + seed + ", at the end");
      }
    }
  }

  private static TableDefinition definition() {
    return new TableDefinition(
        IntStream.range(0, TYPES.size())
            .mapToObj(i -> ColumnDefinition.of("c" + i, TYPES.get(i), i % 3 != 0))
            .toList(),
        List.of());
  }

  private static List<ColumnBuilder> builders() {
    return TYPES.stream().map(type -> new ColumnBuilder(type.naturalLane())).toList();
  }

  private static void addRow(List<ColumnBuilder> rows, Random random) {
    for (int i = 0; i < TYPES.size(); i++) {
      ColumnBuilder column = rows.get(i);
      if (i % 3 != 0 && random.nextInt(4) == 0) {
        column.appendNull();
        continue;
      }
      ColumnType type = TYPES.get(i);
      switch (type.naturalLane()) {
        case INT ->
            column.appendInt(
                type instanceof ColumnType.Bool
                    ? random.nextInt(2)
                    : type instanceof ColumnType.Int number && number.bits() < 32
                        ? random.nextInt(100)
                        : random.nextInt());
        case LONG ->
            column.appendLong(
                type instanceof ColumnType.Int number && number.bits() == 32
                    ? random.nextInt() & 0xFFFFFFFFL
                    : type instanceof ColumnType.Decimal
                        ? random.nextInt(1_000_000)
                        : random.nextLong());
        case DOUBLE ->
            column.appendDouble(type.equals(ColumnType.FLOAT32) ? random.nextFloat() : odd(random));
        case INT128 -> column.appendInt128(random.nextInt(3) - 1, random.nextLong());
        case TEXT -> column.appendText("t" + random.nextInt(random.nextInt(3) == 0 ? 10 : 999));
        case OBJECT -> throw new AssertionError(type);
      }
    }
  }

  private static double odd(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> -0.0;
      case 1 -> Double.NaN;
      case 2 -> Double.NEGATIVE_INFINITY;
      case 3 -> random.nextInt(100) / 100.0;
      default -> random.nextDouble();
    };
  }

  private static void check(Store store, List<ColumnBuilder> model, String when) {
    try (Snapshot snapshot = store.snapshot()) {
      Relation relation = Objects.requireNonNull(snapshot.find(TABLE)).relation();
      List<ColumnBuilder> found = builders();
      List<Integer> all = IntStream.range(0, TYPES.size()).boxed().toList();
      for (Split split :
          Objects.requireNonNull(relation).scan(new ScanRequest(all, Predicate.all())).splits()) {
        try (BatchReader reader = split.open(ScanContext.unbounded(all.size()))) {
          for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
            for (int i = 0; i < found.size(); i++) {
              found.get(i).append(batch.column(i), batch.selection(), batch.selectedCount());
            }
          }
        }
      }
      assertThat(rows(found)).as(when).isEqualTo(rows(model));
    }
  }

  /** The rows as texts in an order of their own: tables promise none. */
  private static List<String> rows(List<ColumnBuilder> columns) {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < columns.get(0).size(); row++) {
      StringBuilder text = new StringBuilder();
      for (ColumnBuilder column : columns) {
        text.append(value(column, row)).append('|');
      }
      rows.add(text.toString());
    }
    rows.sort(null);
    return rows;
  }

  private static Object value(ColumnBuilder column, int row) {
    if (column.isNull(row)) {
      return "NULL";
    }
    return switch (column.lane()) {
      case INT -> column.ints()[row];
      case LONG -> column.longs()[row];
      case DOUBLE -> Double.doubleToRawLongBits(column.doubles()[row]);
      case INT128 -> column.high()[row] + ":" + column.longs()[row];
      case TEXT ->
          new String(
              column.bytes(),
              column.offsets()[row],
              column.offsets()[row + 1] - column.offsets()[row],
              java.nio.charset.StandardCharsets.UTF_8);
      case OBJECT -> throw new AssertionError(Lane.OBJECT);
    };
  }
}
