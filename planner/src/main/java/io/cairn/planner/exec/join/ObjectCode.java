package io.cairn.planner.exec.join;

import io.cairn.planner.exec.evaluate.DeepValue;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.ObjectVector;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Nested values. */
final class ObjectCode extends LearnedCode {
  private static final int ENTRY_BYTES = 160;

  private final Map<Object, Integer> ids = new HashMap<>();

  ObjectCode(boolean nullSafe) {
    super(nullSafe);
  }

  @Override
  int size() {
    return ids.size();
  }

  @Override
  long memory() {
    return (long) ENTRY_BYTES * ids.size();
  }

  @Override
  int learn(FlatColumn column, int row) {
    Object value = DeepValue.of(Objects.requireNonNull(column.objects()[row]));
    int next = ids.size();
    Integer id = ids.putIfAbsent(value, next);
    return id == null ? next : id;
  }

  @Override
  int find(ColumnVector vector, int row) {
    Object value = ((ObjectVector) vector).values()[row];
    return ids.getOrDefault(DeepValue.of(Objects.requireNonNull(value)), -1);
  }
}
