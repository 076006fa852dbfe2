package io.cairn.planner.exec.evaluate;

import io.cairn.planner.exec.kernel.Masks;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.IntVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * AND or OR of any number of operands, Kleene logic. An operand that costs something or can fail is
 * evaluated only where those before it left the answer open.
 */
final class Logic extends Evaluator {
  private final boolean and;
  private final List<Evaluator> operands;
  private final @Nullable Frame open;
  private final int[] openMask;
  private final IntVector out = new IntVector();

  Logic(boolean and, List<Evaluator> operands, Bindings bindings) {
    super(ColumnType.BOOLEAN, Lane.INT);
    this.and = and;
    this.operands = operands;
    boolean restricts = operands.stream().skip(1).anyMatch(Evaluator::costly);
    this.open = restricts ? new Frame(bindings) : null;
    this.openMask = restricts ? new int[Batch.CAPACITY] : new int[0];
  }

  @Override
  boolean costly() {
    return operands.stream().anyMatch(Evaluator::costly);
  }

  @Override
  ColumnVector compute(Frame frame) {
    int n = frame.count();
    ColumnVector so = operands.get(0).evaluate(frame);
    int[] truth = ints(so);
    int[] unknown = so.nulls();
    for (int i = 1; i < operands.size(); i++) {
      Evaluator operand = operands.get(i);
      Frame where = frame;
      if (operand.costly() && open != null) {
        frame.activeMask(openMask);
        settle(truth, unknown, n);
        if (!Masks.any(openMask, n)) {
          break;
        }
        where = open.restrict(frame, openMask);
      }
      ColumnVector next = operand.evaluate(where);
      combine(truth, unknown, ints(next), next.nulls(), n);
      truth = out.values();
      unknown = out.nulls();
    }
    if (truth != out.values()) {
      System.arraycopy(truth, 0, out.values(), 0, n);
      out.setNulls(unknown);
    }
    return out;
  }

  /** Leaves in the mask the rows whose answer is still open. */
  private void settle(int[] truth, int @Nullable [] unknown, int n) {
    int flip = and ? 1 : 0;
    for (int i = 0; i < n; i++) {
      int settled = (truth[i] ^ flip) & (unknown == null ? 1 : ~unknown[i]);
      openMask[i] &= ~settled;
    }
  }

  private void combine(int[] a, int @Nullable [] aNulls, int[] b, int @Nullable [] bNulls, int n) {
    int[] truth = out.values();
    if (aNulls == null && bNulls == null) {
      if (and) {
        Masks.and(a, b, truth, n);
      } else {
        Masks.or(a, b, truth, n);
      }
      out.setNulls(null);
      return;
    }
    int[] lane = nulls.scratch();
    if (and) {
      Masks.kleeneAnd(a, aNulls, b, bNulls, truth, lane, n);
    } else {
      Masks.kleeneOr(a, aNulls, b, bNulls, truth, lane, n);
    }
    out.setNulls(lane);
  }
}
