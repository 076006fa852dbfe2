package io.cairn.storage.internal.catalog;

import io.cairn.storage.NodeKind;
import io.cairn.storage.TableDefinition;
import io.cairn.storage.ViewDefinition;

/**
 * A node of the tree: what is said about it, without its rows. Immutable.
 *
 * <p>An id is given once and never again; the root has {@link #ROOT_ID}.
 */
public sealed interface CatalogEntry {
  /** The id of the root group. */
  long ROOT_ID = 1;

  long id();

  /** Where it hangs; the root hangs below nothing, under group 0 and the empty name. */
  NodeKey key();

  /** The transaction that made it. */
  long txid();

  NodeKind kind();

  record Group(long id, NodeKey key, long txid) implements CatalogEntry {
    @Override
    public NodeKind kind() {
      return NodeKind.GROUP;
    }
  }

  record Table(long id, NodeKey key, long txid, TableDefinition definition)
      implements CatalogEntry {
    @Override
    public NodeKind kind() {
      return NodeKind.TABLE;
    }
  }

  record View(long id, NodeKey key, long txid, ViewDefinition definition) implements CatalogEntry {
    @Override
    public NodeKind kind() {
      return NodeKind.VIEW;
    }
  }
}
