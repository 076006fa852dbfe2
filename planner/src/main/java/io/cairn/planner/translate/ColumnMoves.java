package io.cairn.planner.translate;

import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/** Rewrites expressions for an input whose columns stand elsewhere. Immutable. */
final class ColumnMoves extends RexShuttle {
  private final int[] positions;

  /**
   * @param positions where column {@code i} stands now
   */
  ColumnMoves(int[] positions) {
    this.positions = positions;
  }

  @Override
  public RexNode visitInputRef(RexInputRef reference) {
    int position = positions[reference.getIndex()];
    return position == reference.getIndex()
        ? reference
        : new RexInputRef(position, reference.getType());
  }
}
