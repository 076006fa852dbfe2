package io.cairn.planner.statement;

import io.cairn.storage.ObjectPath;
import io.cairn.storage.TableDefinition;
import io.cairn.storage.Transaction;
import io.cairn.storage.ViewDefinition;
import java.util.List;

/** A change of the catalog, its names already resolved. Immutable. */
public sealed interface Definition {
  /**
   * Makes the change.
   *
   * @throws io.cairn.storage.error.StorageException if the catalog does not allow it
   */
  void apply(Transaction transaction);

  /** Changes nothing: what should be there is there, what should go is gone. */
  record Nothing() implements Definition {
    @Override
    public void apply(Transaction transaction) {}
  }

  /** Makes a group and the missing ones above it. */
  record CreateGroup(ObjectPath path) implements Definition {
    @Override
    public void apply(Transaction transaction) {
      transaction.createGroup(path);
    }
  }

  /** Makes an empty table. */
  record CreateTable(ObjectPath path, TableDefinition definition) implements Definition {
    @Override
    public void apply(Transaction transaction) {
      transaction.createTable(path, definition);
    }
  }

  /**
   * Makes a view.
   *
   * @param replaces whether there is one of this name, which goes
   */
  record CreateView(ObjectPath path, ViewDefinition definition, boolean replaces)
      implements Definition {
    @Override
    public void apply(Transaction transaction) {
      if (replaces) {
        transaction.drop(path, false);
      }
      transaction.createView(path, definition);
    }
  }

  /** Removes nodes. */
  record Drop(List<ObjectPath> paths, boolean cascade) implements Definition {
    public Drop {
      paths = List.copyOf(paths);
    }

    @Override
    public void apply(Transaction transaction) {
      for (ObjectPath path : paths) {
        transaction.drop(path, cascade);
      }
    }
  }
}
