package io.cairn.formats.hdf5;

import io.cairn.formats.hdf5.structure.ObjectHeader;
import io.cairn.storage.Node;
import io.cairn.storage.NodeKind;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an object turned out to be. Immutable.
 *
 * @param header null where it cannot be read
 * @param reason why the content, or some of it, cannot be read; null if it can
 * @param children by name, in the file's order
 */
record NodeContent(
    NodeKind kind,
    @Nullable ObjectHeader header,
    @Nullable String reason,
    Map<String, Node> children,
    @Nullable DatasetRelation relation,
    @Nullable String shape,
    @Nullable String type,
    @Nullable String linkTarget) {

  static NodeContent group(
      ObjectHeader header, @Nullable String reason, LinkedHashMap<String, Node> children) {
    return new NodeContent(NodeKind.GROUP, header, reason, children, null, null, null, null);
  }

  static NodeContent link(String target) {
    return new NodeContent(NodeKind.LINK, null, null, Map.of(), null, null, null, target);
  }

  static NodeContent unreadable(NodeKind kind, @Nullable ObjectHeader header, String reason) {
    return new NodeContent(kind, header, reason, Map.of(), null, null, null, null);
  }

  static NodeContent dataset(
      NodeKind kind,
      ObjectHeader header,
      @Nullable String reason,
      @Nullable DatasetRelation relation,
      @Nullable String shape,
      @Nullable String type) {
    return new NodeContent(kind, header, reason, Map.of(), relation, shape, type, null);
  }
}
