package io.cairn.storage;

import io.cairn.storage.internal.commit.CommitOptions;
import io.cairn.storage.internal.commit.Durability;
import io.cairn.storage.internal.commit.Sidecar;
import io.cairn.storage.internal.format.FileLayout;
import io.cairn.storage.internal.format.Superblock;
import io.cairn.storage.internal.io.ChannelStoreFile;
import io.cairn.storage.internal.io.HeapStoreFile;
import io.cairn.storage.internal.io.StoreFile;
import io.cairn.storage.internal.write.Committer;
import io.cairn.storage.internal.write.StoreEngine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;

/** A native store: a file of groups, tables and views, or a database in memory. Thread-safe. */
public final class Store implements Source {
  private final String location;
  private final boolean readOnly;
  private final Committer committer;
  private final Sidecar sidecar;

  private Store(String location, boolean readOnly, Committer committer, Sidecar sidecar) {
    this.location = location;
    this.readOnly = readOnly;
    this.committer = committer;
    this.sidecar = sidecar;
  }

  /** An empty database in memory; it is gone when it is closed. */
  public static Store memory(StoreOptions options) {
    return new Store(
        "memory",
        false,
        StoreEngine.create(new HeapStoreFile("memory"), CommitOptions.of(Durability.NONE), options),
        Sidecar.none());
  }

  /**
   * Whether a file carries the signature of a store, however damaged it may be; false for what
   * cannot be read.
   */
  public static boolean isStore(Path path) {
    try (FileChannel channel = FileChannel.open(path)) {
      ByteBuffer page = ByteBuffer.allocate(FileLayout.PAGE_BYTES);
      for (int copy = 0; copy < 4; copy++) {
        page.clear();
        channel.read(page, FileLayout.superblockOffset(copy / 2, copy % 2));
        if (Superblock.hasMagic(Arrays.copyOf(page.array(), page.position()))) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Makes a store where no file is.
   *
   * @throws io.cairn.storage.error.StorageException CANNOT_OPEN if something is there or nothing
   *     can be made there; LOCKED if another process has it; FULL; IO
   */
  public static Store create(Path path, StoreOptions options) {
    return open(path, options, () -> ChannelStoreFile.create(path));
  }

  /**
   * Opens the store of a file; a file without a byte becomes an empty store, unless {@code
   * readOnly}.
   *
   * @throws io.cairn.storage.error.StorageException CANNOT_OPEN if there is none; CORRUPT if it is
   *     damaged; UNSUPPORTED if it is of a newer version; LOCKED if another process has it; IO
   */
  public static Store open(Path path, StoreOptions options) {
    return open(path, options, () -> ChannelStoreFile.open(path, options.readOnly()));
  }

  /** Takes the lock first: whoever has it may be writing to the file. */
  private static Store open(Path path, StoreOptions options, Supplier<StoreFile> opening) {
    Sidecar sidecar =
        options.immutable()
            ? Sidecar.none()
            : Sidecar.lock(path, options.readOnly(), options.busyTimeout().toMillis());
    StoreFile file = null;
    boolean opened = false;
    try {
      file = opening.get();
      boolean empty = file.size() == 0 && !options.readOnly();
      Committer committer =
          empty
              ? StoreEngine.create(file, commitOptions(options), options)
              : StoreEngine.open(file, commitOptions(options), options);
      opened = true;
      return new Store(path.toString(), options.readOnly(), committer, sidecar);
    } finally {
      if (!opened) {
        if (file != null) {
          file.close();
        }
        sidecar.close();
      }
    }
  }

  private static CommitOptions commitOptions(StoreOptions options) {
    if (options.readOnly()) {
      return CommitOptions.forReading();
    }
    return CommitOptions.of(
        switch (options.durability()) {
          case FULL -> Durability.FULL;
          case NORMAL -> Durability.NORMAL;
          case OFF -> Durability.OFF;
        });
  }

  @Override
  public String format() {
    return "Cairn";
  }

  @Override
  public String location() {
    return location;
  }

  @Override
  public boolean isReadOnly() {
    return readOnly;
  }

  @Override
  public Snapshot snapshot() {
    return committer.snapshot();
  }

  @Override
  public Transaction begin() {
    if (readOnly) {
      return Source.super.begin();
    }
    return committer.begin();
  }

  /** Brings what the commit log holds into row groups, and begins a new log. */
  public void checkpoint() {
    committer.checkpointNow();
  }

  @Override
  public void close() {
    try {
      committer.close();
    } finally {
      sidecar.close();
    }
  }
}
