package io.cairn.formats.hdf5.structure;

import io.cairn.formats.hdf5.io.ByteReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The messages of an object, versions 1 and 2 of the header. Immutable. */
public final class ObjectHeader {
  private static final int MAX_BLOCKS = 4096;
  private static final long MAX_TOTAL_BYTES = 64L << 20;

  private final long address;
  private final List<HeaderMessage> messages;
  private final long referenceCount;

  private ObjectHeader(long address, List<HeaderMessage> messages, long referenceCount) {
    this.address = address;
    this.messages = messages;
    this.referenceCount = referenceCount;
  }

  private record Block(long address, long length) {}

  /**
   * Reads the header at an address, with all its continuations.
   *
   * @throws io.cairn.storage.error.StorageException CORRUPT if it contradicts the format
   */
  public static ObjectHeader read(Hdf5File file, long address) {
    byte[] start = new byte[4];
    file.read(address, start, 0, start.length);
    boolean second = start[0] == 'O' && start[1] == 'H' && start[2] == 'D' && start[3] == 'R';
    return second ? readSecond(file, address) : readFirst(file, address);
  }

  private static ObjectHeader readFirst(Hdf5File file, long address) {
    ByteReader prefix = file.reader("object header", address, 16);
    int version = prefix.u8();
    if (version != 1) {
      throw prefix.corrupt("it has version " + version + ", expected 1 or the signature OHDR");
    }
    prefix.skip(1);
    int expected = prefix.u16();
    long references = prefix.u32();
    long length = prefix.u32();
    List<HeaderMessage> messages = new ArrayList<>();
    Blocks blocks = new Blocks(file, new Block(address + 16, length));
    Block block = blocks.next();
    while (block != null) {
      ByteReader in = file.reader("object header", block.address, block.length);
      // A gap too small for a message may stand at the end.
      while (in.remaining() >= 8 && messages.size() < expected) {
        int type = in.u16();
        int size = in.u16();
        int flags = in.u8();
        in.skip(3);
        add(messages, blocks, type, flags, in.slice("header message", size));
      }
      block = blocks.next();
    }
    return new ObjectHeader(address, messages, references);
  }

  private static ObjectHeader readSecond(Hdf5File file, long address) {
    ByteReader prefix = file.reader("object header", address, Math.min(34, file.size() - address));
    prefix.signature("OHDR");
    int version = prefix.u8();
    if (version != 2) {
      throw prefix.corrupt("it has version " + version + ", expected 2");
    }
    int flags = prefix.u8();
    if ((flags & 0x20) != 0) {
      prefix.skip(16);
    }
    if ((flags & 0x10) != 0) {
      prefix.skip(4);
    }
    long length = prefix.unsigned(1 << (flags & 3));
    int before = prefix.consumed();
    if (length < 0 || length > file.size() - address) {
      throw prefix.corrupt("its first block has " + Long.toUnsignedString(length) + " bytes");
    }
    boolean ordered = (flags & 4) != 0;
    List<HeaderMessage> messages = new ArrayList<>();
    Blocks blocks = new Blocks(file, new Block(address, before + length + 4));
    Block block = blocks.next();
    int skipped = before;
    while (block != null) {
      ByteReader in = checked(file, block);
      if (block.address != address) {
        in.signature("OCHK");
      } else {
        in.skip(skipped);
      }
      int messageHead = ordered ? 6 : 4;
      while (in.remaining() - 4 >= messageHead) {
        int type = in.u8();
        int size = in.u16();
        int messageFlags = in.u8();
        if (ordered) {
          in.skip(2);
        }
        add(messages, blocks, type, messageFlags, in.slice("header message", size));
      }
      block = blocks.next();
    }
    long references = 1;
    for (HeaderMessage message : messages) {
      if (message.type() == HeaderMessage.REFERENCE_COUNT && message.body().remaining() >= 5) {
        ByteReader body = message.body().again();
        body.skip(1);
        references = body.u32();
      }
    }
    return new ObjectHeader(address, messages, references);
  }

  /** The block without its checksum, which is compared. */
  private static ByteReader checked(Hdf5File file, Block block) {
    if (block.length < 8) {
      throw file.corrupt("object header", block.address, "a block has " + block.length + " bytes");
    }
    ByteReader in = file.reader("object header", block.address, block.length);
    byte[] content = in.again().bytes((int) block.length);
    ByteReader last = in.again();
    last.skip((int) block.length - 4);
    int stored = (int) last.u32();
    int computed = Lookup3.hash(content, 0, content.length - 4);
    if (stored != computed) {
      throw in.corrupt(String.format("its checksum is %08x, expected %08x", computed, stored));
    }
    return in;
  }

  private static void add(
      List<HeaderMessage> messages, Blocks blocks, int type, int flags, ByteReader body) {
    if (type == HeaderMessage.CONTINUATION) {
      long address = body.address();
      long length = body.length();
      blocks.add(new Block(address, length));
    }
    messages.add(new HeaderMessage(type, (flags & 2) != 0, body));
  }

  /** Blocks to be read, each once. */
  private static final class Blocks {
    private final Hdf5File file;
    private final Deque<Block> waiting = new ArrayDeque<>();
    private final Set<Long> seen = new HashSet<>();
    private long total;

    Blocks(Hdf5File file, Block first) {
      this.file = file;
      add(first);
    }

    void add(Block block) {
      total += Math.max(0, block.length);
      if (!seen.add(block.address) || seen.size() > MAX_BLOCKS || total > MAX_TOTAL_BYTES) {
        throw file.corrupt(
            "object header", block.address, "its blocks run in a circle or are too many");
      }
      waiting.add(block);
    }

    @Nullable Block next() {
      return waiting.poll();
    }
  }

  public long address() {
    return address;
  }

  /** Hard links to this object, as the header says. */
  public long referenceCount() {
    return referenceCount;
  }

  /** What somebody wrote about the object; null if nobody did. */
  public @Nullable String comment() {
    HeaderMessage message = first(HeaderMessage.COMMENT);
    return message == null ? null : message.body().again().nullTerminated();
  }

  /** Whether this is a group, old or new. */
  public boolean isGroup() {
    return has(HeaderMessage.SYMBOL_TABLE)
        || has(HeaderMessage.LINK_TABLE)
        || has(HeaderMessage.LINK)
        || has(HeaderMessage.GROUP);
  }

  boolean has(int type) {
    return first(type) != null;
  }

  @Nullable HeaderMessage first(int type) {
    for (HeaderMessage message : messages) {
      if (message.type() == type) {
        return message;
      }
    }
    return null;
  }

  List<HeaderMessage> all(int type) {
    List<HeaderMessage> found = new ArrayList<>();
    for (HeaderMessage message : messages) {
      if (message.type() == type) {
        found.add(message);
      }
    }
    return found;
  }
}
