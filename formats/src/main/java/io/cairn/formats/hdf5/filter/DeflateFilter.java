package io.cairn.formats.hdf5.filter;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Filter 1: zlib's deflate. */
final class DeflateFilter implements Filter {
  private final FilterState state;

  DeflateFilter(FilterState state) {
    this.state = state;
  }

  @Override
  public int undo(byte[] in, int length, byte[] out, int limit) throws DamagedChunkException {
    Inflater inflater = state.inflater();
    inflater.reset();
    inflater.setInput(in, 0, length);
    int done = 0;
    try {
      while (done < limit) {
        int count = inflater.inflate(out, done, limit - done);
        done += count;
        if (inflater.finished()) {
          return done;
        }
        if (count == 0) {
          throw new DamagedChunkException(
              "the deflated bytes end after " + done + " of " + limit + " bytes");
        }
      }
    } catch (DataFormatException damage) {
      throw new DamagedChunkException("the deflated bytes are damaged: " + damage.getMessage());
    }
    return done;
  }
}
