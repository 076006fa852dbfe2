package io.cairn.storage.internal.commit;

import io.cairn.storage.internal.format.Ref;

/** Writes the state of a store as extents that one root reaches. */
@FunctionalInterface
public interface CheckpointWriter {
  /** Writes what changed since the last root and returns the new root. */
  Ref write(CheckpointOutput out);
}
