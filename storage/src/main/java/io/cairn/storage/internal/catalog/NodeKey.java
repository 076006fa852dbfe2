package io.cairn.storage.internal.catalog;

/**
 * Where a node hangs: the id of its group and its name there. Ordered by group, then by name in the
 * order of UTF-16 units, so that a group's nodes follow one another.
 */
public record NodeKey(long parentId, String name) implements Comparable<NodeKey> {
  @Override
  public int compareTo(NodeKey other) {
    int order = Long.compare(parentId, other.parentId);
    return order != 0 ? order : name.compareTo(other.name);
  }
}
