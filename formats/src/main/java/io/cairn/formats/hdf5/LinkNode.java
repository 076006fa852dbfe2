package io.cairn.formats.hdf5;

import io.cairn.storage.Attribute;
import io.cairn.storage.Node;
import io.cairn.storage.NodeKind;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.Relation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A soft, external or user-defined link, which is shown and not followed. Immutable. */
record LinkNode(ObjectPath path, String target) implements Node {
  @Override
  public NodeKind kind() {
    return NodeKind.LINK;
  }

  @Override
  public @Nullable String unsupportedReason() {
    return null;
  }

  @Override
  public List<Node> children() {
    return List.of();
  }

  @Override
  public @Nullable Node child(String name) {
    return null;
  }

  @Override
  public List<Attribute> attributes() {
    return List.of();
  }

  @Override
  public @Nullable Relation relation() {
    return null;
  }

  @Override
  public @Nullable String shape() {
    return null;
  }

  @Override
  public @Nullable String type() {
    return null;
  }

  @Override
  public long storageBytes() {
    return -1;
  }

  @Override
  public @Nullable String comment() {
    return null;
  }

  @Override
  public String linkTarget() {
    return target;
  }
}
