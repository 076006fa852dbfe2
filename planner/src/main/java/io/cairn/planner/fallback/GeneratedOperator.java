package io.cairn.planner.fallback;

import io.cairn.planner.exec.plan.RowOperator;
import io.cairn.storage.Cancellation;
import java.util.List;
import java.util.Map;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.function.Function1;
import org.apache.calcite.runtime.Bindable;
import org.jspecify.annotations.Nullable;

/** A compiled region. Immutable and thread-safe: each execution has a context of its own. */
record GeneratedOperator(
    Bindable<?> code,
    Map<String, Object> kept,
    List<Input> inputs,
    Map<Integer, ValueConversion> parameterTypes,
    List<String> recursions,
    List<ValueConversion> columns,
    JavaTypeFactory typeFactory)
    implements RowOperator {

  /** A native input that the region reads. */
  record Input(int index, List<ValueConversion> columns) {}

  @Override
  public RowCursor open(
      List<RowInput> rowInputs, @Nullable Object[] parameters, Cancellation cancellation) {
    OpenCursors cursors = new OpenCursors(cancellation);
    FallbackContext context = new FallbackContext(typeFactory);
    kept.forEach(context::put);
    parameterTypes.forEach(
        (index, type) -> context.put("?" + index, type.toGenerated(parameters[index])));
    for (Input input : inputs) {
      context.put(
          FallbackContext.input(input.index()),
          new InputRows(rowInputs.get(input.index()), input.columns(), cursors));
    }
    for (String table : recursions) {
      Spool spool = new Spool();
      context.put(FallbackContext.lastStep(table), spool);
      Function1<Enumerable<@Nullable Object>, Enumerable<@Nullable Object>> keep = spool::keeping;
      context.put(FallbackContext.keep(table), keep);
    }
    Function1<Enumerable<@Nullable Object>, Enumerable<@Nullable Object>> checkpoint =
        rows -> checked(rows, cursors);
    context.put(FallbackContext.CHECKPOINT, checkpoint);
    return new GeneratedRows(code, context, cursors, columns);
  }

  private static Enumerable<@Nullable Object> checked(
      Enumerable<@Nullable Object> rows, OpenCursors cursors) {
    return new AbstractEnumerable<@Nullable Object>() {
      @Override
      public Enumerator<@Nullable Object> enumerator() {
        return cursors.checked(rows.enumerator());
      }
    };
  }
}
