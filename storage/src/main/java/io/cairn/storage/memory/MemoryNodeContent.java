package io.cairn.storage.memory;

import io.cairn.storage.NodeKind;
import io.cairn.storage.Relation;
import org.jspecify.annotations.Nullable;

/** What a node is, apart from its place in the tree; the parts as in {@link MemoryNode}. */
record MemoryNodeContent(
    NodeKind kind,
    @Nullable Relation relation,
    @Nullable String shape,
    @Nullable String type,
    @Nullable String unsupportedReason,
    @Nullable String linkTarget) {
  static final MemoryNodeContent GROUP =
      new MemoryNodeContent(NodeKind.GROUP, null, null, null, null, null);
}
