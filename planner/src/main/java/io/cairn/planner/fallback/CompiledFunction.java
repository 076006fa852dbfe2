package io.cairn.planner.fallback;

import io.cairn.planner.exec.expression.Expression.RowFunction;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.linq4j.function.Function1;
import org.jspecify.annotations.Nullable;

/** A compiled call with a row of its own. One thread at a time; the code is shared. */
final class CompiledFunction implements RowFunction {
  private final String text;
  private final Function1<DataContext, @Nullable Object @Nullable []> code;
  private final List<ValueConversion> operands;
  private final ValueConversion result;
  private final JavaTypeFactory typeFactory;
  private final FallbackContext context;
  private final @Nullable Object[] row;

  CompiledFunction(
      String text,
      Function1<DataContext, @Nullable Object @Nullable []> code,
      List<ValueConversion> operands,
      ValueConversion result,
      JavaTypeFactory typeFactory) {
    this.text = text;
    this.code = code;
    this.operands = List.copyOf(operands);
    this.result = result;
    this.typeFactory = typeFactory;
    this.context = new FallbackContext(typeFactory);
    this.row = new @Nullable Object[operands.size()];
    context.put(FallbackContext.ROW, row);
  }

  @Override
  public @Nullable Object apply(@Nullable Object[] boxed) {
    try {
      for (int i = 0; i < row.length; i++) {
        row[i] = operands.get(i).toGenerated(boxed[i]);
      }
      @Nullable Object @Nullable [] results = code.apply(context);
      return results == null ? null : result.fromGenerated(results[0]);
    } catch (RuntimeException e) {
      throw GeneratedErrors.of(e, text);
    }
  }

  @Override
  public RowFunction forWorker() {
    return new CompiledFunction(text, code, operands, result, typeFactory);
  }
}
