package io.cairn.formats.hdf5.structure;

import io.cairn.formats.hdf5.io.ByteReader;
import java.lang.ref.SoftReference;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The B-tree of version 1 that finds the chunks of a dataset. Thread-safe; keeps some nodes, and
 * lets the garbage collector take them.
 */
public final class ChunkTree {
  private static final int MAX_LEVEL = 32;
  private static final int CACHED_NODES = 256;

  private final Hdf5File file;
  private final long root;
  private final int rank;
  private SoftReference<Map<Long, Node>> cache = new SoftReference<>(null);

  /** The tree at {@code root} over chunks of {@code rank} dimensions. */
  public ChunkTree(Hdf5File file, long root, int rank) {
    this.file = file;
    this.root = root;
    this.rank = rank;
  }

  /** Receives the chunks of a tree in its order. */
  public interface Visitor {
    /** A chunk whose first element is at {@code origin}; the arrays are used again. */
    void chunk(long[] origin, ChunkLocation location);
  }

  /**
   * A node in memory. Child {@code i} holds the keys from key {@code i} up to, but not including,
   * key {@code i + 1}.
   */
  private static final class Node {
    final int level;
    final int count;

    /** {@code rank} offsets for each of {@code count + 1} keys. */
    final long[] offsets;

    final long[] sizes;
    final int[] masks;
    final long[] children;

    Node(int level, int count, int rank) {
      this.level = level;
      this.count = count;
      this.offsets = new long[(count + 1) * rank];
      this.sizes = new long[count];
      this.masks = new int[count];
      this.children = new long[count];
    }
  }

  /** Finds chunks for one reader, and remembers the leaf of the last one. */
  public final class Lookup {
    private @Nullable Node leaf;

    /**
     * Finds the chunk whose first element is at {@code origin}.
     *
     * @return whether it is stored; {@code found} is then filled in
     */
    public boolean find(long[] origin, ChunkLocation found) {
      Node node = leaf;
      if (node == null || !covers(node, origin)) {
        node = descend(origin);
        leaf = node;
        if (node == null) {
          return false;
        }
      }
      int at = floor(node, origin);
      if (at < 0 || compare(node, at, origin) != 0) {
        return false;
      }
      found.address = node.children[at];
      found.storedBytes = node.sizes[at];
      found.filterMask = node.masks[at];
      return true;
    }
  }

  public Lookup lookup() {
    return new Lookup();
  }

  /** Visits every stored chunk. */
  public void visit(Visitor visitor) {
    visit(node(root, -1), new HashSet<>(), new long[rank], new ChunkLocation(), visitor);
  }

  private void visit(
      Node node, Set<Long> seen, long[] origin, ChunkLocation location, Visitor visitor) {
    for (int i = 0; i < node.count; i++) {
      if (node.level > 0) {
        long child = node.children[i];
        if (!seen.add(child)) {
          throw file.corrupt("chunk B-tree", child, "a node stands twice in its tree");
        }
        visit(node(child, node.level - 1), seen, origin, location, visitor);
        continue;
      }
      System.arraycopy(node.offsets, i * rank, origin, 0, rank);
      location.address = node.children[i];
      location.storedBytes = node.sizes[i];
      location.filterMask = node.masks[i];
      visitor.chunk(origin, location);
    }
  }

  private boolean covers(Node leaf, long[] origin) {
    return leaf.count > 0 && compare(leaf, 0, origin) <= 0 && compare(leaf, leaf.count, origin) > 0;
  }

  private @Nullable Node descend(long[] origin) {
    Node node = node(root, -1);
    while (node.level > 0) {
      int at = floor(node, origin);
      if (at < 0) {
        return null;
      }
      node = node(node.children[at], node.level - 1);
    }
    return node;
  }

  /** The last child whose key is not above {@code origin}; -1 if there is none. */
  private int floor(Node node, long[] origin) {
    int low = 0;
    int high = node.count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (compare(node, middle, origin) <= 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }

  private int compare(Node node, int key, long[] origin) {
    int base = key * rank;
    for (int i = 0; i < rank; i++) {
      int order = Long.compareUnsigned(node.offsets[base + i], origin[i]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private Node node(long address, int level) {
    synchronized (this) {
      Map<Long, Node> nodes = cache.get();
      Node cached = nodes == null ? null : nodes.get(address);
      if (cached != null && (level < 0 || cached.level == level)) {
        return cached;
      }
    }
    Node read = read(address, level);
    synchronized (this) {
      Map<Long, Node> nodes = cache.get();
      if (nodes == null) {
        nodes = new Recent();
        cache = new SoftReference<>(nodes);
      }
      nodes.put(address, read);
    }
    return read;
  }

  /** The nodes used last. */
  private static final class Recent extends LinkedHashMap<Long, Node> {
    private static final long serialVersionUID = 1;

    Recent() {
      super(64, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, Node> eldest) {
      return size() > CACHED_NODES;
    }
  }

  /** Reads a node; levels fall by one from the root down, so that no path runs in a circle. */
  private Node read(long address, int level) {
    int addressBytes = file.superblock().addressBytes();
    int headBytes = 8 + 2 * addressBytes;
    ByteReader head = file.reader("chunk B-tree", address, headBytes);
    head.signature("TREE");
    int type = head.u8();
    int found = head.u8();
    int count = head.u16();
    if (type != 1 || found > MAX_LEVEL || (level >= 0 && found != level)) {
      throw head.corrupt(
          "a node has type "
              + type
              + " and level "
              + found
              + ", expected type 1 and level "
              + (level >= 0 ? String.valueOf(level) : "up to " + MAX_LEVEL));
    }
    int keyBytes = 8 + 8 * (rank + 1);
    ByteReader in =
        file.reader(
            "chunk B-tree",
            address + headBytes,
            (long) count * (keyBytes + addressBytes) + keyBytes);
    Node node = new Node(found, count, rank);
    for (int i = 0; i <= count; i++) {
      long size = in.u32();
      int mask = (int) in.u32();
      for (int d = 0; d < rank; d++) {
        node.offsets[i * rank + d] = in.i64();
      }
      in.skip(8);
      if (i < count) {
        node.sizes[i] = size;
        node.masks[i] = mask;
        node.children[i] = in.address();
      }
    }
    return node;
  }
}
