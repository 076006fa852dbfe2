package io.cairn.formats.hdf5.filter;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Undoes a dataset's filters, last one first. One thread at a time. */
public final class FilterChain {
  private final List<Filter> filters;

  private FilterChain(List<Filter> filters) {
    this.filters = filters;
  }

  /** Why a pipeline cannot be undone, in one sentence; null if it can. */
  public static @Nullable String obstacle(List<FilterStep> steps) {
    for (FilterStep step : steps) {
      if (step.id() < 1 || step.id() > 3) {
        return "Its chunks pass through "
            + step.words()
            + ", which is not read; deflate, shuffle and fletcher32 are.";
      }
    }
    return null;
  }

  /**
   * The chain of a pipeline without {@link #obstacle}.
   *
   * @param elementBytes size of an element, which shuffle takes where the file does not say
   * @param wanted the bytes of each element that must be right in the end
   * @param state used by this chain alone
   */
  public static FilterChain of(
      List<FilterStep> steps, int elementBytes, ByteRanges wanted, FilterState state) {
    List<Filter> filters = new ArrayList<>();
    for (FilterStep step : steps) {
      filters.add(
          switch (step.id()) {
            case 1 -> new DeflateFilter(state);
            case 2 -> shuffle(step, elementBytes, filters.isEmpty(), wanted);
            case 3 -> new Fletcher32Filter();
            default -> throw new IllegalArgumentException(step.words());
          });
    }
    return new FilterChain(filters);
  }

  /** What is undone last may leave out bytes of elements that nobody looks at. */
  private static Filter shuffle(
      FilterStep step, int elementBytes, boolean undoneLast, ByteRanges wanted) {
    boolean given = !step.parameters().isEmpty() && step.parameters().get(0) > 0;
    int size = given ? step.parameters().get(0) : elementBytes;
    return undoneLast && size == elementBytes
        ? new ShuffleFilter(size, wanted)
        : new ShuffleFilter(size);
  }

  /** Whether a chunk with this mask is stored as it is. */
  public boolean isPlain(int mask) {
    for (int i = 0; i < filters.size(); i++) {
      if (applies(i, mask)) {
        return false;
      }
    }
    return true;
  }

  private static boolean applies(int filter, int mask) {
    return filter >= 32 || (mask >>> filter & 1) == 0;
  }

  /**
   * Whether a chunk of {@code chunkBytes} bytes can have been filtered down to {@code storedBytes}:
   * deflate never makes less than one byte of 1,032.
   */
  public boolean isPlausible(long storedBytes, int chunkBytes, int mask) {
    double most = storedBytes;
    for (int i = 0; i < filters.size(); i++) {
      if (applies(i, mask) && filters.get(i) instanceof DeflateFilter) {
        most = most * 1032 + 1024;
      }
    }
    return chunkBytes <= most && storedBytes <= 2L * chunkBytes + 65_536;
  }

  /** Whether {@link #undo} uses both of its work arrays. */
  public boolean needsMoreWork(int mask) {
    int moving = 0;
    for (int i = 0; i < filters.size(); i++) {
      moving += applies(i, mask) && !filters.get(i).inPlace() ? 1 : 0;
    }
    return moving > 1;
  }

  /** The most bytes that any step of a chunk of {@code chunkBytes} bytes takes. */
  public int workBytes(int chunkBytes) {
    long total = chunkBytes;
    for (Filter filter : filters) {
      total += filter.overhead();
    }
    return Math.toIntExact(total);
  }

  /**
   * Undoes the filters of one chunk.
   *
   * @param stored the stored bytes; its content is lost
   * @param length how many there are
   * @param work room for {@link #workBytes}
   * @param moreWork room for {@link #workBytes} if {@link #needsMoreWork}
   * @param mask a bit for each filter that was left out
   * @return the one of the three arrays that holds the {@code chunkBytes} bytes
   * @throws DamagedChunkException if a filter rejects its input, or another number of bytes comes
   *     out
   */
  public byte[] undo(
      byte[] stored, int length, byte[] work, byte[] moreWork, int mask, int chunkBytes)
      throws DamagedChunkException {
    byte[] current = stored;
    int size = length;
    int overhead = 0;
    for (int i = 0; i < filters.size(); i++) {
      overhead += applies(i, mask) ? filters.get(i).overhead() : 0;
    }
    for (int i = filters.size() - 1; i >= 0; i--) {
      if (!applies(i, mask)) {
        continue;
      }
      Filter filter = filters.get(i);
      if (filter.inPlace()) {
        overhead -= filter.overhead();
        size = filter.undo(current, size, current, size);
        continue;
      }
      byte[] target = current == work ? moreWork : work;
      size = filter.undo(current, size, target, chunkBytes + overhead);
      current = target;
    }
    if (size != chunkBytes) {
      throw new DamagedChunkException("it decodes to " + size + " bytes, expected " + chunkBytes);
    }
    return current;
  }
}
