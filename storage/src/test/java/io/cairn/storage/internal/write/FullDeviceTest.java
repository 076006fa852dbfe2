package io.cairn.storage.internal.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.storage.ColumnDefinition;
import io.cairn.storage.Node;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.Snapshot;
import io.cairn.storage.StoreOptions;
import io.cairn.storage.TableDefinition;
import io.cairn.storage.Transaction;
import io.cairn.storage.error.StorageException;
import io.cairn.storage.error.StorageException.Kind;
import io.cairn.storage.internal.commit.CommitOptions;
import io.cairn.storage.internal.commit.Durability;
import io.cairn.storage.internal.io.SimulatedStoreFile;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.ColumnBuilder;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What still works when the device is full to its last page. */
class FullDeviceTest {
  private static final CommitOptions COMMIT =
      new CommitOptions(Durability.FULL, false, 65_536, 16 << 20, 1 << 20);
  private static final StoreOptions OPTIONS = StoreOptions.defaults().withThreads(1);
  private static final TableDefinition TABLE =
      new TableDefinition(
          List.of(ColumnDefinition.of("bytes", ColumnType.VARBINARY, false)), List.of());
  private static final ObjectPath FILL = ObjectPath.parse("/fill");
  private static final ObjectPath KEEP = ObjectPath.parse("/keep");

  private final SplittableRandom random = new SplittableRandom(Long.getLong("cairn.seed", 42));
  private final SimulatedStoreFile file = new SimulatedStoreFile();

  @Test
  void dropsATableAndGoesOn() {
    Committer store = StoreEngine.create(file, COMMIT, OPTIONS);
    create(store, FILL);
    create(store, KEEP);
    insert(store, KEEP, 1, 10);
    file.limitSize(4 << 20);
    long filled = fill(store, FILL, 500, 1_000) + fill(store, FILL, 1, 1_000);
    long kept = 1 + fill(store, KEEP, 1, 1);
    assertThat(rows(store, FILL)).isEqualTo(filled);
    assertThat(rows(store, KEEP)).isEqualTo(kept);

    try (Transaction transaction = store.begin()) {
      transaction.drop(FILL, false);
      transaction.commit();
    }
    insert(store, KEEP, 500, 1_000);

    Committer killed = StoreEngine.open(file.afterKill(), COMMIT, OPTIONS);
    try (Snapshot snapshot = killed.snapshot()) {
      assertThat(snapshot.find(FILL)).isNull();
    }
    assertThat(rows(killed, KEEP)).isEqualTo(kept + 500);
  }

  private static void create(Committer store, ObjectPath path) {
    try (Transaction transaction = store.begin()) {
      transaction.createTable(path, TABLE);
      transaction.commit();
    }
  }

  /** Commits until there is no room; the rows that were committed. */
  private long fill(Committer store, ObjectPath path, int rowsAtOnce, int bytes) {
    long[] rows = {0};
    assertThatThrownBy(
            () -> {
              while (true) {
                insert(store, path, rowsAtOnce, bytes);
                rows[0] += rowsAtOnce;
              }
            })
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FULL));
    return rows[0];
  }

  private void insert(Committer store, ObjectPath path, int rows, int bytes) {
    ColumnBuilder column = new ColumnBuilder(ColumnType.VARBINARY.naturalLane());
    for (int row = 0; row < rows; row++) {
      byte[] value = new byte[bytes];
      random.nextBytes(value);
      column.appendBytes(value, 0, value.length);
    }
    try (Transaction transaction = store.begin()) {
      transaction.append(path).append(List.of(column));
      transaction.commit();
    }
  }

  private static long rows(Committer store, ObjectPath path) {
    // An open snapshot would keep the pages of what is dropped.
    try (Snapshot snapshot = store.snapshot()) {
      Node node = Objects.requireNonNull(snapshot.find(path));
      return Objects.requireNonNull(node.relation()).rowCount();
    }
  }
}
