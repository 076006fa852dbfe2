package io.cairn.storage.internal.catalog;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A sorted map whose changes give a new map and leave the old one as it was; both share all but the
 * path to the change. A height-balanced (AVL) tree: every operation takes logarithmic time.
 * Immutable and thread-safe.
 */
public final class PersistentMap<K extends Comparable<K>, V> {
  private static final PersistentMap<?, ?> EMPTY = new PersistentMap<>(null);

  private final @Nullable Tree<K, V> root;

  private record Tree<K, V>(
      K key,
      V value,
      @Nullable Tree<K, V> left,
      @Nullable Tree<K, V> right,
      int height,
      int size) {}

  private PersistentMap(@Nullable Tree<K, V> root) {
    this.root = root;
  }

  @SuppressWarnings("unchecked")
  public static <K extends Comparable<K>, V> PersistentMap<K, V> empty() {
    return (PersistentMap<K, V>) EMPTY;
  }

  public int size() {
    return size(root);
  }

  public @Nullable V get(K key) {
    Tree<K, V> tree = root;
    while (tree != null) {
      int order = key.compareTo(tree.key);
      if (order == 0) {
        return tree.value;
      }
      tree = order < 0 ? tree.left : tree.right;
    }
    return null;
  }

  /** The map with this entry, in place of one of an equal key. */
  public PersistentMap<K, V> with(K key, V value) {
    return new PersistentMap<>(with(root, key, value));
  }

  /** The map without this key. */
  public PersistentMap<K, V> without(K key) {
    return get(key) == null ? this : new PersistentMap<>(without(root, key));
  }

  /**
   * Visits the values from {@code from} on, in the order of keys, until the visitor says no.
   *
   * @param from the first key that may be visited; absent for all
   */
  public void visitFrom(@Nullable K from, Predicate<? super V> visitor) {
    visit(root, from, visitor);
  }

  private static <K extends Comparable<K>, V> boolean visit(
      @Nullable Tree<K, V> tree, @Nullable K from, Predicate<? super V> visitor) {
    if (tree == null) {
      return true;
    }
    int order = from == null ? -1 : from.compareTo(tree.key);
    if (order < 0 && !visit(tree.left, from, visitor)) {
      return false;
    }
    if (order <= 0 && !visitor.test(tree.value)) {
      return false;
    }
    return visit(tree.right, order < 0 ? null : from, visitor);
  }

  private static <K extends Comparable<K>, V> Tree<K, V> with(
      @Nullable Tree<K, V> tree, K key, V value) {
    if (tree == null) {
      return new Tree<>(key, value, null, null, 1, 1);
    }
    int order = key.compareTo(tree.key);
    if (order == 0) {
      return new Tree<>(key, value, tree.left, tree.right, tree.height, tree.size);
    }
    return order < 0
        ? balance(tree, with(tree.left, key, value), tree.right)
        : balance(tree, tree.left, with(tree.right, key, value));
  }

  private static <K extends Comparable<K>, V> @Nullable Tree<K, V> without(
      @Nullable Tree<K, V> tree, K key) {
    if (tree == null) {
      return null;
    }
    int order = key.compareTo(tree.key);
    if (order < 0) {
      return balance(tree, without(tree.left, key), tree.right);
    }
    if (order > 0) {
      return balance(tree, tree.left, without(tree.right, key));
    }
    if (tree.left == null || tree.right == null) {
      return tree.left == null ? tree.right : tree.left;
    }
    Tree<K, V> next = tree.right;
    while (next.left != null) {
      next = next.left;
    }
    return balance(next, tree.left, without(tree.right, next.key));
  }

  /** The entry of {@code entry} over two trees whose heights differ by two at most. */
  private static <K extends Comparable<K>, V> Tree<K, V> balance(
      Tree<K, V> entry, @Nullable Tree<K, V> left, @Nullable Tree<K, V> right) {
    int lean = height(left) - height(right);
    if (left != null && lean > 1) {
      if (height(left.left) >= height(left.right) || left.right == null) {
        return node(left, left.left, node(entry, left.right, right));
      }
      Tree<K, V> middle = left.right;
      return node(middle, node(left, left.left, middle.left), node(entry, middle.right, right));
    }
    if (right != null && lean < -1) {
      if (height(right.right) >= height(right.left) || right.left == null) {
        return node(right, node(entry, left, right.left), right.right);
      }
      Tree<K, V> middle = right.left;
      return node(middle, node(entry, left, middle.left), node(right, middle.right, right.right));
    }
    return node(entry, left, right);
  }

  private static <K, V> Tree<K, V> node(
      Tree<K, V> entry, @Nullable Tree<K, V> left, @Nullable Tree<K, V> right) {
    return new Tree<>(
        entry.key,
        entry.value,
        left,
        right,
        Math.max(height(left), height(right)) + 1,
        size(left) + size(right) + 1);
  }

  private static int height(@Nullable Tree<?, ?> tree) {
    return tree == null ? 0 : tree.height;
  }

  private static int size(@Nullable Tree<?, ?> tree) {
    return tree == null ? 0 : tree.size;
  }
}
