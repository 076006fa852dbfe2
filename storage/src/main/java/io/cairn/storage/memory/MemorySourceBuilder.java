package io.cairn.storage.memory;

import io.cairn.storage.Attribute;
import io.cairn.storage.NodeKind;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.Relation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the nodes of a {@link MemorySource}. Paths are as {@link ObjectPath#parse} reads them;
 * the groups above a node are made as needed; children stand in the order in which they were first
 * named. One thread at a time.
 *
 * <p>Every method throws {@link IllegalArgumentException} if the path holds something else already.
 */
public final class MemorySourceBuilder {
  private final Draft root = new Draft(ObjectPath.ROOT);

  MemorySourceBuilder() {}

  public MemorySourceBuilder group(String path) {
    draft(path).set(MemoryNodeContent.GROUP);
    return this;
  }

  public MemorySourceBuilder table(String path, Relation relation) {
    String shape = "(" + relation.rowCount() + ")";
    return put(
        path, new MemoryNodeContent(NodeKind.TABLE, relation, shape, "compound", null, null));
  }

  /**
   * @param shape the extents as {@code (100, 3)}
   * @param type the element type in a file's terms, as {@code float64}
   */
  public MemorySourceBuilder array(String path, String shape, String type, Relation relation) {
    return put(path, new MemoryNodeContent(NodeKind.ARRAY, relation, shape, type, null, null));
  }

  /**
   * A node whose content cannot be read.
   *
   * @param reason one sentence
   */
  public MemorySourceBuilder unsupported(String path, NodeKind kind, String reason) {
    return put(path, new MemoryNodeContent(kind, null, null, null, reason, null));
  }

  public MemorySourceBuilder link(String path, String target) {
    return put(path, new MemoryNodeContent(NodeKind.LINK, null, null, null, null, target));
  }

  /** Adds an attribute to a node, which is a group unless it has been named before. */
  public MemorySourceBuilder attribute(String path, Attribute attribute) {
    draft(path).attributes.add(attribute);
    return this;
  }

  /** Sets the comment of a node, which is a group unless it has been named before. */
  public MemorySourceBuilder comment(String path, String comment) {
    draft(path).comment = comment;
    return this;
  }

  public MemorySource build() {
    return new MemorySource(root.node());
  }

  private MemorySourceBuilder put(String path, MemoryNodeContent content) {
    draft(path).set(content);
    return this;
  }

  private Draft draft(String path) {
    Draft draft = root;
    for (String name : ObjectPath.parse(path).names()) {
      draft = draft.child(name);
    }
    return draft;
  }

  /** A node that may still get children. */
  private static final class Draft {
    private final ObjectPath path;
    private final Map<String, Draft> children = new LinkedHashMap<>();
    private final List<Attribute> attributes = new ArrayList<>();
    private MemoryNodeContent content = MemoryNodeContent.GROUP;
    private @Nullable String comment;

    Draft(ObjectPath path) {
      this.path = path;
    }

    Draft child(String name) {
      if (!content.equals(MemoryNodeContent.GROUP)) {
        throw new IllegalArgumentException(
            "Cannot put " + name + " below " + path + ": that is no group");
      }
      return children.computeIfAbsent(name, key -> new Draft(path.child(key)));
    }

    void set(MemoryNodeContent replacement) {
      if (content.equals(replacement)) {
        return;
      }
      if (!content.equals(MemoryNodeContent.GROUP) || !children.isEmpty() || path.isRoot()) {
        throw new IllegalArgumentException(
            "Cannot put a node at " + path + ": there is one already");
      }
      content = replacement;
    }

    MemoryNode node() {
      Map<String, MemoryNode> nodes = new LinkedHashMap<>();
      children.forEach((name, draft) -> nodes.put(name, draft.node()));
      return new MemoryNode(path, content, attributes, comment, Collections.unmodifiableMap(nodes));
    }
  }
}
