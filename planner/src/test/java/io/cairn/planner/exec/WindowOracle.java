package io.cairn.planner.exec;

import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.plan.AggregateCall;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.plan.SortKey;
import io.cairn.planner.exec.plan.WindowCall;
import io.cairn.planner.exec.plan.WindowFrame;
import io.cairn.planner.exec.plan.WindowFrame.Bound;
import io.cairn.storage.type.ColumnType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Computes windows over boxed rows as plainly as possible. */
final class WindowOracle {
  private final PlanNode.Window window;
  private final List<@Nullable Object[]> sorted;

  WindowOracle(PlanNode.Window window, List<@Nullable Object[]> rows) {
    this.window = window;
    this.sorted = new ArrayList<>(rows);
    sorted.sort(
        (a, b) -> {
          for (int column : window.partition()) {
            int order = compare(a, b, new SortKey(column, false, false));
            if (order != 0) {
              return order;
            }
          }
          return compare(a, b, window.order().size());
        });
  }

  private int compare(@Nullable Object[] a, @Nullable Object[] b, int orderKeys) {
    for (SortKey key : window.order().subList(0, orderKeys)) {
      int order = compare(a, b, key);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int compare(@Nullable Object[] a, @Nullable Object[] b, SortKey key) {
    Object x = a[key.column()];
    Object y = b[key.column()];
    if (x == null || y == null) {
      return x == y ? 0 : (x == null) == key.nullsFirst() ? -1 : 1;
    }
    int order = RowOracle.compare(x, y);
    return key.descending() ? -order : order;
  }

  private boolean samePartition(@Nullable Object[] a, @Nullable Object[] b) {
    return window.partition().stream()
        .allMatch(column -> compare(a, b, new SortKey(column, false, false)) == 0);
  }

  List<@Nullable Object[]> rows() {
    List<@Nullable Object[]> result = new ArrayList<>();
    int inputs = window.input().columns().size();
    int start = 0;
    while (start < sorted.size()) {
      int end = start;
      while (end < sorted.size() && samePartition(sorted.get(start), sorted.get(end))) {
        end++;
      }
      List<@Nullable Object[]> partition = sorted.subList(start, end);
      for (int row = 0; row < partition.size(); row++) {
        @Nullable Object[] out =
            java.util.Arrays.copyOf(partition.get(row), inputs + window.calls().size());
        for (int c = 0; c < window.calls().size(); c++) {
          out[inputs + c] = value(window.calls().get(c), partition, row);
        }
        result.add(out);
      }
      start = end;
    }
    return result;
  }

  private boolean peers(WindowCall call, @Nullable Object[] a, @Nullable Object[] b) {
    return compare(a, b, call.orderKeys()) == 0;
  }

  private @Nullable Object value(WindowCall call, List<@Nullable Object[]> partition, int row) {
    int size = partition.size();
    int firstPeer = row;
    while (firstPeer > 0 && peers(call, partition.get(firstPeer - 1), partition.get(row))) {
      firstPeer--;
    }
    int lastPeer = row;
    while (lastPeer + 1 < size && peers(call, partition.get(lastPeer + 1), partition.get(row))) {
      lastPeer++;
    }
    switch (call.function()) {
      case ROW_NUMBER -> {
        return (long) row + 1;
      }
      case RANK -> {
        return (long) firstPeer + 1;
      }
      case DENSE_RANK -> {
        long rank = 1;
        for (int i = 1; i <= row; i++) {
          rank += peers(call, partition.get(i - 1), partition.get(i)) ? 0 : 1;
        }
        return rank;
      }
      case PERCENT_RANK -> {
        return size == 1 ? 0.0 : (double) firstPeer / (size - 1);
      }
      case CUME_DIST -> {
        return (double) (lastPeer + 1) / size;
      }
      case NTILE -> {
        long tiles = argument(call, 1 - 1, partition.get(row));
        long next = 0;
        for (long tile = 1; tile <= tiles; tile++) {
          next += size / tiles + (tile <= size % tiles ? 1 : 0);
          if (row < next) {
            return tile;
          }
        }
        throw new AssertionError();
      }
      case LAG, LEAD -> {
        return shifted(call, partition, row);
      }
      default -> {}
    }
    List<@Nullable Object[]> frame = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      if (isWithin(call, partition, row, i, firstPeer, lastPeer)) {
        frame.add(partition.get(i));
      }
    }
    if (call.ignoresNulls()) {
      frame.removeIf(each -> each[call.arguments().get(0)] == null);
    }
    switch (call.function()) {
      case FIRST_VALUE -> {
        return frame.isEmpty() ? null : frame.get(0)[call.arguments().get(0)];
      }
      case LAST_VALUE -> {
        return frame.isEmpty() ? null : frame.get(frame.size() - 1)[call.arguments().get(0)];
      }
      case NTH_VALUE -> {
        long n = argument(call, 1, partition.get(row));
        return n > frame.size() ? null : frame.get((int) n - 1)[call.arguments().get(0)];
      }
      default -> {
        return aggregate(Objects.requireNonNull(call.aggregate()), frame);
      }
    }
  }

  private static long argument(WindowCall call, int index, @Nullable Object[] row) {
    return (Long) Objects.requireNonNull(row[call.arguments().get(index)]);
  }

  private static @Nullable Object shifted(
      WindowCall call, List<@Nullable Object[]> partition, int row) {
    int column = call.arguments().get(0);
    long left = argument(call, 1, partition.get(row));
    int step = call.function() == WindowCall.Function.LAG ? -1 : 1;
    int target = row;
    while (left > 0) {
      target += step;
      if (target < 0 || target >= partition.size()) {
        return call.arguments().size() > 2 ? partition.get(row)[call.arguments().get(2)] : null;
      }
      left -= call.ignoresNulls() && partition.get(target)[column] == null ? 0 : 1;
    }
    return partition.get(target)[column];
  }

  private boolean isWithin(
      WindowCall call,
      List<@Nullable Object[]> partition,
      int row,
      int candidate,
      int firstPeer,
      int lastPeer) {
    boolean isPeer = candidate >= firstPeer && candidate <= lastPeer;
    WindowFrame frame = call.frame();
    switch (frame.exclusion()) {
      case CURRENT_ROW -> {
        if (candidate == row) {
          return false;
        }
      }
      case GROUP -> {
        if (isPeer) {
          return false;
        }
      }
      case TIES -> {
        if (isPeer && candidate != row) {
          return false;
        }
      }
      case NOTHING -> {}
    }
    return side(frame, frame.start(), partition, row, candidate, isPeer) >= 0
        && side(frame, frame.end(), partition, row, candidate, isPeer) <= 0;
  }

  /** Whether a row lies before (-1), at (0) or behind (1) a bound. */
  private int side(
      WindowFrame frame,
      Bound bound,
      List<@Nullable Object[]> partition,
      int row,
      int candidate,
      boolean isPeer) {
    switch (bound.kind()) {
      case UNBOUNDED_PRECEDING -> {
        return 1;
      }
      case UNBOUNDED_FOLLOWING -> {
        return -1;
      }
      case CURRENT_ROW -> {
        return frame.unit() == WindowFrame.Unit.RANGE && isPeer
            ? 0
            : Integer.compare(candidate, row);
      }
      default -> {}
    }
    Object offset = ((Expression.Literal) Objects.requireNonNull(bound.offset())).value();
    int direction = bound.kind() == WindowFrame.BoundKind.PRECEDING ? -1 : 1;
    if (frame.unit() == WindowFrame.Unit.ROWS) {
      return Long.compare(candidate, row + direction * (Long) Objects.requireNonNull(offset));
    }
    SortKey key = window.order().get(0);
    Object mine = partition.get(row)[key.column()];
    Object other = partition.get(candidate)[key.column()];
    boolean special = isSpecial(mine) || isSpecial(other);
    if (special) {
      return isPeer ? 0 : Integer.compare(candidate, row);
    }
    int sign = key.descending() ? -1 : 1;
    if (mine instanceof Double number) {
      double target = number + sign * direction * (Double) Objects.requireNonNull(offset);
      return sign * Double.compare((Double) Objects.requireNonNull(other) + 0.0, target + 0.0);
    }
    BigDecimal target =
        RowOracle.decimal(Objects.requireNonNull(mine))
            .add(
                RowOracle.decimal(Objects.requireNonNull(offset))
                    .multiply(BigDecimal.valueOf((long) sign * direction)));
    return sign * RowOracle.decimal(Objects.requireNonNull(other)).compareTo(target);
  }

  private static boolean isSpecial(@Nullable Object key) {
    return key == null || (key instanceof Double number && number.isNaN());
  }

  private static @Nullable Object aggregate(AggregateCall call, List<@Nullable Object[]> frame) {
    if (call.arguments().isEmpty()) {
      return (long) frame.size();
    }
    List<Object> values = new ArrayList<>();
    for (@Nullable Object[] row : frame) {
      Object value = row[call.arguments().get(0)];
      if (value != null) {
        values.add(value);
      }
    }
    return switch (call.function()) {
      case COUNT -> (long) values.size();
      case MIN -> values.stream().min(RowOracle::compare).orElse(null);
      case MAX -> values.stream().max(RowOracle::compare).orElse(null);
      default -> {
        if (values.isEmpty()) {
          yield null;
        }
        BigDecimal sum =
            values.stream().map(RowOracle::decimal).reduce(BigDecimal.ZERO, BigDecimal::add);
        yield call.type().equals(ColumnType.INT64) ? (Object) sum.longValueExact() : sum;
      }
    };
  }
}
