package io.cairn.formats.hdf5;

import io.cairn.formats.hdf5.scan.BufferPool;
import io.cairn.formats.hdf5.structure.AttributeContent;
import io.cairn.formats.hdf5.structure.GroupContent;
import io.cairn.formats.hdf5.structure.Hdf5File;
import io.cairn.formats.hdf5.structure.Link;
import io.cairn.formats.hdf5.structure.ObjectHeader;
import io.cairn.formats.hdf5.value.ValueColumns;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.error.StorageException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the nodes of a file share. Thread-safe. */
final class Hdf5Tree {
  /** Objects looked at in search of second names; of the others every name is listed. */
  private static final int MAX_WALKED = 1_000_000;

  private static final String PYTABLES_MARK = "PYTABLES_FORMAT_VERSION";

  private final Hdf5File file;
  private final BufferPool buffers = new BufferPool();
  private final Map<Long, ObjectPath> listedGroups = new ConcurrentHashMap<>();
  private final Hdf5Node root;
  private @Nullable Map<Long, ObjectPath> firstPaths;
  private @Nullable Boolean pyTables;

  Hdf5Tree(Hdf5File file) {
    this.file = file;
    this.root = new Hdf5Node(this, null, ObjectPath.ROOT, file.superblock().rootHeader());
  }

  Hdf5Node root() {
    return root;
  }

  Hdf5File file() {
    return file;
  }

  BufferPool buffers() {
    return buffers;
  }

  /** Whether PyTables wrote the file, and keeps its books in attributes. */
  synchronized boolean isPyTables() {
    Boolean known = pyTables;
    if (known == null) {
      known = hasMark();
      pyTables = known;
    }
    return known;
  }

  private boolean hasMark() {
    try {
      ObjectHeader header = ObjectHeader.read(file, file.superblock().rootHeader());
      for (AttributeContent attribute : AttributeContent.readAll(file, header)) {
        if (attribute.name().equals(PYTABLES_MARK)) {
          return true;
        }
      }
      return false;
    } catch (StorageException damaged) {
      return false;
    }
  }

  ValueColumns.Writer writer() {
    return isPyTables() ? ValueColumns.Writer.PYTABLES : ValueColumns.Writer.ANY;
  }

  /**
   * Whether a group that should have one name was listed under another before: only a damaged file
   * has that, and it could make the tree endless.
   */
  boolean isListedElsewhere(long address, ObjectPath path) {
    ObjectPath before = listedGroups.putIfAbsent(address, path);
    return before != null && !before.equals(path);
  }

  /**
   * The path under which an object of several names stands in the tree: the first one when every
   * group is gone through in the order of names.
   */
  synchronized @Nullable ObjectPath firstPath(long address) {
    Map<Long, ObjectPath> paths = firstPaths;
    if (paths == null) {
      paths = walk();
      firstPaths = paths;
    }
    return paths.get(address);
  }

  private record Step(ObjectPath path, long address) {}

  private Map<Long, ObjectPath> walk() {
    Map<Long, ObjectPath> found = new HashMap<>();
    Set<Long> seen = new HashSet<>();
    Deque<Step> waiting = new ArrayDeque<>();
    waiting.push(new Step(ObjectPath.ROOT, file.superblock().rootHeader()));
    while (!waiting.isEmpty() && seen.size() < MAX_WALKED) {
      Step step = waiting.pop();
      if (!seen.add(step.address)) {
        continue;
      }
      try {
        ObjectHeader header = ObjectHeader.read(file, step.address);
        if (header.referenceCount() > 1) {
          found.put(step.address, step.path);
        }
        if (header.isGroup()) {
          pushChildren(step, GroupContent.read(file, header).links(), waiting);
        }
      } catch (StorageException damaged) {
        // The node itself says so when it is looked at.
        found.remove(step.address);
      }
    }
    return found;
  }

  private static void pushChildren(Step step, List<Link> links, Deque<Step> waiting) {
    List<Link> backwards = new ArrayList<>(links);
    backwards.sort(Comparator.comparing(Link::name).reversed());
    for (Link link : backwards) {
      if (link.kind() == Link.Kind.HARD && Hdf5Node.isName(link.name())) {
        waiting.push(new Step(step.path.child(link.name()), link.address()));
      }
    }
  }
}
