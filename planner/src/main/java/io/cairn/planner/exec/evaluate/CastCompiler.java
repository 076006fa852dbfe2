package io.cairn.planner.exec.evaluate;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.value.TypeNames;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;

/** Chooses the evaluator of a cast. */
final class CastCompiler {
  private final Bindings bindings;

  CastCompiler(Bindings bindings) {
    this.bindings = bindings;
  }

  /** The operand as a value of the type. */
  Evaluator cast(Evaluator operand, ColumnType type) {
    ColumnType from = operand.type();
    if (from.equals(type)) {
      return operand;
    }
    if (from instanceof ColumnType.Null) {
      return ConstantEvaluator.literal(null, type, type.naturalLane(), bindings);
    }
    if (isText(type)) {
      return toText(operand, type);
    }
    if (isText(from)) {
      if (type.naturalLane() == Lane.OBJECT) {
        throw unsupported(from, type);
      }
      Evaluator parsed =
          new TextCast(operand, type instanceof ColumnType.Bytes ? ColumnType.VARBINARY : type);
      return limited(parsed, type);
    }
    if (isNumber(from) && isNumber(type)) {
      return number(operand, type);
    }
    if (type instanceof ColumnType.Bool && isNumber(from)) {
      Evaluator zero = ConstantEvaluator.literal(0L, from, operand.lane(), bindings);
      return Comparison.of(Operator.NOT_EQUAL, operand, zero);
    }
    if (from instanceof ColumnType.Bool && isNumber(type)) {
      return number(LaneConversion.to(operand, ColumnType.INT8, Lane.INT), type);
    }
    if (TemporalCast.exists(from, type)) {
      return new TemporalCast(operand, type);
    }
    if (from instanceof ColumnType.Bytes && type instanceof ColumnType.Bytes) {
      return limited(operand, type);
    }
    if (from.naturalLane() == type.naturalLane() && from.getClass() == type.getClass()) {
      return sameKind(operand, type);
    }
    throw unsupported(from, type);
  }

  private Evaluator sameKind(Evaluator operand, ColumnType type) {
    boolean nested = type.naturalLane() == Lane.OBJECT && !(type instanceof ColumnType.Complex);
    boolean months =
        operand.type() instanceof ColumnType.Interval from
            && type instanceof ColumnType.Interval to
            && from.months() != to.months();
    boolean differ = nested && !TypeNames.of(operand.type()).equals(TypeNames.of(type));
    if (differ || months) {
      throw unsupported(operand.type(), type);
    }
    return new Retyped(operand, type);
  }

  private Evaluator number(Evaluator operand, ColumnType type) {
    ColumnType from = operand.type();
    if (from instanceof ColumnType.Int integer) {
      if (type instanceof ColumnType.Int to && contains(to, integer)) {
        Lane lane = operand.lane() == Lane.INT ? Lane.INT : type.naturalLane();
        return operand.constant() != null
            ? operand.constant().as(type, type.naturalLane())
            : LaneConversion.to(operand, type, lane);
      }
      boolean exact = integer.bits() <= 16;
      if (type instanceof ColumnType.FloatingPoint to && (to.bits() == 64 || exact)) {
        return LaneConversion.to(operand, type, Lane.DOUBLE);
      }
    }
    if (from instanceof ColumnType.FloatingPoint narrow
        && type instanceof ColumnType.FloatingPoint wide
        && narrow.bits() <= wide.bits()) {
      return new Retyped(operand, type);
    }
    if (from instanceof ColumnType.Decimal narrow
        && type instanceof ColumnType.Decimal wide
        && narrow.scale() == wide.scale()
        && narrow.precision() <= wide.precision()) {
      return LaneConversion.to(operand, type, type.naturalLane());
    }
    return new NumericCast(operand, type);
  }

  /** Whether every value of the narrow type is one of the wide type. */
  private static boolean contains(ColumnType.Int wide, ColumnType.Int narrow) {
    return wide.signed() == narrow.signed()
        ? wide.bits() >= narrow.bits()
        : wide.signed() && wide.bits() > narrow.bits();
  }

  private Evaluator toText(Evaluator operand, ColumnType type) {
    Evaluator text = isText(operand.type()) ? operand : new TextFormat(operand);
    if (!(type instanceof ColumnType.Text to)) {
      return new Retyped(text, type);
    }
    boolean fits =
        to.maxLength() == ColumnType.UNBOUNDED
            || (!to.fixed()
                && text.type() instanceof ColumnType.Text source
                && source.maxLength() != ColumnType.UNBOUNDED
                && source.maxLength() <= to.maxLength());
    return fits ? new Retyped(text, type) : new TextLength(text, type);
  }

  private static Evaluator limited(Evaluator operand, ColumnType type) {
    return type instanceof ColumnType.Bytes bytes && bytes.maxLength() != ColumnType.UNBOUNDED
        ? new TextLength(operand, type)
        : operand.type().equals(type) ? operand : new Retyped(operand, type);
  }

  static boolean isText(ColumnType type) {
    return type instanceof ColumnType.Text
        || type instanceof ColumnType.Enumeration
        || type instanceof ColumnType.Reference;
  }

  static boolean isNumber(ColumnType type) {
    return type instanceof ColumnType.Int
        || type instanceof ColumnType.FloatingPoint
        || type instanceof ColumnType.Decimal;
  }

  private static QueryException unsupported(ColumnType from, ColumnType to) {
    return new QueryException(
        ErrorCode.TYPE_MISMATCH,
        "There is no cast from " + TypeNames.of(from) + " to " + TypeNames.of(to));
  }
}
