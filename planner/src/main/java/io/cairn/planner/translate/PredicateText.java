package io.cairn.planner.translate;

import io.cairn.planner.exec.value.LiteralText;
import io.cairn.storage.predicate.Constant;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Writes predicates as people read them, for EXPLAIN. */
final class PredicateText {
  private PredicateText() {}

  static String of(Predicate predicate, Schema schema) {
    if (predicate instanceof Predicate.Comparison comparison) {
      String operator =
          switch (comparison.operator()) {
            case EQUAL -> " = ";
            case NOT_EQUAL -> " <> ";
            case LESS -> " < ";
            case LESS_OR_EQUAL -> " <= ";
            case GREATER -> " > ";
            case GREATER_OR_EQUAL -> " >= ";
          };
      return name(schema, comparison.column())
          + operator
          + text(comparison.constant(), type(schema, comparison.column()));
    }
    if (predicate instanceof Predicate.In in) {
      String constants =
          in.constants().stream()
              .map(constant -> text(constant, type(schema, in.column())))
              .collect(Collectors.joining(", "));
      return name(schema, in.column()) + " IN (" + constants + ")";
    }
    if (predicate instanceof Predicate.IsNull isNull) {
      return name(schema, isNull.column()) + " IS NULL";
    }
    if (predicate instanceof Predicate.IsNotNull isNotNull) {
      return name(schema, isNotNull.column()) + " IS NOT NULL";
    }
    if (predicate instanceof Predicate.And and) {
      return and.operands().isEmpty() ? "TRUE" : join(and.operands(), " AND ", schema);
    }
    if (predicate instanceof Predicate.Or or) {
      return or.operands().isEmpty() ? "FALSE" : join(or.operands(), " OR ", schema);
    }
    throw new AssertionError(predicate);
  }

  private static String join(List<Predicate> operands, String word, Schema schema) {
    return operands.stream()
        .map(
            operand ->
                operand instanceof Predicate.And || operand instanceof Predicate.Or
                    ? "(" + of(operand, schema) + ")"
                    : of(operand, schema))
        .collect(Collectors.joining(word));
  }

  private static String name(Schema schema, int column) {
    return schema.column(column).name();
  }

  private static ColumnType type(Schema schema, int column) {
    return schema.column(column).type();
  }

  private static String text(Constant constant, ColumnType type) {
    if (constant instanceof Constant.Whole whole) {
      return LiteralText.ofWhole(whole.value(), type);
    }
    if (constant instanceof Constant.Huge huge) {
      return LiteralText.ofWhole(huge.value(), type);
    }
    if (constant instanceof Constant.Real real) {
      return Double.toString(real.value());
    }
    if (constant instanceof Constant.Text text) {
      return "'" + new String(text.bytes(), StandardCharsets.UTF_8).replace("'", "''") + "'";
    }
    return "?" + (((Constant.Parameter) constant).index() + 1);
  }
}
