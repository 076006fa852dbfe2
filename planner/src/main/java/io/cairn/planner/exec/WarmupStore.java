package io.cairn.planner.exec;

import io.cairn.storage.ColumnDefinition;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.Store;
import io.cairn.storage.StoreOptions;
import io.cairn.storage.TableDefinition;
import io.cairn.storage.Transaction;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.ColumnBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * Made-up orders of customers with their items, and numbers, in a store in memory: keys, decimals,
 * days, texts with and without a dictionary, as most databases have them. Row groups are small: the
 * compiler counts calls, and a call over few rows counts as much as one over many.
 */
public final class WarmupStore {
  private static final int CUSTOMERS = 300;
  private static final int ORDERS = 800;
  private static final int ITEMS = 3_200;
  private static final int NUMBERS = 1_500;
  private static final int ROW_GROUP_ROWS = 300;
  private static final int FIRST_DAY = 8_000;
  private static final long CACHE_BYTES = 32 << 20;
  private static final ColumnType MONEY = new ColumnType.Decimal(15, 2);

  private final Store store =
      Store.memory(
          StoreOptions.defaults()
              .withThreads(1)
              .withCacheBytes(CACHE_BYTES)
              .withRowGroupRows(ROW_GROUP_ROWS));

  /** A linear congruential generator: branches in kernels must not look predictable. */
  private long state = 42;

  /** A table while it is filled. */
  private final class Table {
    private final String name;
    private final List<ColumnDefinition> columns = new ArrayList<>();
    private final List<ColumnBuilder> values = new ArrayList<>();

    Table(String name) {
      this.name = name;
    }

    ColumnBuilder column(String column, ColumnType type) {
      return column(column, type, false);
    }

    ColumnBuilder column(String column, ColumnType type, boolean nullable) {
      columns.add(ColumnDefinition.of(column, type, nullable));
      ColumnBuilder builder = new ColumnBuilder(type.naturalLane());
      values.add(builder);
      return builder;
    }

    void write() {
      ObjectPath path = ObjectPath.parse("/" + name);
      try (Transaction transaction = store.begin()) {
        transaction.createTable(path, new TableDefinition(columns, List.of()));
        transaction.append(path).append(values);
        transaction.commit();
      }
    }
  }

  private WarmupStore() {}

  /** The store; whoever asks closes it. */
  public static Store create() {
    WarmupStore warmup = new WarmupStore();
    warmup.customers();
    warmup.orders();
    warmup.items();
    warmup.numbers();
    warmup.store.checkpoint();
    return warmup.store;
  }

  private int next(int bound) {
    state = state * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
    return (int) ((state >>> 33) % bound);
  }

  private void customers() {
    Table table = new Table("customer");
    ColumnBuilder key = table.column("c_key", ColumnType.INT64);
    ColumnBuilder name = table.column("c_name", ColumnType.VARCHAR);
    ColumnBuilder nation = table.column("c_nation", ColumnType.INT64);
    ColumnBuilder segment = table.column("c_segment", ColumnType.VARCHAR);
    ColumnBuilder phone = table.column("c_phone", ColumnType.VARCHAR);
    ColumnBuilder balance = table.column("c_balance", MONEY);
    for (int i = 0; i < CUSTOMERS; i++) {
      key.appendLong(i);
      name.appendText("customer " + i);
      nation.appendLong(next(25));
      segment.appendText("segment " + next(5));
      phone.appendText(10 + next(25) + "-" + next(1_000_000));
      balance.appendLong(next(1_000_000) - 100_000);
    }
    table.write();
  }

  private void orders() {
    Table table = new Table("orders");
    ColumnBuilder key = table.column("o_key", ColumnType.INT64);
    ColumnBuilder customer = table.column("o_customer", ColumnType.INT64);
    ColumnBuilder day = table.column("o_day", ColumnType.DATE);
    ColumnBuilder priority = table.column("o_priority", ColumnType.VARCHAR);
    ColumnBuilder comment = table.column("o_comment", ColumnType.VARCHAR);
    for (int i = 0; i < ORDERS; i++) {
      key.appendLong(4L * i);
      customer.appendLong(next(CUSTOMERS));
      day.appendInt(FIRST_DAY + next(2_000));
      priority.appendText("priority " + next(5));
      comment.appendText(
          "order "
              + i
              + (next(50) == 0 ? " of special and other requests " : " as usual ")
              + next(9));
    }
    table.write();
  }

  private void items() {
    Table table = new Table("item");
    ColumnBuilder order = table.column("i_order", ColumnType.INT64);
    ColumnBuilder part = table.column("i_part", ColumnType.INT64);
    ColumnBuilder line = table.column("i_line", ColumnType.INT32);
    ColumnBuilder quantity = table.column("i_quantity", MONEY);
    ColumnBuilder price = table.column("i_price", MONEY);
    ColumnBuilder discount = table.column("i_discount", MONEY);
    ColumnBuilder flag = table.column("i_flag", ColumnType.VARCHAR);
    ColumnBuilder status = table.column("i_status", ColumnType.VARCHAR);
    ColumnBuilder day = table.column("i_day", ColumnType.DATE);
    ColumnBuilder due = table.column("i_due", ColumnType.DATE);
    for (int i = 0; i < ITEMS; i++) {
      order.appendLong(4L * (i / 4));
      part.appendLong(next(3_000));
      line.appendInt(i % 4);
      quantity.appendLong(100L * next(50));
      price.appendLong(100_000 + next(9_000_000));
      discount.appendLong(next(11));
      flag.appendText("ANR".substring(next(3)).substring(0, 1));
      status.appendText("FO".substring(next(2)).substring(0, 1));
      int shipped = FIRST_DAY + next(2_000);
      day.appendInt(shipped);
      due.appendInt(shipped + next(60) - 30);
    }
    table.write();
  }

  private void numbers() {
    Table table = new Table("number");
    ColumnBuilder ints = table.column("n_int", ColumnType.INT32);
    ColumnBuilder reals = table.column("n_real", ColumnType.FLOAT64, true);
    ColumnBuilder longs = table.column("n_long", ColumnType.INT64);
    ColumnBuilder texts = table.column("n_text", ColumnType.VARCHAR);
    for (int i = 0; i < NUMBERS; i++) {
      ints.appendInt(next(1_000));
      if (next(16) == 0) {
        reals.appendNull();
      } else {
        reals.appendDouble(next(1_000_000_000) / 1e9);
      }
      longs.appendLong(next(1 << 16));
      texts.appendText("text " + next(100));
    }
    table.write();
  }
}
