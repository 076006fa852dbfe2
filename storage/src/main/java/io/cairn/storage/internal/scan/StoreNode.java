package io.cairn.storage.internal.scan;

import io.cairn.storage.Attribute;
import io.cairn.storage.Node;
import io.cairn.storage.NodeKind;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.Relation;
import io.cairn.storage.TableDefinition;
import io.cairn.storage.ViewDefinition;
import io.cairn.storage.internal.catalog.CatalogEntry;
import io.cairn.storage.internal.catalog.TableState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A node of a store in a snapshot. Thread-safe. */
final class StoreNode implements Node {
  private final StoreSnapshot snapshot;
  private final CatalogEntry entry;
  private final ObjectPath path;
  private volatile @Nullable TableRelation relation;

  StoreNode(StoreSnapshot snapshot, CatalogEntry entry, ObjectPath path) {
    this.snapshot = snapshot;
    this.entry = entry;
    this.path = path;
  }

  @Override
  public ObjectPath path() {
    return path;
  }

  @Override
  public NodeKind kind() {
    return entry.kind();
  }

  @Override
  public @Nullable String unsupportedReason() {
    return null;
  }

  @Override
  public List<Node> children() {
    List<Node> children = new ArrayList<>();
    for (CatalogEntry child : snapshot.state().children(entry.id())) {
      children.add(new StoreNode(snapshot, child, path.child(child.key().name())));
    }
    return children;
  }

  @Override
  public @Nullable Node child(String name) {
    CatalogEntry child = snapshot.state().child(entry.id(), name);
    return child == null ? null : new StoreNode(snapshot, child, path.child(name));
  }

  @Override
  public List<Attribute> attributes() {
    return List.of();
  }

  @Override
  public @Nullable Relation relation() {
    if (!(entry instanceof CatalogEntry.Table table)) {
      return null;
    }
    TableRelation found = relation;
    if (found == null) {
      found = new TableRelation(table.definition(), tableState(), snapshot.reader());
      relation = found;
    }
    return found;
  }

  private TableState tableState() {
    return Objects.requireNonNull(snapshot.state().table(entry.id()));
  }

  @Override
  public @Nullable String shape() {
    return entry.kind() == NodeKind.TABLE ? "(" + tableState().rowCount() + ")" : null;
  }

  @Override
  public @Nullable String type() {
    return null;
  }

  @Override
  public long storageBytes() {
    if (entry.kind() != NodeKind.TABLE) {
      return 0;
    }
    return tableState().rowGroups().stream().mapToLong(group -> group.storedBytes()).sum();
  }

  @Override
  public @Nullable String comment() {
    return null;
  }

  @Override
  public @Nullable TableDefinition table() {
    return entry instanceof CatalogEntry.Table table ? table.definition() : null;
  }

  @Override
  public @Nullable ViewDefinition view() {
    return entry instanceof CatalogEntry.View view ? view.definition() : null;
  }
}
