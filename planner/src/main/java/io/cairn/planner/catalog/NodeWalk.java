package io.cairn.planner.catalog;

import io.cairn.storage.Node;
import io.cairn.storage.ObjectPath;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a tree, each before those below it, in the order of the file. Holds the siblings on
 * the way down and no more; a link is a node and is not followed.
 */
final class NodeWalk implements Iterator<Node> {
  private final Deque<Node> open = new ArrayDeque<>();

  private NodeWalk(Node root) {
    open.push(root);
  }

  /** Every node, or those that the pins on {@code path} and {@code parent} name. */
  static Stream<Node> of(CatalogScope scope, Pins pins) {
    Set<String> paths = pins.of("path");
    if (paths != null) {
      return paths.stream().map(path -> find(scope, path)).filter(Objects::nonNull);
    }
    Set<String> parents = pins.of("parent");
    if (parents != null) {
      return parents.stream()
          .map(path -> find(scope, path))
          .filter(Objects::nonNull)
          .flatMap(parent -> parent.children().stream());
    }
    return all(scope);
  }

  private static Stream<Node> all(CatalogScope scope) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(
            new NodeWalk(scope.snapshot().root()), Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  /** The node whose path is spelled just so. */
  private static @Nullable Node find(CatalogScope scope, String path) {
    ObjectPath parsed = ObjectPath.parse(path);
    return parsed.toString().equals(path) ? scope.snapshot().find(parsed) : null;
  }

  @Override
  public boolean hasNext() {
    return !open.isEmpty();
  }

  @Override
  public Node next() {
    Node node = open.pop();
    List<Node> children = node.children();
    for (int i = children.size() - 1; i >= 0; i--) {
      open.push(children.get(i));
    }
    return node;
  }
}
