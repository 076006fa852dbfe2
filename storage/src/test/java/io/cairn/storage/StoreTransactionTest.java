package io.cairn.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.storage.error.StorageException;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.ColumnBuilder;
import io.cairn.storage.vector.LongVector;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoreTransactionTest {
  private static final ObjectPath TABLE = ObjectPath.parse("/t");
  private static final TableDefinition KEYED =
      new TableDefinition(
          List.of(
              ColumnDefinition.of("id", ColumnType.INT64, false),
              ColumnDefinition.of("name", ColumnType.VARCHAR, true)),
          List.of(new KeyDefinition("t_pk", true, List.of(0))));

  private final Store store = Store.memory(StoreOptions.defaults());

  @Test
  void showsRowsToOthersOnlyAfterTheCommit() {
    createTable();
    try (Transaction transaction = store.begin()) {
      insert(transaction, 1, 2, 3);
      assertThat(ids(transaction.snapshot())).containsExactly(1L, 2L, 3L);
      assertThat(ids(store.snapshot())).isEmpty();
      transaction.commit();
    }
    assertThat(ids(store.snapshot())).containsExactly(1L, 2L, 3L);
  }

  @Test
  void keepsASnapshotAsItWas() {
    createTable();
    insertAndCommit(1);
    Snapshot before = store.snapshot();
    for (int i = 2; i < 3_000; i++) {
      insertAndCommit(i);
    }
    assertThat(ids(before)).containsExactly(1L);
    assertThat(ids(store.snapshot())).hasSize(2_999);
  }

  @Test
  void goesBackToASavepoint() {
    createTable();
    try (Transaction transaction = store.begin()) {
      insert(transaction, 1);
      int savepoint = transaction.savepoint();
      insert(transaction, 2);
      transaction.createGroup(ObjectPath.parse("/a/b"));
      transaction.rollbackTo(savepoint);
      insert(transaction, 2, 3);
      transaction.commit();
    }
    assertThat(ids(store.snapshot())).containsExactly(1L, 2L, 3L);
    assertThat(store.snapshot().find(ObjectPath.parse("/a"))).isNull();
  }

  @Test
  void namesTheKeyThatIsThereAlready() {
    createTable();
    insertAndCommit(1, 5);
    try (Transaction transaction = store.begin()) {
      assertThatThrownBy(() -> insert(transaction, 7, 5))
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(StorageException.Kind.DUPLICATE_KEY);
                assertThat(e.row()).isEqualTo(1);
              })
          .hasMessageContaining("/t")
          .hasMessageContaining("PRIMARY KEY (id) = (5)");
      assertThatThrownBy(() -> insert(transaction, 9, 9)).hasMessageContaining("(9)");
      insert(transaction, 7, 9);
      transaction.commit();
    }
    assertThat(ids(store.snapshot())).containsExactly(1L, 5L, 7L, 9L);
  }

  @Test
  void letsTheFirstToCommitWinAKey() {
    createTable();
    Transaction first = store.begin();
    Transaction second = store.begin();
    insert(first, 4, 1);
    insert(second, 1, 9);
    first.commit();
    assertThatThrownBy(second::commit)
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.CONFLICT));
    assertThat(ids(store.snapshot())).containsExactly(4L, 1L);
  }

  @Test
  void letsRowsOfDifferentKeysMeet() {
    createTable();
    Transaction first = store.begin();
    Transaction second = store.begin();
    insert(first, 1, 3);
    insert(second, 2);
    first.commit();
    second.commit();
    assertThat(ids(store.snapshot())).containsExactly(1L, 3L, 2L);
  }

  @Test
  void conflictsOnNodesThatBothTouch() {
    createTable();
    Transaction drop = store.begin();
    drop.drop(TABLE, false);
    insertAndCommit(1);
    assertThatThrownBy(drop::commit).hasMessageContaining("changed");
    Transaction one = store.begin();
    Transaction two = store.begin();
    one.createGroup(ObjectPath.parse("/g"));
    two.createGroup(ObjectPath.parse("/g"));
    one.commit();
    assertThatThrownBy(two::commit).hasMessageContaining("/g".substring(1));
  }

  @Test
  void dropsNoGroupThatAnotherTransactionPutATableInto() {
    ObjectPath group = ObjectPath.parse("/g");
    try (Transaction transaction = store.begin()) {
      transaction.createGroup(group);
      transaction.commit();
    }
    Transaction create = store.begin();
    Transaction drop = store.begin();
    create.createTable(group.child("t"), KEYED);
    drop.drop(group, false);
    create.commit();
    assertThatThrownBy(drop::commit)
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.CONFLICT));
    assertThat(store.snapshot().find(group.child("t"))).isNotNull();
  }

  private void createTable() {
    try (Transaction transaction = store.begin()) {
      transaction.createTable(TABLE, KEYED);
      transaction.commit();
    }
  }

  private void insertAndCommit(long... ids) {
    try (Transaction transaction = store.begin()) {
      insert(transaction, ids);
      transaction.commit();
    }
  }

  private static void insert(Transaction transaction, long... ids) {
    ColumnBuilder id = new ColumnBuilder(ColumnType.INT64.naturalLane());
    ColumnBuilder name = new ColumnBuilder(ColumnType.VARCHAR.naturalLane());
    for (long value : ids) {
      id.appendLong(value);
      name.appendText("row " + value);
    }
    transaction.append(TABLE).append(List.of(id, name));
  }

  static List<Long> ids(Snapshot snapshot) {
    Relation relation = java.util.Objects.requireNonNull(snapshot.find(TABLE)).relation();
    List<Long> ids = new ArrayList<>();
    for (Split split :
        java.util.Objects.requireNonNull(relation)
            .scan(new ScanRequest(List.of(0), io.cairn.storage.predicate.Predicate.all()))
            .splits()) {
      try (BatchReader reader = split.open(ScanContext.unbounded(1))) {
        for (var batch = reader.next(); batch != null; batch = reader.next()) {
          long[] values = ((LongVector) batch.column(0)).values();
          for (int i = 0; i < batch.rowCount(); i++) {
            ids.add(values[i]);
          }
        }
      }
    }
    return ids;
  }
}
