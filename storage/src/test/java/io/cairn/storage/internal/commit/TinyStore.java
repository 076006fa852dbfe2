package io.cairn.storage.internal.commit;

import io.cairn.storage.error.StorageException;
import io.cairn.storage.error.StorageException.Kind;
import io.cairn.storage.internal.format.ExtentKind;
import io.cairn.storage.internal.format.LogRecord;
import io.cairn.storage.internal.format.PageRun;
import io.cairn.storage.internal.format.Ref;
import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.internal.io.ByteWriter;
import io.cairn.storage.internal.io.SimulatedStoreFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The smallest store on a {@link DurableFile}: numbers under numbered keys. A small value stands in
 * the log and in the root, a large one in an extent full of bytes that follow from it.
 */
final class TinyStore implements CrashSubject.CrashSession<Map<Integer, Integer>> {
  private static final int KEYS = 12;
  private static final int MAX_CATALOGS = 3;

  /** Small logs and a low limit for bulk extents, so that short histories reach every path. */
  static final CommitOptions OPTIONS =
      new CommitOptions(Durability.FULL, false, 8192, 32_768, 20_000);

  /** A value, and the extent that holds it if it is large. */
  private record Entry(int value, @Nullable Ref extent) {}

  private record Snapshot(Pin pin, Map<Integer, Entry> entries) {}

  /** What the transactions of a workload write. */
  enum Work {
    ALL,
    /**
     * Records of one length and nothing else, so that those of two logs can take each other's
     * place.
     */
    EQUAL_RECORDS,
    /** As ALL, but no commit waits until it lasts. */
    WITHOUT_WAITING
  }

  /** What drives a store of this kind with some steps of the protocol left out. */
  record Subject(Set<Protocol> protocol, Work work) implements CrashSubject<Map<Integer, Integer>> {
    @Override
    public TinyStore create(SimulatedStoreFile file) {
      return new TinyStore(
          DurableFile.create(
              file,
              OPTIONS,
              out -> writeRoot(out, Map.of(), new ArrayList<>()),
              new UUID(1, 2),
              protocol),
          work);
    }

    @Override
    public TinyStore open(SimulatedStoreFile file) {
      return new TinyStore(DurableFile.open(file, OPTIONS, protocol), work);
    }
  }

  private final DurableFile file;
  private final Work work;
  private final TreeMap<Integer, Entry> entries = new TreeMap<>();

  /** The root and the extents that it reaches and that are written anew with it. */
  private List<Ref> rootExtents = new ArrayList<>();

  private final List<Snapshot> snapshots = new ArrayList<>();
  private final List<Ref> uncommitted = new ArrayList<>();
  private final List<Integer> uncommittedValues = new ArrayList<>();
  private long txid;
  private String complaint = "";
  private boolean recovered;

  private TinyStore(DurableFile file, Work work) {
    this.file = file;
    this.work = work;
    readRoot();
    for (LogRecord each : file.replay()) {
      apply(each);
    }
    txid = file.lastTxid();
    recovered = !file.wasClean();
  }

  private void readRoot() {
    Ref root = file.root();
    rootExtents.add(root);
    ByteReader in = new ByteReader(file.readExtent(root, "the root"), "the root");
    int catalogs = in.readUnsignedByte();
    for (int i = 0; i < catalogs; i++) {
      Ref catalog = Ref.readFrom(in);
      rootExtents.add(catalog);
      ByteReader part = new ByteReader(file.readExtent(catalog, "a catalog"), "a catalog");
      while (part.remaining() > 0) {
        int key = part.readInt();
        int value = part.readInt();
        entries.put(
            key, new Entry(value, part.readUnsignedByte() == 1 ? Ref.readFrom(part) : null));
      }
    }
  }

  private static Ref writeRoot(
      CheckpointOutput out, Map<Integer, Entry> entries, List<Ref> rootExtents) {
    List<ByteWriter> parts = new ArrayList<>();
    int count = entries.isEmpty() ? 0 : 1 + entries.size() % MAX_CATALOGS;
    for (int i = 0; i < count; i++) {
      parts.add(new ByteWriter());
    }
    int next = 0;
    for (Map.Entry<Integer, Entry> each : entries.entrySet()) {
      ByteWriter part = parts.get(next++ % count);
      part.writeInt(each.getKey());
      part.writeInt(each.getValue().value);
      Ref extent = each.getValue().extent;
      part.writeByte(extent == null ? 0 : 1);
      if (extent != null) {
        extent.writeTo(part);
      }
    }
    ByteWriter root = new ByteWriter();
    root.writeByte(count);
    for (ByteWriter part : parts) {
      Ref ref = out.writeExtent(ExtentKind.CATALOG, 0, part.array(), 0, part.size());
      rootExtents.add(ref);
      ref.writeTo(root);
    }
    Ref ref = out.writeExtent(ExtentKind.ROOT, 0, root.array(), 0, root.size());
    rootExtents.add(ref);
    return ref;
  }

  private void apply(LogRecord log) {
    ByteReader in = new ByteReader(log.payload(), "a record");
    while (in.remaining() > 0) {
      int key = in.readInt();
      int value = in.readInt();
      switch (in.readUnsignedByte()) {
        case 0 -> entries.remove(key);
        case 1 -> entries.put(key, new Entry(value, null));
        default -> entries.put(key, new Entry(value, log.allocated().get(in.readUnsignedByte())));
      }
    }
  }

  @Override
  public Map<Integer, Integer> state() {
    return stateOf(entries);
  }

  private Map<Integer, Integer> stateOf(Map<Integer, Entry> read) {
    Map<Integer, Integer> state = new TreeMap<>();
    for (Map.Entry<Integer, Entry> each : read.entrySet()) {
      Ref extent = each.getValue().extent;
      if (extent != null) {
        byte[] bytes = file.readExtent(extent, "a value");
        if (!Arrays.equals(bytes, content(each.getValue().value))) {
          throw new StorageException(Kind.CORRUPT, "another value in an extent");
        }
      }
      state.put(each.getKey(), each.getValue().value);
    }
    return state;
  }

  /** The bytes of a large value; some values are longer than a page, a few longer than bulk. */
  private static byte[] content(int value) {
    int length = value % 16 == 0 ? 24_000 : 1 + Math.floorMod(value, 7) * 1500;
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    bytes[length - 1] = (byte) (value >> 8);
    bytes[0] = (byte) (value >> 16);
    return bytes;
  }

  @Override
  public void step(SplittableRandom random, CrashHistory<Map<Integer, Integer>> history) {
    int choice = random.nextInt(20);
    if (recovered && random.nextInt(3) == 0) {
      // Two checkpoints and no commit between them bring the pages of the torn log back.
      checkpoint(history);
      checkpoint(history);
    } else if (choice == 0) {
      checkpoint(history);
    } else if (work == Work.EQUAL_RECORDS) {
      commitGroup(random, history);
    } else if (choice == 1) {
      writeWithoutCommit(random);
    } else if (choice == 2) {
      uncommitted.forEach(file::discard);
      uncommitted.clear();
      uncommittedValues.clear();
    } else if (choice == 3 && snapshots.size() < 3) {
      snapshots.add(new Snapshot(file.pin(), new TreeMap<>(entries)));
    } else if (choice == 4 && !snapshots.isEmpty()) {
      snapshots.remove(random.nextInt(snapshots.size())).pin.close();
    } else {
      commitGroup(random, history);
    }
    recovered = false;
    checkSnapshots();
  }

  private void checkSnapshots() {
    for (Snapshot each : snapshots) {
      try {
        stateOf(each.entries);
      } catch (StorageException e) {
        if (e.kind() != Kind.CORRUPT) {
          throw e;
        }
        complaint = "a snapshot reads something else: " + e.getMessage();
      }
    }
  }

  @Override
  public String complaint() {
    return complaint;
  }

  private void writeWithoutCommit(SplittableRandom random) {
    int value = random.nextInt(1 << 20);
    uncommitted.add(writeValue(value));
    uncommittedValues.add(value);
  }

  private Ref writeValue(int value) {
    byte[] bytes = content(value);
    return file.writeExtent(ExtentKind.ROW_GROUP, 1, bytes, 0, bytes.length);
  }

  private void commitGroup(SplittableRandom random, CrashHistory<Map<Integer, Integer>> history) {
    long last = -1;
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      last = commit(random, history);
    }
    if (work != Work.WITHOUT_WAITING) {
      file.awaitDurable(last);
      history.acknowledge();
    }
  }

  private long commit(SplittableRandom random, CrashHistory<Map<Integer, Integer>> history) {
    ByteWriter payload = new ByteWriter();
    List<Ref> allocated = new ArrayList<>();
    List<Ref> freed = new ArrayList<>();
    Map<Integer, Entry> after = new TreeMap<>(entries);
    boolean padded = work != Work.EQUAL_RECORDS && random.nextInt(6) == 0;
    try {
      int operations =
          work != Work.EQUAL_RECORDS && random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 1;
      for (int i = 0; i < operations; i++) {
        change(random, payload, after, allocated, freed);
      }
      // Keys that no one reads make a record long, so that logs fill up and grow.
      for (int i = padded ? 50 + random.nextInt(400) : 0; i > 0; i--) {
        payload.writeInt(-1);
        payload.writeInt(0);
        payload.writeByte(0);
      }
      if (!file.hasRoomFor(payload.size(), allocated.size(), freed.size())) {
        checkpoint(history);
      }
      Map<Integer, Integer> state = new TreeMap<>();
      after.forEach((key, entry) -> state.put(key, entry.value));
      history.issue(state);
      long lsn;
      try {
        lsn = file.append(++txid, payload.toByteArray(), allocated, freed);
      } catch (StorageException e) {
        history.rollBack();
        throw e;
      }
      entries.clear();
      entries.putAll(after);
      return lsn;
    } catch (StorageException e) {
      allocated.forEach(file::discard);
      throw e;
    }
  }

  private void change(
      SplittableRandom random,
      ByteWriter payload,
      Map<Integer, Entry> after,
      List<Ref> allocated,
      List<Ref> freed) {
    int key = random.nextInt(KEYS);
    int value = random.nextInt(1 << 20);
    int kind = random.nextInt(work == Work.EQUAL_RECORDS ? 2 : 3);
    Ref extent = null;
    if (kind == 2) {
      if (uncommitted.isEmpty()) {
        extent = writeValue(value);
      } else {
        extent = uncommitted.remove(0);
        value = uncommittedValues.remove(0);
      }
    }
    Entry before = kind == 0 ? after.remove(key) : after.put(key, new Entry(value, extent));
    payload.writeInt(key);
    payload.writeInt(value);
    payload.writeByte(kind);
    if (extent != null) {
      payload.writeByte(allocated.size());
      allocated.add(extent);
    }
    if (before != null && before.extent != null) {
      freed.add(before.extent);
    }
  }

  private void checkpoint(CrashHistory<Map<Integer, Integer>> history) {
    List<Ref> written = new ArrayList<>();
    file.checkpoint(txid, out -> write(out, written));
    rootExtents = written;
    history.acknowledge();
  }

  private Ref write(CheckpointOutput out, List<Ref> written) {
    rootExtents.forEach(out::free);
    return writeRoot(out, entries, written);
  }

  @Override
  public void close() {
    snapshots.forEach(each -> each.pin.close());
    uncommitted.forEach(file::discard);
    file.close(txid, out -> write(out, new ArrayList<>()));
  }

  /** The pages of all extents that the root and the records behind it reach. */
  List<PageRun> reachable() {
    List<PageRun> runs = new ArrayList<>();
    rootExtents.forEach(ref -> runs.add(ref.run()));
    for (Entry each : entries.values()) {
      if (each.extent != null) {
        runs.add(each.extent.run());
      }
    }
    return runs;
  }

  /** Records since the last checkpoint. */
  long recordsInLog() {
    return file.lastLsn() - file.checkpointLsn();
  }

  /** The pages of the log that is in force in a file. */
  static PageRun logOf(SimulatedStoreFile image) {
    return new Recovery(image, Protocol.ALL).run().superblock().log();
  }

  /** The number of the superblock that is in force in a file. */
  static long epochOf(SimulatedStoreFile image) {
    return new Recovery(image, Protocol.ALL).run().superblock().epoch();
  }

  /** Leaves everything as a crash would. */
  void abandon() {
    file.abandon();
  }
}
