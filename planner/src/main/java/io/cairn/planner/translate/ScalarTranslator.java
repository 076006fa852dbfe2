package io.cairn.planner.translate;

import io.cairn.planner.exec.expression.Expression;
import io.cairn.storage.type.ColumnType;
import java.util.List;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;

/** Translates expressions that stand alone, without columns. One thread at a time. */
public final class ScalarTranslator {
  private final ExpressionTranslator translator;

  public ScalarTranslator(RexBuilder rexBuilder, Fallback fallback) {
    this.translator = new ExpressionTranslator(rexBuilder, List.of(), fallback);
  }

  /** The expression, cast to a type if it has another. */
  public Expression translate(RexNode node, ColumnType type) {
    return translator.translate(node, type);
  }

  /** A value as one of another type: a cast, unless it lies in its lane as such a value does. */
  public static Expression cast(Expression value, ColumnType type) {
    return ExpressionTranslator.cast(value, type);
  }
}
