package io.cairn.formats.hdf5.value;

import io.cairn.formats.hdf5.datatype.Enumeration;
import io.cairn.formats.hdf5.datatype.FixedPoint;
import io.cairn.formats.hdf5.datatype.IntegerBits;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Dictionary;
import io.cairn.storage.vector.DictionaryVector;
import java.util.HashMap;
import java.util.Map;

/** Enumerations as codes into the dictionary of their names; a value without a name is NULL. */
final class EnumDecoder implements ColumnDecoder {
  private final FixedPoint base;
  private final Map<Long, Integer> codes;
  private final int[] nulls = new int[Batch.CAPACITY];
  private final DictionaryVector vector;

  EnumDecoder(Enumeration type, Map<Long, Integer> codes, Dictionary dictionary) {
    this.base = type.base();
    this.codes = codes;
    this.vector = new DictionaryVector(new int[Batch.CAPACITY], dictionary, null);
  }

  /** The position of each value's name; of several names for one value the first counts. */
  static Map<Long, Integer> codes(Enumeration type) {
    Map<Long, Integer> codes = new HashMap<>();
    for (int i = 0; i < type.values().size(); i++) {
      codes.putIfAbsent(type.values().get(i), i);
    }
    return codes;
  }

  @Override
  public ColumnVector decode(byte[] bytes, int at, int stride, int count) {
    int[] out = vector.codes();
    long lastValue = 0;
    Integer lastCode = codes.get(lastValue);
    boolean anyNull = false;
    for (int i = 0; i < count; i++) {
      long value = IntegerBits.read(bytes, at + i * stride, base);
      if (value != lastValue) {
        lastValue = value;
        lastCode = codes.get(value);
      }
      if (lastCode == null) {
        out[i] = 0;
        nulls[i] = -1;
        anyNull = true;
      } else {
        out[i] = lastCode;
        nulls[i] = 0;
      }
    }
    vector.setNulls(anyNull ? nulls : null);
    return vector;
  }
}
