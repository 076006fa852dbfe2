package io.cairn.formats.hdf5.structure;

import io.cairn.formats.hdf5.io.ByteReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The entries of an old group: a B-tree of version 1 over symbol nodes, whose names lie in a local
 * heap.
 */
final class SymbolTable {
  private static final int MAX_LEVEL = 32;
  private static final int SOFT_LINK = 2;

  private final Hdf5File file;
  private final ByteReader heap;
  private final List<Link> links = new ArrayList<>();
  private final Set<Long> seen = new HashSet<>();

  private SymbolTable(Hdf5File file, ByteReader heap) {
    this.file = file;
    this.heap = heap;
  }

  static List<Link> read(Hdf5File file, ByteReader message) {
    long tree = message.address();
    long heapAddress = message.address();
    SymbolTable table = new SymbolTable(file, localHeap(file, heapAddress));
    table.readNode(tree, -1);
    return table.links;
  }

  /** The names' bytes. */
  private static ByteReader localHeap(Hdf5File file, long address) {
    int width = file.superblock().lengthBytes();
    ByteReader in =
        file.reader("local heap", address, 8 + 2L * width + file.superblock().addressBytes());
    in.signature("HEAP");
    in.skip(4);
    long size = in.length();
    in.length();
    return file.reader("local heap's data", in.address(), size);
  }

  /** Reads a node of the tree; {@code level} is -1 for the root. */
  private void readNode(long address, int level) {
    if (!seen.add(address)) {
      throw file.corrupt("group's B-tree", address, "its nodes run in a circle");
    }
    int addressBytes = file.superblock().addressBytes();
    int lengthBytes = file.superblock().lengthBytes();
    int head = 8 + 2 * addressBytes;
    ByteReader in = file.reader("group's B-tree", address, head);
    in.signature("TREE");
    int type = in.u8();
    int found = in.u8();
    int entries = in.u16();
    if (type != 0 || found > MAX_LEVEL || (level >= 0 && found != level)) {
      throw in.corrupt(
          "a node has type "
              + type
              + " and level "
              + found
              + ", expected type 0 and level "
              + (level >= 0 ? String.valueOf(level) : "up to " + MAX_LEVEL));
    }
    ByteReader body =
        file.reader(
            "group's B-tree",
            address + head,
            lengthBytes + (long) entries * (lengthBytes + addressBytes));
    body.skip(lengthBytes);
    for (int i = 0; i < entries; i++) {
      long child = body.address();
      body.skip(lengthBytes);
      if (found == 0) {
        readSymbols(child);
      } else {
        readNode(child, found - 1);
      }
    }
  }

  private void readSymbols(long address) {
    if (!seen.add(address)) {
      throw file.corrupt("symbol node", address, "it stands twice in its tree");
    }
    ByteReader head = file.reader("symbol node", address, 8);
    head.signature("SNOD");
    head.skip(2);
    int count = head.u16();
    int entryBytes = file.superblock().lengthBytes() + file.superblock().addressBytes() + 24;
    ByteReader in = file.reader("symbol node", address + 8, (long) count * entryBytes);
    for (int i = 0; i < count; i++) {
      long nameOffset = in.length();
      long header = in.address();
      long cache = in.u32();
      in.skip(4);
      ByteReader scratch = in.slice("symbol node", 16);
      String name = heapText(nameOffset);
      if (cache == SOFT_LINK) {
        String target = heapText(scratch.u32());
        links.add(new Link(name, Link.Kind.SOFT, ByteReader.UNDEFINED, target));
      } else {
        links.add(new Link(name, Link.Kind.HARD, header, null));
      }
    }
  }

  private String heapText(long offset) {
    ByteReader in = heap.again();
    if (offset < 0 || offset >= in.remaining()) {
      throw heap.corrupt("a name starts at byte " + offset + " of " + in.remaining());
    }
    in.skip((int) offset);
    return in.nullTerminated();
  }
}
