package io.cairn.storage.internal.commit;

import io.cairn.storage.internal.format.LogRecord;
import io.cairn.storage.internal.format.LogRecordCodec;
import io.cairn.storage.internal.format.PageRun;
import io.cairn.storage.internal.io.StoreFile;

/** The log that follows one superblock: a run of pages that fills up. One thread at a time. */
final class CommitLog {
  private final StoreFile file;
  private final LogRecordCodec codec;
  private final PageRun run;
  private long usedBytes;

  CommitLog(StoreFile file, LogRecordCodec codec, PageRun run, long usedBytes) {
    this.file = file;
    this.codec = codec;
    this.run = run;
    this.usedBytes = usedBytes;
  }

  PageRun run() {
    return run;
  }

  boolean hasRoomFor(long lengthBytes) {
    return lengthBytes <= run.bytes() - usedBytes;
  }

  /** Writes a record behind the last; if that fails, the log ends where it did. */
  void append(LogRecord next) {
    byte[] bytes = codec.toBytes(next);
    file.write(run.offsetBytes() + usedBytes, bytes, 0, bytes.length);
    usedBytes += bytes.length;
  }
}
