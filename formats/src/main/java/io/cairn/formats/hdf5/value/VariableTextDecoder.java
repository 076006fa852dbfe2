package io.cairn.formats.hdf5.value;

import io.cairn.formats.hdf5.datatype.IntegerBits;
import io.cairn.formats.hdf5.structure.GlobalHeap;
import io.cairn.formats.hdf5.structure.Hdf5File;
import io.cairn.storage.error.StorageException;
import io.cairn.storage.vector.ColumnVector;

/** Text of any length in the global heap; no address means NULL. */
final class VariableTextDecoder implements ColumnDecoder {
  private final GlobalHeap heap;
  private final int addressBytes;
  private final TextBuilder builder = new TextBuilder();

  VariableTextDecoder(Hdf5File file) {
    this.heap = new GlobalHeap(file);
    this.addressBytes = file.superblock().addressBytes();
  }

  @Override
  public ColumnVector decode(byte[] bytes, int at, int stride, int count) {
    builder.start();
    long undefined = addressBytes == 8 ? -1 : (1L << (8 * addressBytes)) - 1;
    for (int i = 0; i < count; i++) {
      int start = at + i * stride;
      int length = (int) Views.INT_LE.get(bytes, start);
      long address = IntegerBits.raw(bytes, start + 4, addressBytes, false);
      if (address == 0 || address == undefined) {
        builder.addNull();
        continue;
      }
      if (length < 0) {
        throw new StorageException(
            StorageException.Kind.CORRUPT,
            "A text has " + Integer.toUnsignedString(length) + " bytes. The file is damaged.");
      }
      long index = (int) Views.INT_LE.get(bytes, start + 4 + addressBytes) & 0xffffffffL;
      heap.object(address, index, length, this::add);
    }
    return builder.finish();
  }

  /** Keeps what stands before the NUL that ends a text in C. */
  private void add(byte[] bytes, int start, int length) {
    int end = start;
    while (end < start + length && bytes[end] != 0) {
      end++;
    }
    builder.add(bytes, start, end - start);
  }
}
