package io.cairn.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of a file's tree within one snapshot. Thread-safe. Children, attributes and relations are
 * read when first asked for, so that a tree of many nodes is cheap to open; each node fails alone:
 * one that cannot be read says why in {@link #unsupportedReason} and hides nothing of its siblings.
 */
public interface Node {
  ObjectPath path();

  NodeKind kind();

  /** Why this node's content cannot be read, in one sentence; null if it can. */
  @Nullable String unsupportedReason();

  /**
   * The nodes right below, in the file's order; empty for what is no group. Soft links stand here
   * as {@link NodeKind#LINK}.
   */
  List<Node> children();

  /** The child with exactly this name, or null. */
  @Nullable Node child(String name);

  /** The attributes that users see, in the file's order. */
  List<Attribute> attributes();

  /** The rows of a readable table or array; null for every other node. */
  @Nullable Relation relation();

  /** The extents as {@code (100, 3)}, {@code ()} for a single value; null for what has none. */
  @Nullable String shape();

  /** The element type in the file's own terms; null for what has none. */
  @Nullable String type();

  /** Bytes that the content takes in the file, -1 if unknown. */
  long storageBytes();

  /** What the file says about this node in words; null if nothing. */
  @Nullable String comment();

  /** What a table was declared to be, keys and defaults among it; null where nothing says so. */
  default @Nullable TableDefinition table() {
    return null;
  }

  /** The query behind a view; null for what is none. */
  default @Nullable ViewDefinition view() {
    return null;
  }

  /** Where a link points, in the file's own terms; null for what is no link. */
  default @Nullable String linkTarget() {
    return null;
  }
}
