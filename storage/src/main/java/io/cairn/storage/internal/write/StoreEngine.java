package io.cairn.storage.internal.write;

import io.cairn.storage.StoreOptions;
import io.cairn.storage.internal.catalog.CatalogEntry;
import io.cairn.storage.internal.catalog.MetadataImage;
import io.cairn.storage.internal.catalog.MetadataReader;
import io.cairn.storage.internal.catalog.MetadataWriter;
import io.cairn.storage.internal.catalog.OperationCodec;
import io.cairn.storage.internal.catalog.StoreState;
import io.cairn.storage.internal.commit.CommitOptions;
import io.cairn.storage.internal.commit.DurableFile;
import io.cairn.storage.internal.format.LogRecord;
import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.internal.io.StoreFile;
import io.cairn.storage.internal.scan.RowGroupReader;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Brings the parts of a store together over one file. */
public final class StoreEngine {
  private StoreEngine() {}

  /** Makes a store in an empty file. */
  public static Committer create(
      StoreFile file, CommitOptions commitOptions, StoreOptions options) {
    AtomicLong nextId = new AtomicLong(CatalogEntry.ROOT_ID + 1);
    AtomicReference<MetadataImage> image = new AtomicReference<>();
    DurableFile durable =
        DurableFile.create(
            file,
            commitOptions,
            out -> {
              MetadataImage first =
                  new MetadataWriter(new CheckpointSink(out), null)
                      .write(StoreState.initial(), nextId.get());
              image.set(first);
              return first.root();
            });
    return committer(
        durable, StoreState.initial(), nextId, Objects.requireNonNull(image.get()), options);
  }

  /** Opens the store of a file at its last committed state. */
  public static Committer open(StoreFile file, CommitOptions commitOptions, StoreOptions options) {
    return over(DurableFile.open(file, commitOptions), options);
  }

  /** The store of a file that was opened. */
  static Committer over(DurableFile durable, StoreOptions options) {
    boolean opened = false;
    try {
      MetadataReader.Loaded loaded =
          new MetadataReader(durable::readExtent, durable.location()).read(durable.root());
      StoreState state = loaded.state();
      for (LogRecord record : durable.replay()) {
        ByteReader in =
            new ByteReader(
                record.payload(),
                "record " + record.lsn() + " of the commit log of " + durable.location());
        state = OperationCodec.apply(in, state, record.txid());
      }
      AtomicLong nextId = new AtomicLong(Math.max(loaded.nextId(), state.highestId() + 1));
      Committer committer = committer(durable, state, nextId, loaded.image(), options);
      opened = true;
      return committer;
    } finally {
      if (!opened) {
        durable.abandon();
      }
    }
  }

  private static Committer committer(
      DurableFile file,
      StoreState state,
      AtomicLong nextId,
      MetadataImage image,
      StoreOptions options) {
    RowGroupReader reader = new RowGroupReader(file, options.cacheBytes());
    return new Committer(
        file,
        state,
        reader,
        new RowGroupSink(file, nextId, options.rowGroupRows(), options.threads()),
        new Checkpointer(file, reader, nextId, options.rowGroupRows(), image),
        nextId);
  }
}
