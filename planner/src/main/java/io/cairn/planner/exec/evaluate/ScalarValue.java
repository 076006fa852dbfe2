package io.cairn.planner.exec.evaluate;

import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.value.BoxedValues;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import org.jspecify.annotations.Nullable;

/** An expression without input columns: one value an execution. One thread at a time. */
public final class ScalarValue {
  private final Bindings bindings = new Bindings();
  private final Expression expression;
  private @Nullable Evaluator evaluator;

  public ScalarValue(Expression expression) {
    this.expression = expression;
  }

  /** The value in boxed form. */
  public @Nullable Object value(@Nullable Object[] parameters) {
    if (expression instanceof Expression.Literal literal) {
      return literal.value();
    }
    if (expression instanceof Expression.Parameter parameter) {
      return parameters[parameter.index()];
    }
    Evaluator compiled = evaluator;
    if (compiled == null) {
      compiled = new ExpressionCompiler(bindings).compile(expression);
      evaluator = compiled;
    }
    bindings.bind(parameters);
    Frame frame = new Frame(bindings);
    frame.dense(new Batch(new ColumnVector[0], 1));
    return BoxedValues.get(compiled.evaluate(frame), 0, compiled.type());
  }
}
