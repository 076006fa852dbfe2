package io.cairn.storage.internal.encoding;

import io.cairn.storage.predicate.Constant;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conditions on single values, with {@link Constant}'s order and nothing of what is tested. */
final class OracleFilter {
  private OracleFilter() {}

  static boolean selects(ColumnType type, List<Predicate> conditions, @Nullable Object value) {
    return conditions.stream().allMatch(condition -> selects(type, condition, value));
  }

  private static boolean selects(ColumnType type, Predicate condition, @Nullable Object value) {
    if (condition instanceof Predicate.IsNull) {
      return value == null;
    }
    if (value == null) {
      return false;
    }
    if (condition instanceof Predicate.IsNotNull) {
      return true;
    }
    Constant constant = constant(type, value);
    if (condition instanceof Predicate.In in) {
      return in.constants().stream().anyMatch(other -> Constant.compare(constant, other) == 0);
    }
    Predicate.Comparison comparison = (Predicate.Comparison) condition;
    int order = Constant.compare(constant, comparison.constant());
    return switch (comparison.operator()) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
    };
  }

  static Constant constant(ColumnType type, Object value) {
    if (type.naturalLane() == Lane.DOUBLE) {
      return new Constant.Real(Double.longBitsToDouble((Long) value));
    }
    if (value instanceof String text) {
      return new Constant.Text(text.getBytes(StandardCharsets.ISO_8859_1));
    }
    if (value instanceof BigInteger number) {
      return new Constant.Huge(number);
    }
    if (type.equals(ColumnType.UINT64)) {
      return new Constant.Huge(new BigInteger(Long.toUnsignedString((Long) value)));
    }
    return new Constant.Whole((Long) value);
  }
}
