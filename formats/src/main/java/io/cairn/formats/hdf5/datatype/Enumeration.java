package io.cairn.formats.hdf5.datatype;

import java.util.List;

/**
 * Names for some values of an integer type.
 *
 * @param values the value of each name, extended to 64 bits as the base type defines
 */
public record Enumeration(FixedPoint base, List<String> names, List<Long> values)
    implements Datatype {
  public Enumeration {
    names = List.copyOf(names);
    values = List.copyOf(values);
  }

  @Override
  public int size() {
    return base.size();
  }

  /** Whether this is how h5py stores booleans: FALSE is 0 and TRUE is 1. */
  public boolean isBoolean() {
    if (names.size() != 2) {
      return false;
    }
    int falseAt = names.indexOf("FALSE");
    int trueAt = names.indexOf("TRUE");
    return falseAt >= 0 && trueAt >= 0 && values.get(falseAt) == 0 && values.get(trueAt) == 1;
  }

  @Override
  public String name() {
    if (isBoolean()) {
      return "bool";
    }
    StringBuilder out = new StringBuilder("enum{");
    for (int i = 0; i < names.size(); i++) {
      out.append(i > 0 ? ", " : "").append(names.get(i)).append('=').append(values.get(i));
    }
    return out.append('}').toString();
  }
}
