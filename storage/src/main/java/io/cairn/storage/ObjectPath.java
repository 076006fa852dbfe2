package io.cairn.storage;

import java.util.ArrayList;
import java.util.List;

/**
 * The place of a node in its tree: names from the root down; no names for the root itself. A name
 * is not empty and holds no {@code /}. Immutable.
 */
public record ObjectPath(List<String> names) {
  public static final ObjectPath ROOT = new ObjectPath(List.of());

  public ObjectPath {
    names = List.copyOf(names);
    for (String name : names) {
      if (name.isEmpty() || name.indexOf('/') >= 0) {
        throw new IllegalArgumentException(
            "'" + name + "' is no name of a node: it is empty or holds a '/'");
      }
    }
  }

  /**
   * Reads {@code /a/b} or {@code a/b}; empty steps are skipped, so {@code /} and the empty text are
   * the root.
   */
  public static ObjectPath parse(String text) {
    List<String> names = new ArrayList<>();
    int start = 0;
    while (start <= text.length()) {
      int end = text.indexOf('/', start);
      end = end < 0 ? text.length() : end;
      if (end > start) {
        names.add(text.substring(start, end));
      }
      start = end + 1;
    }
    return new ObjectPath(names);
  }

  public boolean isRoot() {
    return names.isEmpty();
  }

  /** The last name; empty for the root. */
  public String name() {
    return names.isEmpty() ? "" : names.get(names.size() - 1);
  }

  /** The path one step up; the root's parent is the root. */
  public ObjectPath parent() {
    return names.isEmpty() ? this : new ObjectPath(names.subList(0, names.size() - 1));
  }

  public ObjectPath child(String name) {
    List<String> longer = new ArrayList<>(names);
    longer.add(name);
    return new ObjectPath(longer);
  }

  /** {@code /a/b}; {@code /} for the root. */
  @Override
  public String toString() {
    return "/" + String.join("/", names);
  }
}
