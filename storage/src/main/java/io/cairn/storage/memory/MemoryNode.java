package io.cairn.storage.memory;

import io.cairn.storage.Attribute;
import io.cairn.storage.Node;
import io.cairn.storage.NodeKind;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.Relation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node of a {@link MemorySource}. Immutable. */
final class MemoryNode implements Node {
  private final ObjectPath path;
  private final MemoryNodeContent content;
  private final List<Attribute> attributes;
  private final @Nullable String comment;
  private final Map<String, MemoryNode> childByName;

  /**
   * @param childByName in the order in which {@link #children} lists them; not copied
   */
  MemoryNode(
      ObjectPath path,
      MemoryNodeContent content,
      List<Attribute> attributes,
      @Nullable String comment,
      Map<String, MemoryNode> childByName) {
    this.path = path;
    this.content = content;
    this.attributes = List.copyOf(attributes);
    this.comment = comment;
    this.childByName = childByName;
  }

  @Override
  public ObjectPath path() {
    return path;
  }

  @Override
  public NodeKind kind() {
    return content.kind();
  }

  @Override
  public @Nullable String unsupportedReason() {
    return content.unsupportedReason();
  }

  @Override
  public List<Node> children() {
    return List.copyOf(childByName.values());
  }

  @Override
  public @Nullable Node child(String name) {
    return childByName.get(name);
  }

  @Override
  public List<Attribute> attributes() {
    return attributes;
  }

  @Override
  public @Nullable Relation relation() {
    return content.relation();
  }

  @Override
  public @Nullable String shape() {
    return content.shape();
  }

  @Override
  public @Nullable String type() {
    return content.type();
  }

  @Override
  public long storageBytes() {
    return -1;
  }

  @Override
  public @Nullable String comment() {
    return comment;
  }

  @Override
  public @Nullable String linkTarget() {
    return content.linkTarget();
  }
}
