package io.cairn.storage.internal.scan;

import io.cairn.storage.Node;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.Snapshot;
import io.cairn.storage.internal.catalog.CatalogEntry;
import io.cairn.storage.internal.catalog.StoreState;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A state of a store with what keeps its extents from being reused. Thread-safe. */
public final class StoreSnapshot implements Snapshot {
  private final StoreState state;
  private final long version;
  private final RowGroupReader reader;
  private final Runnable release;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Runnable retain;

  /**
   * @param version equal only for equal content
   * @param retain keeps the extents once more, for another snapshot of the same
   * @param release undoes a {@code retain}; run once, when the snapshot is closed
   */
  public StoreSnapshot(
      StoreState state, long version, RowGroupReader reader, Runnable retain, Runnable release) {
    this.state = state;
    this.retain = retain;
    this.version = version;
    this.reader = reader;
    this.release = release;
  }

  public StoreState state() {
    return state;
  }

  RowGroupReader reader() {
    return reader;
  }

  /** Another snapshot of the same state, closed on its own. This one is not closed. */
  public StoreSnapshot another() {
    retain.run();
    return new StoreSnapshot(state, version, reader, retain, release);
  }

  /** Keeps the extents once more. */
  public void retainState() {
    retain.run();
  }

  /** Undoes {@link #retainState}. */
  public void releaseState() {
    release.run();
  }

  @Override
  public long version() {
    return version;
  }

  @Override
  public long catalogVersion() {
    return state.catalogVersion();
  }

  @Override
  public Node root() {
    return new StoreNode(this, state.root(), ObjectPath.ROOT);
  }

  @Override
  public @Nullable Node find(ObjectPath path) {
    CatalogEntry entry = state.find(path);
    return entry == null ? null : new StoreNode(this, entry, path);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      release.run();
    }
  }
}
