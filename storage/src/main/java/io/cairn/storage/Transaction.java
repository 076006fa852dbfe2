package io.cairn.storage;

/**
 * Changes that become visible together or not at all. It sees the state that was newest when it
 * began, and its own changes; others see nothing of it before {@link #commit} returns. One thread
 * at a time.
 *
 * <p>Nothing is locked before the commit. The first to commit wins: {@link #commit} fails with
 * {@link io.cairn.storage.error.StorageException.Kind#CONFLICT} if a catalog object or a key that
 * this transaction touched was changed by another one since it began; rows that are added conflict
 * on keys alone.
 *
 * <p>Methods that change something fail with the kinds EXISTS, NOT_FOUND, DEPENDENTS, READ_ONLY and
 * CLOSED, and leave the transaction as it was before the call.
 */
public interface Transaction extends AutoCloseable {
  /**
   * The state at the beginning with this transaction's changes so far; later changes do not show in
   * it. Whoever gets it closes it; it outlives the transaction if it must.
   */
  Snapshot snapshot();

  /** Whether there is anything to commit. */
  boolean hasChanges();

  /** A place to go back to with {@link #rollbackTo}. */
  int savepoint();

  /** Undoes what was changed since {@link #savepoint} gave this; it and later ones are gone. */
  void rollbackTo(int savepoint);

  /** Forgets a savepoint and later ones, and keeps what was changed. */
  void release(int savepoint);

  /** Makes a group, and the groups above it that are missing. EXISTS if there is such a node. */
  void createGroup(ObjectPath path);

  /** Makes an empty table in a group that exists. */
  void createTable(ObjectPath path, TableDefinition definition);

  /** Makes a view in a group that exists. */
  void createView(ObjectPath path, ViewDefinition definition);

  /**
   * Removes a node, and everything below it if {@code cascade}; without, a group that holds
   * something fails with DEPENDENTS. The root cannot be removed.
   */
  void drop(ObjectPath path, boolean cascade);

  /** Adds rows to a table. */
  TableAppender append(ObjectPath table);

  /**
   * Makes the changes visible, and, as the store's durability says, lasting. The transaction is
   * over then, and also when this fails.
   */
  void commit();

  /** Drops the changes; does nothing after {@link #commit}. */
  void rollback();

  /** The same as {@link #rollback}. */
  @Override
  default void close() {
    rollback();
  }
}
