package io.cairn.storage.internal.commit;

import io.cairn.storage.internal.format.ExtentKind;
import io.cairn.storage.internal.format.PageRun;
import io.cairn.storage.internal.format.Ref;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the extents of one checkpoint, and the extents that its root no longer reaches. One thread
 * at a time.
 */
public final class CheckpointOutput {
  private final DurableFile file;
  private final List<PageRun> written = new ArrayList<>();
  private final List<PageRun> freed = new ArrayList<>();

  CheckpointOutput(DurableFile file) {
    this.file = file;
  }

  /** Writes an extent; see {@link DurableFile#writeExtent}. */
  public Ref writeExtent(ExtentKind kind, long objectId, byte[] bytes, int offset, int length) {
    Ref ref = file.writeExtent(kind, objectId, bytes, offset, length);
    written.add(ref.run());
    return ref;
  }

  /** Gives up an extent that the last root reached and the new one does not. */
  public void free(Ref ref) {
    freed.add(ref.run());
  }

  List<PageRun> written() {
    return written;
  }

  List<PageRun> freed() {
    return freed;
  }
}
