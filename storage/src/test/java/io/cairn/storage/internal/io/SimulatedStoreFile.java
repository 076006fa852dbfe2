package io.cairn.storage.internal.io;

import io.cairn.storage.error.StorageException;
import io.cairn.storage.error.StorageException.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A file on a disk that can lose power: it knows what was written since the last sync, and gives
 * images of what a crash may leave of that. It can also fail at a chosen call. Images share pages
 * with their origin, so that one costs little more than the pages it changes. One thread at a time.
 */
public final class SimulatedStoreFile implements StoreFile {
  private static final int PAGE_BYTES = 4096;
  private static final int SECTOR_BYTES = 512;

  /** How a call fails. */
  public enum Fault {
    IO_ERROR,
    NO_ROOM,
    /** Half of a write arrives, then the device reports an error. */
    SHORT_WRITE
  }

  /** One call that changes the file: bytes at a position, or a new size where there are none. */
  private record Change(long position, byte @Nullable [] bytes, long newSize) {}

  private byte[][] view;

  /** Whether someone else has the array {@code view}: it is copied before the next change. */
  private boolean shared = true;

  /** Which pages no one else has. */
  private boolean[] owned;

  private long viewSize;
  private byte[][] durable;
  private long durableSize;
  private final List<Change> pending = new ArrayList<>();
  private @Nullable Runnable observer;
  private long fingerprint;

  private long calls;
  private long failingCall = -1;
  private Fault fault = Fault.IO_ERROR;
  private boolean sticky;
  private boolean failed;
  private long limit = Long.MAX_VALUE;

  public SimulatedStoreFile() {
    this(new byte[0][], 0);
  }

  private SimulatedStoreFile(byte[][] pages, long size) {
    view = pages;
    durable = pages;
    owned = new boolean[pages.length];
    viewSize = size;
    durableSize = size;
  }

  /** Is called before and after each call that changes or syncs the file; null, nothing is. */
  public void observe(@Nullable Runnable newObserver) {
    observer = newObserver;
  }

  /** Makes the n-th call from now on fail (from 0), and all later ones if it is sticky. */
  public void failAt(long call, Fault newFault, boolean newSticky) {
    calls = 0;
    failingCall = call;
    fault = newFault;
    sticky = newSticky;
    failed = false;
  }

  /** Lets the device be full: the file cannot grow beyond this size. */
  public void limitSize(long newLimit) {
    limit = newLimit;
  }

  /** Whether the call that was to fail has been reached. */
  public boolean hasFailed() {
    return failed;
  }

  /** Lets all calls succeed again. */
  public void heal() {
    failingCall = -1;
  }

  /** Calls that changed the file and were not synced. */
  public int pendingCount() {
    return pending.size();
  }

  /** Tells apart the images of one origin at one moment: equal images have equal fingerprints. */
  public long fingerprint() {
    return fingerprint;
  }

  @Override
  public String location() {
    return "simulated.cairn";
  }

  @Override
  public long size() {
    return viewSize;
  }

  @Override
  public void read(long position, byte[] target, int offset, int length) {
    if (fails()) {
      throw failure("read");
    }
    if (position < 0 || position > viewSize - length) {
      throw new StorageException(
          Kind.CORRUPT, "Cannot read " + location() + ": it ends at byte " + viewSize);
    }
    for (int done = 0; done < length; ) {
      int page = (int) ((position + done) / PAGE_BYTES);
      int within = (int) ((position + done) % PAGE_BYTES);
      int piece = Math.min(length - done, PAGE_BYTES - within);
      if (page < view.length && view[page] != null) {
        System.arraycopy(view[page], within, target, offset + done, piece);
      } else {
        Arrays.fill(target, offset + done, offset + done + piece, (byte) 0);
      }
      done += piece;
    }
  }

  @Override
  public void write(long position, byte[] source, int offset, int length) {
    boundary();
    byte[] bytes = Arrays.copyOfRange(source, offset, offset + length);
    if (fails()) {
      if (fault == Fault.SHORT_WRITE) {
        byte[] half = Arrays.copyOf(bytes, length / 2);
        pending.add(new Change(position, half, -1));
        apply(position, half, 0, half.length);
      }
      throw failure("write");
    }
    if (position + length > Math.max(limit, viewSize)) {
      throw new StorageException(Kind.FULL, "Cannot write " + location() + ": no room");
    }
    pending.add(new Change(position, bytes, -1));
    apply(position, bytes, 0, length);
    boundary();
  }

  @Override
  public void force() {
    boundary();
    if (fails()) {
      // As Linux does it: what could not be written is not tried again, and reads still show it.
      pending.clear();
      throw failure("sync");
    }
    settle();
    pending.clear();
    boundary();
  }

  @Override
  public void truncate(long newSize) {
    boundary();
    if (fails()) {
      throw failure("truncate");
    }
    pending.add(new Change(0, null, newSize));
    cut(newSize);
    boundary();
  }

  /** Does nothing: the disk stays, and may be opened again. */
  @Override
  public void close() {}

  private void boundary() {
    if (observer != null) {
      observer.run();
    }
  }

  private boolean fails() {
    long call = calls++;
    if (failingCall < 0 || call < failingCall || (call > failingCall && !sticky)) {
      return false;
    }
    failed = true;
    return true;
  }

  private StorageException failure(String verb) {
    return fault == Fault.NO_ROOM
        ? new StorageException(Kind.FULL, "Cannot " + verb + " " + location() + ": no room")
        : new StorageException(Kind.IO, "Cannot " + verb + " " + location() + ": broken device");
  }

  private void apply(long position, byte[] bytes, int from, int to) {
    unshare(position + to);
    for (int done = from; done < to; ) {
      int page = (int) ((position + done) / PAGE_BYTES);
      int within = (int) ((position + done) % PAGE_BYTES);
      int piece = Math.min(to - done, PAGE_BYTES - within);
      if (!owned[page]) {
        view[page] = view[page] == null ? new byte[PAGE_BYTES] : view[page].clone();
        owned[page] = true;
      }
      System.arraycopy(bytes, done, view[page], within, piece);
      done += piece;
    }
    viewSize = Math.max(viewSize, position + to);
  }

  private void unshare(long end) {
    int pages = (int) ((end + PAGE_BYTES - 1) / PAGE_BYTES);
    if (pages > view.length) {
      view = Arrays.copyOf(view, pages + pages / 2);
      owned = Arrays.copyOf(owned, view.length);
    } else if (shared) {
      view = view.clone();
    }
    shared = false;
  }

  private void cut(long newSize) {
    if (newSize >= viewSize) {
      return;
    }
    int kept = (int) ((newSize + PAGE_BYTES - 1) / PAGE_BYTES);
    view = Arrays.copyOf(view, kept);
    shared = false;
    owned = Arrays.copyOf(owned, kept);
    if (newSize % PAGE_BYTES != 0 && view[kept - 1] != null) {
      view[kept - 1] = Arrays.copyOf(view[kept - 1], PAGE_BYTES);
      Arrays.fill(view[kept - 1], (int) (newSize % PAGE_BYTES), PAGE_BYTES, (byte) 0);
      owned[kept - 1] = true;
    }
    viewSize = newSize;
  }

  /** What another process finds after this one was killed: everything. */
  public SimulatedStoreFile afterKill() {
    Arrays.fill(owned, false);
    shared = true;
    return new SimulatedStoreFile(view, viewSize);
  }

  /** What is left if the first calls since the last sync arrived and the others did not. */
  public SimulatedStoreFile afterPowerLoss(int arrived) {
    SimulatedStoreFile image = new SimulatedStoreFile(durable, durableSize);
    for (Change change : pending.subList(0, arrived)) {
      image.arrive(change);
    }
    image.fingerprint = arrived;
    image.settle();
    return image;
  }

  /**
   * What is left if every call since the last sync arrived or not, whole or torn at bytes, sectors
   * or pages, in any order.
   */
  public SimulatedStoreFile afterPowerLoss(SplittableRandom random) {
    SimulatedStoreFile image = new SimulatedStoreFile(durable, durableSize);
    List<Change> order = pending;
    long hash = 17;
    if (order.size() > 1 && random.nextInt(3) == 0) {
      order = new ArrayList<>(pending);
      for (int i = order.size() - 1; i > 0; i--) {
        int other = random.nextInt(i + 1);
        Change moved = order.set(i, order.get(other));
        order.set(other, moved);
        hash = hash * 31 + other;
      }
    }
    for (Change change : order) {
      int mode = random.nextInt(7);
      hash = hash * 31 + mode;
      byte[] bytes = change.bytes;
      if (mode <= 1) {
        continue;
      }
      if (mode <= 3 || bytes == null) {
        image.arrive(change);
      } else if (mode == 4) {
        int from = random.nextInt(bytes.length + 1);
        int to = random.nextInt(bytes.length + 1);
        hash = (hash * 31 + from) * 31 + to;
        image.apply(change.position, bytes, Math.min(from, to), Math.max(from, to));
      } else if (mode == 5 && change.position + bytes.length > image.viewSize) {
        // The file has grown, and what should be there is still zero.
        image.unshare(change.position + bytes.length);
        image.viewSize = change.position + bytes.length;
      } else {
        int unit = random.nextInt(4) == 0 ? PAGE_BYTES : SECTOR_BYTES;
        for (int from = 0; from < bytes.length; ) {
          int within = (int) ((change.position + from) % unit);
          int to = Math.min(bytes.length, from + unit - within);
          boolean arrives = random.nextBoolean();
          hash = hash * 31 + (arrives ? 1 : 0);
          if (arrives) {
            image.apply(change.position, bytes, from, to);
          }
          from = to;
        }
      }
    }
    image.fingerprint = hash * 0x9E3779B97F4A7C15L;
    image.settle();
    return image;
  }

  private void arrive(Change change) {
    if (change.bytes == null) {
      cut(change.newSize);
    } else {
      apply(change.position, change.bytes, 0, change.bytes.length);
    }
  }

  private void settle() {
    durable = view;
    shared = true;
    Arrays.fill(owned, false);
    durableSize = viewSize;
  }

  /** Damages one bit of what is on the disk. */
  public void flipBit(long bit) {
    byte[] one = new byte[1];
    read(bit / 8, one, 0, 1);
    one[0] ^= (byte) (1 << (bit % 8));
    apply(bit / 8, one, 0, 1);
  }

  /** Damages a range of bytes of what is on the disk. */
  public void overwrite(long position, byte[] bytes) {
    apply(position, bytes, 0, bytes.length);
  }

  /** Loses the end of what is on the disk. */
  public void loseEnd(long newSize) {
    cut(newSize);
  }
}
