package io.cairn.formats.hdf5.structure;

import io.cairn.formats.hdf5.filter.FilterStep;
import io.cairn.formats.hdf5.io.ByteReader;
import java.util.ArrayList;
import java.util.List;

/** Reads the filter pipeline message, versions 1 and 2. */
final class FilterPipeline {
  private static final int MAX_FILTERS = 32;

  private FilterPipeline() {}

  static List<FilterStep> read(ByteReader in) {
    int version = in.u8();
    int count = in.u8();
    if ((version != 1 && version != 2) || count > MAX_FILTERS) {
      throw in.corrupt("a filter pipeline has version " + version + " and " + count + " filters");
    }
    if (version == 1) {
      in.skip(6);
    }
    List<FilterStep> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int id = in.u16();
      int nameLength = version == 1 || id >= 256 ? in.u16() : 0;
      in.skip(2);
      int values = in.u16();
      int padded = version == 1 ? (nameLength + 7) & ~7 : nameLength;
      String name = in.text(padded);
      List<Integer> parameters = new ArrayList<>();
      for (int k = 0; k < values; k++) {
        parameters.add((int) in.u32());
      }
      if (version == 1 && (values & 1) != 0 && in.remaining() >= 4) {
        in.skip(4);
      }
      steps.add(new FilterStep(id, name, parameters));
    }
    return steps;
  }
}
