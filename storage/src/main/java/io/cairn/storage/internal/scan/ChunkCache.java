package io.cairn.storage.internal.scan;

import io.cairn.storage.internal.encoding.Chunk;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Chunks that were read and verified, the least recently used ones first to go. A chunk that
 * several threads want at once is read once. Thread-safe.
 */
final class ChunkCache {
  private final long limitBytes;
  private final LinkedHashMap<Key, Slot> slots = new LinkedHashMap<>(64, 0.75f, true);
  private long heldBytes;

  private record Key(long rowGroup, int column) {}

  /** Guards the reading of one chunk; {@code bytes} is guarded by the cache. */
  private static final class Slot {
    private volatile @Nullable Chunk chunk;
    private long bytes;
  }

  ChunkCache(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** The chunk of a column of a row group, read by {@code load} unless it is here. */
  Chunk get(long rowGroup, int column, Supplier<Chunk> load) {
    Key key = new Key(rowGroup, column);
    Slot slot;
    synchronized (slots) {
      slot = slots.computeIfAbsent(key, absent -> new Slot());
    }
    Chunk chunk = slot.chunk;
    if (chunk != null) {
      return chunk;
    }
    synchronized (slot) {
      chunk = slot.chunk;
      if (chunk != null) {
        return chunk;
      }
      boolean loaded = false;
      try {
        chunk = load.get();
        slot.chunk = chunk;
        loaded = true;
      } finally {
        if (!loaded) {
          forget(key, slot);
        }
      }
    }
    account(key, slot, chunk.heapBytes());
    return chunk;
  }

  private void forget(Key key, Slot slot) {
    synchronized (slots) {
      slots.remove(key, slot);
    }
  }

  private void account(Key key, Slot slot, long bytes) {
    synchronized (slots) {
      if (slots.get(key) != slot) {
        return;
      }
      slot.bytes = bytes;
      heldBytes += bytes;
      Iterator<Map.Entry<Key, Slot>> eldest = slots.entrySet().iterator();
      while (heldBytes > limitBytes && eldest.hasNext()) {
        Slot out = eldest.next().getValue();
        heldBytes -= out.bytes;
        eldest.remove();
      }
    }
  }
}
