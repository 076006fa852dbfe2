package io.cairn.storage;

import io.cairn.storage.internal.catalog.CatalogEntry;
import io.cairn.storage.internal.catalog.StoreState;
import io.cairn.storage.internal.scan.RowGroupReader;
import io.cairn.storage.internal.write.Committer;

/** A native store: a file of groups, tables and views, or a database in memory. Thread-safe. */
public final class Store implements Source {
  private final String location;
  private final Committer committer;

  private Store(String location, Committer committer) {
    this.location = location;
    this.committer = committer;
  }

  /** An empty database in memory; it is gone when it is closed. */
  public static Store memory(StoreOptions options) {
    return new Store(
        "memory",
        new Committer(
            "memory",
            StoreState.initial(),
            new RowGroupReader(),
            io.cairn.storage.internal.write.MemorySink.INSTANCE,
            CatalogEntry.ROOT_ID + 1));
  }

  @Override
  public String format() {
    return "Cairn";
  }

  @Override
  public String location() {
    return location;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public Snapshot snapshot() {
    return committer.snapshot();
  }

  @Override
  public Transaction begin() {
    return committer.begin();
  }

  @Override
  public void close() {}
}
