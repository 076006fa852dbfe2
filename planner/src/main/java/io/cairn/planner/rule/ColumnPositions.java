package io.cairn.planner.rule;

import java.util.List;
import org.apache.calcite.util.mapping.Mapping;
import org.apache.calcite.util.mapping.MappingType;
import org.apache.calcite.util.mapping.Mappings;

/** Where columns stand once the others are left out. */
final class ColumnPositions {
  private ColumnPositions() {}

  /** From the positions in a row of {@code width} columns to those among the kept columns. */
  static Mapping of(List<Integer> kept, int width) {
    Mapping mapping = Mappings.create(MappingType.INVERSE_SURJECTION, width, kept.size());
    for (int i = 0; i < kept.size(); i++) {
      mapping.set(kept.get(i), i);
    }
    return mapping;
  }
}
