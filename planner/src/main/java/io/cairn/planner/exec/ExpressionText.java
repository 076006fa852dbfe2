package io.cairn.planner.exec;

import io.cairn.planner.exec.evaluate.Signs;
import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.value.LiteralText;
import io.cairn.planner.exec.value.TypeNames;
import java.util.List;

/** Expressions as a reader of EXPLAIN wants them: nearly SQL. */
final class ExpressionText {
  /**
   * Binding strengths, weakest first: OR, AND, NOT, comparisons, sums, products, everything else.
   */
  private static final int OR = 1;

  private static final int AND = 2;
  private static final int NOT = 3;
  private static final int COMPARISON = 4;
  private static final int SUM = 5;
  private static final int PRODUCT = 6;
  private static final int ATOM = 7;

  private final List<OutputColumn> input;
  private final StringBuilder out = new StringBuilder();

  private ExpressionText(List<OutputColumn> input) {
    this.input = input;
  }

  /** The text of an expression over these columns. */
  static String of(Expression expression, List<OutputColumn> input) {
    ExpressionText text = new ExpressionText(input);
    text.append(expression, 0);
    return text.out.toString();
  }

  private void append(Expression expression, int outer) {
    if (expression instanceof Expression.Input column) {
      out.append(
          column.column() < input.size()
              ? input.get(column.column()).name()
              : "$" + column.column());
    } else if (expression instanceof Expression.Literal literal) {
      out.append(LiteralText.of(literal.value(), literal.type()));
    } else if (expression instanceof Expression.Parameter parameter) {
      out.append('?').append(parameter.index() + 1);
    } else if (expression instanceof Expression.External external) {
      external(external);
    } else {
      Expression.Call call = (Expression.Call) expression;
      int strength = strength(call.operator());
      boolean brackets = strength < outer;
      if (brackets) {
        out.append('(');
      }
      call(call, strength);
      if (brackets) {
        out.append(')');
      }
    }
  }

  private static int strength(Operator operator) {
    return switch (operator) {
      case OR -> OR;
      case AND -> AND;
      case NOT -> NOT;
      case EQUAL,
          NOT_EQUAL,
          LESS,
          LESS_OR_EQUAL,
          GREATER,
          GREATER_OR_EQUAL,
          IS_DISTINCT_FROM,
          IS_NOT_DISTINCT_FROM,
          IN,
          LIKE,
          ILIKE,
          IS_NULL,
          IS_NOT_NULL,
          IS_TRUE,
          IS_NOT_TRUE,
          IS_FALSE,
          IS_NOT_FALSE ->
          COMPARISON;
      case ADD, SUBTRACT -> SUM;
      case MULTIPLY, DIVIDE, MODULO -> PRODUCT;
      default -> ATOM;
    };
  }

  private void call(Expression.Call call, int strength) {
    List<Expression> operands = call.operands();
    switch (call.operator()) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO -> {
        append(operands.get(0), strength);
        out.append(' ').append(Signs.of(call.operator())).append(' ');
        append(operands.get(1), strength + 1);
      }
      case EQUAL,
          NOT_EQUAL,
          LESS,
          LESS_OR_EQUAL,
          GREATER,
          GREATER_OR_EQUAL,
          IS_DISTINCT_FROM,
          IS_NOT_DISTINCT_FROM,
          LIKE,
          ILIKE -> {
        append(operands.get(0), strength + 1);
        out.append(' ').append(Signs.of(call.operator())).append(' ');
        append(operands.get(1), strength + 1);
        if (operands.size() > 2) {
          out.append(" ESCAPE ");
          append(operands.get(2), strength + 1);
        }
      }
      case AND, OR -> joined(operands, " " + call.operator() + " ", strength + 1);
      case NOT -> {
        out.append("NOT ");
        append(operands.get(0), strength + 1);
      }
      case NEGATE -> {
        out.append('-');
        append(operands.get(0), ATOM + 1);
      }
      case IS_NULL, IS_NOT_NULL, IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE -> {
        append(operands.get(0), strength + 1);
        out.append(' ').append(Signs.of(call.operator()));
      }
      case IN -> {
        append(operands.get(0), strength + 1);
        out.append(" IN (");
        joined(operands.subList(1, operands.size()), ", ", 0);
        out.append(')');
      }
      case CASE -> cases(operands);
      case CAST -> {
        out.append("CAST(");
        append(operands.get(0), 0);
        out.append(" AS ").append(TypeNames.of(call.type())).append(')');
      }
      case CONCAT -> joined(operands, " || ", ATOM);
      default -> {
        out.append(call.operator().name()).append('(');
        joined(operands, ", ", 0);
        out.append(')');
      }
    }
  }

  private void cases(List<Expression> operands) {
    out.append("CASE");
    int i = 0;
    for (; i + 1 < operands.size(); i += 2) {
      out.append(" WHEN ");
      append(operands.get(i), 0);
      out.append(" THEN ");
      append(operands.get(i + 1), 0);
    }
    if (i < operands.size()) {
      out.append(" ELSE ");
      append(operands.get(i), 0);
    }
    out.append(" END");
  }

  private void external(Expression.External external) {
    out.append(external.text());
    if (!external.text().endsWith(")")) {
      out.append('(');
      joined(external.operands(), ", ", 0);
      out.append(')');
    }
  }

  private void joined(List<Expression> operands, String separator, int strength) {
    String between = "";
    for (Expression operand : operands) {
      out.append(between);
      append(operand, strength);
      between = separator;
    }
  }
}
