package io.cairn.formats.hdf5.filter;

/** Filter 3: a checksum of four bytes behind the data; it is compared and dropped. */
final class Fletcher32Filter implements Filter {
  private static final int CHECKSUM_BYTES = 4;

  @Override
  public int overhead() {
    return CHECKSUM_BYTES;
  }

  @Override
  public boolean inPlace() {
    return true;
  }

  @Override
  public int undo(byte[] in, int length, byte[] out, int limit) throws DamagedChunkException {
    if (length < CHECKSUM_BYTES) {
      throw new DamagedChunkException("it has " + length + " bytes, too few for a checksum");
    }
    int data = length - CHECKSUM_BYTES;
    int stored =
        (in[data] & 0xff)
            | (in[data + 1] & 0xff) << 8
            | (in[data + 2] & 0xff) << 16
            | in[data + 3] << 24;
    int computed = checksum(in, data);
    // Libraries before 1.6.3 swapped the bytes of each half on some machines.
    int swapped = (computed & 0x00ff00ff) << 8 | (computed >>> 8 & 0x00ff00ff);
    if (stored != computed && stored != swapped) {
      throw new DamagedChunkException(
          String.format("its checksum is %08x, expected %08x", computed, stored));
    }
    return data;
  }

  /** Fletcher's sum over big-endian pairs of bytes, modulo 65,535. */
  private static int checksum(byte[] in, int length) {
    long low = 0;
    long high = 0;
    int at = 0;
    int pairs = length / 2;
    while (pairs > 0) {
      int round = Math.min(pairs, 360);
      pairs -= round;
      for (int i = 0; i < round; i++) {
        low += (in[at] & 0xff) << 8 | (in[at + 1] & 0xff);
        high += low;
        at += 2;
      }
      low = (low & 0xffff) + (low >>> 16);
      high = (high & 0xffff) + (high >>> 16);
    }
    if ((length & 1) != 0) {
      low += (in[at] & 0xff) << 8;
      high += low;
      low = (low & 0xffff) + (low >>> 16);
      high = (high & 0xffff) + (high >>> 16);
    }
    low = (low & 0xffff) + (low >>> 16);
    high = (high & 0xffff) + (high >>> 16);
    return (int) (high << 16 | low);
  }
}
