package io.cairn.storage.internal.write;

import io.cairn.storage.internal.catalog.MetadataExtents;
import io.cairn.storage.internal.commit.CheckpointOutput;
import io.cairn.storage.internal.format.ExtentKind;
import io.cairn.storage.internal.format.Ref;

/** Writes metadata as part of a checkpoint. */
record CheckpointSink(CheckpointOutput out) implements MetadataExtents.Sink {
  @Override
  public Ref write(ExtentKind kind, long objectId, byte[] bytes, int length) {
    return out.writeExtent(kind, objectId, bytes, 0, length);
  }

  @Override
  public void free(Ref ref) {
    out.free(ref);
  }
}
