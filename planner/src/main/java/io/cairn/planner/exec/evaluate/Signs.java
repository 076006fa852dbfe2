package io.cairn.planner.exec.evaluate;

import io.cairn.planner.exec.expression.Operator;

/** Operators as SQL writes them. */
public final class Signs {
  private Signs() {}

  /** The sign between two operands, or the function's name. */
  public static String of(Operator operator) {
    return switch (operator) {
      case ADD -> "+";
      case SUBTRACT, NEGATE -> "-";
      case MULTIPLY -> "*";
      case DIVIDE -> "/";
      case MODULO -> "%";
      case EQUAL -> "=";
      case NOT_EQUAL -> "<>";
      case LESS -> "<";
      case LESS_OR_EQUAL -> "<=";
      case GREATER -> ">";
      case GREATER_OR_EQUAL -> ">=";
      default -> operator.name().replace('_', ' ');
    };
  }
}
