package io.cairn.storage.internal.catalog;

import io.cairn.storage.internal.format.ExtentKind;
import io.cairn.storage.internal.format.Ref;

/** Where metadata is written to and read from. */
public final class MetadataExtents {
  private MetadataExtents() {}

  /** Writes extents of a checkpoint. */
  public interface Sink {
    Ref write(ExtentKind kind, long objectId, byte[] bytes, int length);

    /** Gives up an extent that an earlier checkpoint wrote. */
    void free(Ref ref);
  }

  /** Reads extents, checked. */
  public interface Input {
    /**
     * The payload.
     *
     * @param what names it for messages
     */
    byte[] read(Ref ref, String what);
  }
}
