package io.cairn.storage.internal.format;

import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.internal.io.ByteWriter;
import java.util.ArrayList;
import java.util.List;

/** The payload of a free map: runs of free pages; {@code docs/format.md}, "Free map". */
public final class FreeMap {
  private static final int RUN_BYTES = 16;
  private static final int COUNT_BYTES = 8;

  private FreeMap() {}

  /** Bytes of a map with this many runs. */
  public static long sizeBytes(long runCount) {
    return COUNT_BYTES + runCount * RUN_BYTES;
  }

  /** The map of runs in ascending order that neither overlap nor touch. */
  public static byte[] toBytes(List<PageRun> runs) {
    ByteWriter out = new ByteWriter(Math.toIntExact(sizeBytes(runs.size())));
    out.writeLong(runs.size());
    for (PageRun run : runs) {
      out.writeLong(run.page());
      out.writeLong(run.pages());
    }
    return out.toByteArray();
  }

  /** Reads a map of a file with {@code pageCount} pages; runs out of order are CORRUPT. */
  public static List<PageRun> readFrom(ByteReader in, long pageCount) {
    long count = in.readLong();
    if (count < 0 || count != in.remaining() / RUN_BYTES) {
      throw in.corrupt("it counts " + count + " runs in " + in.remaining() + " bytes");
    }
    List<PageRun> runs = new ArrayList<>((int) count);
    long end = FileLayout.FIRST_PAGE;
    for (long i = 0; i < count; i++) {
      long page = in.readLong();
      long pages = in.readLong();
      if (page < end || pages < 1 || page >= pageCount || pages > pageCount - page) {
        throw in.corrupt("run " + i + " has page " + page + " and " + pages + " pages");
      }
      runs.add(new PageRun(page, pages));
      end = page + pages;
    }
    in.expectEnd();
    return runs;
  }
}
