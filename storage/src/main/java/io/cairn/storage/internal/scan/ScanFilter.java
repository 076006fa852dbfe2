package io.cairn.storage.internal.scan;

import io.cairn.storage.internal.encoding.ColumnFilter;
import io.cairn.storage.internal.encoding.Masks;
import io.cairn.storage.predicate.Constant;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.type.Schema;
import io.cairn.storage.vector.Batch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A predicate made ready for batches: conditions on one column are fused, and what is left is a
 * tree of them. Immutable and thread-safe.
 */
final class ScanFilter {
  private static final ScanFilter NONE = new ScanFilter(new All(List.of()), Predicate.all());

  private final Condition root;
  private final Predicate predicate;

  /** Where the filter finds the values of the rows that it looks at. */
  interface Values {
    /** Rejects the rows of the current batch that a filter on a column does not accept. */
    void reject(int column, ColumnFilter filter, int[] mask);
  }

  private sealed interface Condition {
    /** Rejects rows in the mask; {@code scratch} gives masks of deeper levels. */
    void reject(Values values, int rowCount, int[] mask, MaskStack scratch);
  }

  private record One(int column, ColumnFilter filter) implements Condition {
    @Override
    public void reject(Values values, int rowCount, int[] mask, MaskStack scratch) {
      values.reject(column, filter, mask);
    }
  }

  private record All(List<Condition> operands) implements Condition {
    @Override
    public void reject(Values values, int rowCount, int[] mask, MaskStack scratch) {
      for (int i = 0; i < operands.size(); i++) {
        // Looking for survivors costs less than decoding another column for none.
        if (i > 0 && rejectsAll(mask, rowCount)) {
          return;
        }
        operands.get(i).reject(values, rowCount, mask, scratch);
      }
    }
  }

  private record Any(List<Condition> operands) implements Condition {
    @Override
    public void reject(Values values, int rowCount, int[] mask, MaskStack scratch) {
      int[] either = scratch.push();
      Masks.rejectAll(either);
      for (Condition operand : operands) {
        int[] one = scratch.push();
        operand.reject(values, rowCount, one, scratch);
        Masks.or(either, one);
        scratch.pop();
      }
      Masks.and(mask, either);
      scratch.pop();
    }
  }

  /** Masks that are used again; one thread at a time. */
  static final class MaskStack {
    private final List<int[]> masks = new ArrayList<>();
    private int used;

    /** A mask that rejects nothing. */
    int[] push() {
      if (used == masks.size()) {
        masks.add(new int[Batch.CAPACITY]);
      }
      int[] mask = masks.get(used++);
      java.util.Arrays.fill(mask, 0);
      return mask;
    }

    void pop() {
      used--;
    }
  }

  private ScanFilter(Condition root, Predicate predicate) {
    this.root = root;
    this.predicate = predicate;
  }

  /** The filter of the conjuncts that {@link #canApply}; the others are left to the caller. */
  static ScanFilter of(Schema schema, Predicate predicate) {
    List<Predicate> applied = new ArrayList<>();
    for (Predicate conjunct : predicate.conjuncts()) {
      if (canApply(schema, conjunct, false)) {
        applied.add(conjunct);
      }
    }
    if (applied.isEmpty()) {
      return NONE;
    }
    return new ScanFilter(all(schema, applied), Predicate.and(applied));
  }

  /** The conjuncts that are left to the caller. */
  static Predicate residual(Schema schema, Predicate predicate, boolean parametersFit) {
    List<Predicate> left = new ArrayList<>();
    for (Predicate conjunct : predicate.conjuncts()) {
      if (!canApply(schema, conjunct, parametersFit)) {
        left.add(conjunct);
      }
    }
    return Predicate.and(left);
  }

  /**
   * Whether a filter applies this exactly.
   *
   * @param parametersFit what is assumed of constants that are not bound yet
   */
  static boolean canApply(Schema schema, Predicate predicate, boolean parametersFit) {
    if (predicate instanceof Predicate.And and) {
      return and.operands().stream().allMatch(part -> canApply(schema, part, parametersFit));
    }
    if (predicate instanceof Predicate.Or or) {
      return or.operands().stream().allMatch(part -> canApply(schema, part, parametersFit));
    }
    int column = column(predicate);
    if (parametersFit
        && predicate instanceof Predicate.Comparison comparison
        && comparison.constant() instanceof Constant.Parameter) {
      return canCompare(schema.column(column).type());
    }
    if (parametersFit
        && predicate instanceof Predicate.In in
        && in.constants().stream().anyMatch(Constant.Parameter.class::isInstance)) {
      return canCompare(schema.column(column).type());
    }
    return ColumnFilter.canApply(schema.column(column).type(), predicate);
  }

  /** Whether values have an order that filters know. */
  private static boolean canCompare(ColumnType type) {
    return !(type instanceof ColumnType.Uuid) && type.naturalLane() != Lane.OBJECT;
  }

  private static int column(Predicate leaf) {
    if (leaf instanceof Predicate.Comparison comparison) {
      return comparison.column();
    }
    if (leaf instanceof Predicate.In in) {
      return in.column();
    }
    if (leaf instanceof Predicate.IsNull isNull) {
      return isNull.column();
    }
    if (leaf instanceof Predicate.IsNotNull isNotNull) {
      return isNotNull.column();
    }
    throw new AssertionError(leaf);
  }

  private static Condition all(Schema schema, List<Predicate> operands) {
    Map<Integer, List<Predicate>> byColumn = new LinkedHashMap<>();
    List<Condition> conditions = new ArrayList<>();
    List<Condition> deeper = new ArrayList<>();
    for (Predicate operand : operands) {
      if (operand instanceof Predicate.Or or) {
        deeper.add(any(schema, or.operands()));
      } else if (operand instanceof Predicate.And and) {
        deeper.add(all(schema, and.conjuncts()));
      } else {
        byColumn.computeIfAbsent(column(operand), key -> new ArrayList<>()).add(operand);
      }
    }
    byColumn.forEach(
        (column, leaves) ->
            conditions.add(new One(column, ColumnFilter.of(schema.column(column).type(), leaves))));
    conditions.addAll(deeper);
    return conditions.size() == 1 ? conditions.get(0) : new All(conditions);
  }

  private static Condition any(Schema schema, List<Predicate> operands) {
    return new Any(operands.stream().map(part -> all(schema, part.conjuncts())).toList());
  }

  /** Whether every row passes. */
  boolean acceptsAll() {
    return predicate.isAll();
  }

  /** What the filter applies. */
  Predicate predicate() {
    return predicate;
  }

  /**
   * Selects the rows of a batch that pass.
   *
   * @param selection takes them; has {@link Batch#CAPACITY} entries
   * @return how many
   */
  int select(Values values, int rowCount, MaskStack scratch, int[] selection) {
    int[] mask = scratch.push();
    root.reject(values, rowCount, mask, scratch);
    int count = rejectsAll(mask, rowCount) ? 0 : Masks.toSelection(mask, rowCount, selection);
    scratch.pop();
    return count;
  }

  /**
   * Whether no row is left. Eight rows are looked at together, which costs a quarter of collecting
   * the rows; most batches under a narrow condition have none.
   */
  private static boolean rejectsAll(int[] mask, int rowCount) {
    int i = 0;
    for (; i + 8 <= rowCount; i += 8) {
      int all =
          mask[i]
              & mask[i + 1]
              & mask[i + 2]
              & mask[i + 3]
              & mask[i + 4]
              & mask[i + 5]
              & mask[i + 6]
              & mask[i + 7];
      if (all >= 0) {
        return false;
      }
    }
    for (; i < rowCount; i++) {
      if (mask[i] >= 0) {
        return false;
      }
    }
    return true;
  }
}
