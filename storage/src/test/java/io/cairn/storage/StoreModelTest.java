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

  private static StoreOptions options() {
    return StoreOptions.defaults().withRowGroupRows(3_000);
  }

  private static void run(Store first, Path path) {
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
