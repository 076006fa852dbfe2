package io.cairn.storage.internal.write;

import io.cairn.storage.BatchReader;
import io.cairn.storage.ColumnDefinition;
import io.cairn.storage.KeyDefinition;
import io.cairn.storage.Node;
import io.cairn.storage.NodeKind;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.Relation;
import io.cairn.storage.ScanContext;
import io.cairn.storage.ScanRequest;
import io.cairn.storage.Snapshot;
import io.cairn.storage.Split;
import io.cairn.storage.StoreOptions;
import io.cairn.storage.TableDefinition;
import io.cairn.storage.Transaction;
import io.cairn.storage.ViewDefinition;
import io.cairn.storage.error.StorageException;
import io.cairn.storage.internal.commit.CommitOptions;
import io.cairn.storage.internal.commit.CrashHistory;
import io.cairn.storage.internal.commit.CrashSubject;
import io.cairn.storage.internal.commit.Durability;
import io.cairn.storage.internal.io.SimulatedStoreFile;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A whole store under crash tests: groups, tables, views, small and large commits. */
final class TableStore implements CrashSubject.CrashSession<Map<String, List<String>>> {
  /** Small logs, and row groups of a few rows, so that short histories reach every path. */
  static final CommitOptions COMMIT =
      new CommitOptions(Durability.FULL, false, 8192, 32_768, 20_000);

  static final StoreOptions OPTIONS =
      StoreOptions.defaults().withRowGroupRows(8).withThreads(1).withCacheBytes(1 << 20);

  private static final TableDefinition TABLE =
      new TableDefinition(
          List.of(
              ColumnDefinition.of("id", ColumnType.INT64, false),
              ColumnDefinition.of("number", ColumnType.FLOAT64, true),
              ColumnDefinition.of("text", ColumnType.VARCHAR, true)),
          List.of(new KeyDefinition("pk", true, List.of(0))));

  /** Opens stores for the explorer. */
  record Subject() implements CrashSubject<Map<String, List<String>>> {
    @Override
    public TableStore create(SimulatedStoreFile file) {
      return new TableStore(StoreEngine.create(file, COMMIT, OPTIONS));
    }

    @Override
    public TableStore open(SimulatedStoreFile file) {
      return new TableStore(StoreEngine.open(file, COMMIT, OPTIONS));
    }
  }

  private record Held(Snapshot snapshot, Map<String, List<String>> state) {}

  private final Committer store;
  private final List<Held> held = new ArrayList<>();
  private long nextKey;
  private String complaint = "";

  TableStore(Committer store) {
    this.store = store;
    for (List<String> rows : state().values()) {
      for (String row : rows) {
        if (row.indexOf('|') > 0) {
          nextKey = Math.max(nextKey, Long.parseLong(row.substring(0, row.indexOf('|'))) + 1);
        }
      }
    }
  }

  @Override
  public Map<String, List<String>> state() {
    try (Snapshot snapshot = store.snapshot()) {
      return stateOf(snapshot);
    }
  }

  static Map<String, List<String>> stateOf(Snapshot snapshot) {
    Map<String, List<String>> state = new TreeMap<>();
    addState(snapshot.root(), state);
    return state;
  }

  private static void addState(Node node, Map<String, List<String>> state) {
    Relation relation = node.relation();
    List<String> content = new ArrayList<>();
    if (relation != null) {
      readRows(relation, content);
      content.sort(null);
    } else {
      content.add(node.kind() == NodeKind.VIEW ? Objects.requireNonNull(node.view()).sql() : "");
    }
    state.put(node.path().toString(), content);
    for (Node child : node.children()) {
      addState(child, state);
    }
  }

  private static void readRows(Relation relation, List<String> rows) {
    ScanRequest request = new ScanRequest(List.of(0, 1, 2), Predicate.all());
    for (Split split : relation.scan(request).splits()) {
      try (BatchReader reader = split.open(ScanContext.unbounded(3))) {
        for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
          ColumnBuilder id = new ColumnBuilder(Lane.LONG);
          ColumnBuilder number = new ColumnBuilder(Lane.DOUBLE);
          ColumnBuilder text = new ColumnBuilder(Lane.TEXT);
          id.append(batch.column(0), batch.selection(), batch.selectedCount());
          number.append(batch.column(1), batch.selection(), batch.selectedCount());
          text.append(batch.column(2), batch.selection(), batch.selectedCount());
          for (int row = 0; row < id.size(); row++) {
            rows.add(text(id, number, text, row));
          }
        }
      }
    }
  }

  private static String text(ColumnBuilder id, ColumnBuilder number, ColumnBuilder text, int row) {
    int from = text.offsets()[row];
    return id.longs()[row]
        + "|"
        + (number.isNull(row) ? "NULL" : Double.toString(number.doubles()[row]))
        + "|"
        + (text.isNull(row)
            ? "NULL"
            : new String(
                text.bytes(), from, text.offsets()[row + 1] - from, StandardCharsets.UTF_8));
  }

  @Override
  public void step(SplittableRandom random, CrashHistory<Map<String, List<String>>> history) {
    int choice = random.nextInt(20);
    if (choice == 0) {
      store.checkpointNow();
      history.acknowledge();
    } else if (choice == 1 && held.size() < 3) {
      Snapshot snapshot = store.snapshot();
      held.add(new Held(snapshot, stateOf(snapshot)));
    } else if (choice == 2 && !held.isEmpty()) {
      held.remove(random.nextInt(held.size())).snapshot.close();
    } else {
      transact(random, history);
    }
    checkHeld();
  }

  private void checkHeld() {
    for (Held each : held) {
      if (!stateOf(each.snapshot).equals(each.state)) {
        complaint = "a snapshot reads something else";
      }
    }
  }

  @Override
  public String complaint() {
    return complaint;
  }

  private void transact(SplittableRandom random, CrashHistory<Map<String, List<String>>> history) {
    try (Transaction transaction = store.begin()) {
      int changes = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1;
      for (int i = 0; i < changes; i++) {
        int savepoint = transaction.savepoint();
        change(transaction, random);
        if (random.nextInt(10) == 0) {
          transaction.rollbackTo(savepoint);
        } else {
          transaction.release(savepoint);
        }
      }
      if (random.nextInt(8) == 0) {
        return;
      }
      if (transaction.hasChanges()) {
        try (Snapshot after = transaction.snapshot()) {
          history.issue(stateOf(after));
        }
        try {
          transaction.commit();
        } catch (StorageException e) {
          history.rollBack();
          throw e;
        }
        history.acknowledge();
      }
    }
  }

  private void change(Transaction transaction, SplittableRandom random) {
    List<ObjectPath> groups = new ArrayList<>();
    List<ObjectPath> tables = new ArrayList<>();
    List<ObjectPath> others = new ArrayList<>();
    try (Snapshot snapshot = transaction.snapshot()) {
      collect(snapshot.root(), groups, tables, others);
    }
    int choice = random.nextInt(12);
    ObjectPath fresh =
        groups.get(random.nextInt(groups.size())).child("n" + random.nextInt(1_000_000));
    if (choice == 0) {
      transaction.createGroup(fresh);
    } else if (choice == 1) {
      transaction.createView(
          fresh, new ViewDefinition("SELECT " + random.nextInt(), "main", List.of("a")));
    } else if (choice == 2 || tables.isEmpty()) {
      transaction.createTable(fresh, TABLE);
    } else if (choice == 3 && !others.isEmpty()) {
      transaction.drop(others.get(random.nextInt(others.size())), true);
    } else {
      insert(transaction, tables.get(random.nextInt(tables.size())), random);
    }
  }

  private static void collect(
      Node node, List<ObjectPath> groups, List<ObjectPath> tables, List<ObjectPath> others) {
    if (node.kind() == NodeKind.GROUP) {
      groups.add(node.path());
    } else if (node.kind() == NodeKind.TABLE) {
      tables.add(node.path());
    }
    if (!node.path().isRoot()) {
      others.add(node.path());
    }
    for (Node child : node.children()) {
      collect(child, groups, tables, others);
    }
  }

  private void insert(Transaction transaction, ObjectPath table, SplittableRandom random) {
    int rows = random.nextInt(4) == 0 ? 10 + random.nextInt(40) : 1 + random.nextInt(3);
    int length = random.nextInt(5) == 0 ? 400 : 10;
    ColumnBuilder id = new ColumnBuilder(Lane.LONG);
    ColumnBuilder number = new ColumnBuilder(Lane.DOUBLE);
    ColumnBuilder text = new ColumnBuilder(Lane.TEXT);
    for (int i = 0; i < rows; i++) {
      id.appendLong(nextKey++);
      if (random.nextInt(5) == 0) {
        number.appendNull();
        text.appendNull();
      } else {
        number.appendDouble(random.nextInt(1_000) / 8.0);
        StringBuilder value = new StringBuilder();
        for (int c = random.nextInt(length); c >= 0; c--) {
          value.append((char) ('a' + random.nextInt(26)));
        }
        text.appendText(value.toString());
      }
    }
    transaction.append(table).append(List.of(id, number, text));
  }

  @Override
  public void close() {
    held.forEach(each -> each.snapshot.close());
    store.close();
  }
}
