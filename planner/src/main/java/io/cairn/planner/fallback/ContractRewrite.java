package io.cairn.planner.fallback;

import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.schema.impl.AggregateFunctionImpl;
import org.apache.calcite.schema.impl.ScalarFunctionImpl;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlUserDefinedAggFunction;
import org.apache.calcite.sql.validate.SqlUserDefinedFunction;
import org.apache.calcite.util.Optionality;
import org.joou.ULong;
import org.jspecify.annotations.Nullable;

/** Replaces what Calcite would do otherwise than SQL here by calls of {@link ContractFunctions}. */
final class ContractRewrite extends RexShuttle {
  private static final Map<SqlKind, SqlOperator> NUMBERS = new EnumMap<>(SqlKind.class);
  private static final Map<SqlKind, SqlOperator> TEXTS = new EnumMap<>(SqlKind.class);
  private static final Map<SqlKind, SqlOperator> PADDED = new EnumMap<>(SqlKind.class);

  private static final Map<SqlTypeName, SqlOperator> TEXT =
      Map.of(
          SqlTypeName.BOOLEAN, printer("ofBoolean", boolean.class),
          SqlTypeName.DOUBLE, printer("ofDouble", double.class),
          SqlTypeName.FLOAT, printer("ofDouble", double.class),
          SqlTypeName.REAL, printer("ofReal", float.class),
          SqlTypeName.DECIMAL, printer("ofDecimal", BigDecimal.class),
          SqlTypeName.DATE, printer("ofDate", int.class),
          SqlTypeName.TIME, printer("ofTime", int.class),
          SqlTypeName.TIMESTAMP, printer("ofTimestamp", long.class),
          SqlTypeName.VARBINARY, printer("ofBytes", ByteString.class),
          SqlTypeName.BINARY, printer("ofBytes", ByteString.class));
  private static final SqlOperator FINE_TEXT = printer("ofFineTimestamp", long.class, int.class);

  private static final SqlOperator EXACT =
      operator("exact", ReturnTypes.ARG0_NULLABLE, ULong.class);
  private static final SqlOperator CAPITALISED =
      operator("capitalised", ReturnTypes.ARG0_NULLABLE, String.class);

  private static final SqlAggFunction LEAST_NUMBER =
      aggregate(ContractAggregates.LeastNumber.class);
  private static final SqlAggFunction GREATEST_NUMBER =
      aggregate(ContractAggregates.GreatestNumber.class);
  private static final SqlAggFunction LEAST_REAL = aggregate(ContractAggregates.LeastReal.class);
  private static final SqlAggFunction GREATEST_REAL =
      aggregate(ContractAggregates.GreatestReal.class);
  private static final SqlAggFunction LEAST_TEXT = aggregate(ContractAggregates.LeastText.class);
  private static final SqlAggFunction GREATEST_TEXT =
      aggregate(ContractAggregates.GreatestText.class);

  /** Bytes that order as the text does by code points. */
  static final SqlOperator SORT_KEY =
      operator("sortKey", ReturnTypes.explicit(SqlTypeName.VARBINARY), String.class);

  /** Whole numbers that order as the floating-point ones do. */
  static final SqlOperator NUMBER_KEY =
      operator("numberKey", ReturnTypes.explicit(SqlTypeName.BIGINT), double.class);

  static {
    NUMBERS.put(SqlKind.EQUALS, operator("equalNumbers", double.class));
    NUMBERS.put(SqlKind.NOT_EQUALS, operator("differentNumbers", double.class));
    NUMBERS.put(SqlKind.LESS_THAN, operator("lessNumber", double.class));
    NUMBERS.put(SqlKind.LESS_THAN_OR_EQUAL, operator("lessOrEqualNumber", double.class));
    NUMBERS.put(SqlKind.GREATER_THAN, operator("greaterNumber", double.class));
    NUMBERS.put(SqlKind.GREATER_THAN_OR_EQUAL, operator("greaterOrEqualNumber", double.class));
    TEXTS.put(SqlKind.LESS_THAN, operator("lessText", String.class));
    TEXTS.put(SqlKind.LESS_THAN_OR_EQUAL, operator("lessOrEqualText", String.class));
    TEXTS.put(SqlKind.GREATER_THAN, operator("greaterText", String.class));
    TEXTS.put(SqlKind.GREATER_THAN_OR_EQUAL, operator("greaterOrEqualText", String.class));
    PADDED.put(SqlKind.EQUALS, operator("equalPadded", String.class));
    PADDED.put(SqlKind.NOT_EQUALS, operator("differentPadded", String.class));
  }

  private static final int UNSIGNED_LONG_DIGITS = 20;

  private final RexBuilder rexBuilder;

  private final TemporalRewrite temporal;

  ContractRewrite(RexBuilder rexBuilder) {
    this.rexBuilder = rexBuilder;
    this.temporal = new TemporalRewrite(rexBuilder);
  }

  private static SqlOperator operator(String name, Class<?> operand) {
    return operator(name, ReturnTypes.BOOLEAN_NULLABLE, operand, operand);
  }

  private static SqlOperator operator(
      String name, SqlReturnTypeInference result, Class<?>... operands) {
    return operator(ContractFunctions.class, name, result, operands);
  }

  /** A function that generated code calls. */
  static SqlOperator operator(
      Class<?> owner, String name, SqlReturnTypeInference result, Class<?>... operands) {
    try {
      Method method = owner.getMethod(name, operands);
      return new SqlUserDefinedFunction(
          new SqlIdentifier(name, SqlParserPos.ZERO),
          SqlKind.OTHER_FUNCTION,
          result,
          InferTypes.FIRST_KNOWN,
          null,
          ScalarFunctionImpl.create(method));
    } catch (NoSuchMethodException e) {
      throw new AssertionError(name, e);
    }
  }

  @Override
  public RexNode visitLiteral(RexLiteral literal) {
    if (literal.isNull() || !Restrictions.isFine(literal.getType())) {
      return literal;
    }
    // Generated code would hold it in milliseconds.
    RelDataTypeFactory types = rexBuilder.getTypeFactory();
    return rexBuilder.makeReinterpretCast(
        literal.getType(),
        rexBuilder.makeLiteral(
            FineLiteral.units(literal), types.createSqlType(SqlTypeName.BIGINT), false),
        rexBuilder.makeLiteral(false));
  }

  @Override
  public RexNode visitCall(RexCall call) {
    if (call.getKind() == SqlKind.SEARCH) {
      return RexUtil.expandSearch(rexBuilder, null, call).accept(this);
    }
    if (TemporalRewrite.isCount(call)) {
      RexCall difference = (RexCall) call.getOperands().get(0);
      RexCall rebuilt = (RexCall) super.visitCall(difference);
      return rexBuilder.makeCall(
          call.getType(), call.getOperator(), List.of(temporal.rewrite(rebuilt, true)));
    }
    RexNode visited = super.visitCall(call);
    if (!(visited instanceof RexCall rebuilt)) {
      return visited;
    }
    if (rebuilt.getKind() == SqlKind.AND || rebuilt.getKind() == SqlKind.OR) {
      // An operand may have become another AND or OR, which a filter takes for no condition.
      return RexUtil.flatten(rexBuilder, rebuilt);
    }
    if (TemporalRewrite.replaces(rebuilt)) {
      return temporal.rewrite(rebuilt, false);
    }
    if (rebuilt.getKind() == SqlKind.CAST && SqlTypeUtil.isCharacter(rebuilt.getType())) {
      return castToText(rebuilt);
    }
    if (TextRewrite.concerns(rebuilt)) {
      return TextRewrite.rewrite(rexBuilder, rebuilt);
    }
    if (isUnsignedComparison(rebuilt)) {
      rebuilt =
          (RexCall)
              rexBuilder.makeCall(
                  rebuilt.getType(),
                  rebuilt.getOperator(),
                  rebuilt.getOperands().stream().map(this::signed).toList());
    }
    List<RexNode> operands = rebuilt.getOperands();
    if (operands.size() == 2) {
      if (isApproximateComparison(rebuilt)) {
        operands = List.of(asDouble(operands.get(0)), asDouble(operands.get(1)));
      }
      SqlOperator operator = replacement(rebuilt);
      return operator == null
          ? rebuilt
          : rexBuilder.makeCall(rebuilt.getType(), operator, operands);
    }
    if (rebuilt.getOperator().equals(SqlStdOperatorTable.INITCAP)) {
      return rexBuilder.makeCall(rebuilt.getType(), CAPITALISED, operands);
    }
    if (isUnsignedLong(operands) && rebuilt.getKind() == SqlKind.CAST) {
      return castExactly(rebuilt);
    }
    return rebuilt;
  }

  /** Whether a comparison orders unsigned numbers, for which generated code has no function. */
  private static boolean isUnsignedComparison(RexCall call) {
    return switch (call.getKind()) {
      case LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL ->
          call.getOperands().stream().anyMatch(ContractRewrite::isUnsigned);
      default -> false;
    };
  }

  private static boolean isUnsigned(RexNode node) {
    return SqlTypeName.UNSIGNED_TYPES.contains(node.getType().getSqlTypeName());
  }

  /** An unsigned number in the next wider signed type. */
  private RexNode signed(RexNode node) {
    RelDataTypeFactory types = rexBuilder.getTypeFactory();
    RelDataType wider =
        switch (node.getType().getSqlTypeName()) {
          case UTINYINT, USMALLINT -> types.createSqlType(SqlTypeName.INTEGER);
          case UINTEGER -> types.createSqlType(SqlTypeName.BIGINT);
          case UBIGINT -> types.createSqlType(SqlTypeName.DECIMAL, UNSIGNED_LONG_DIGITS, 0);
          default -> null;
        };
    return wider == null
        ? node
        : rexBuilder
            .makeAbstractCast(
                types.createTypeWithNullability(wider, node.getType().isNullable()), node, false)
            .accept(this);
  }

  /** A value as text, as the engine would print it, then cut or padded to the type's length. */
  private RexNode castToText(RexCall cast) {
    RexNode operand = cast.getOperands().get(0);
    RelDataType from = operand.getType();
    SqlOperator printer = TEXT.get(from.getSqlTypeName());
    if (printer == null) {
      return cast;
    }
    RelDataTypeFactory types = rexBuilder.getTypeFactory();
    RelDataType text =
        types.createTypeWithNullability(
            types.createSqlType(SqlTypeName.VARCHAR, RelDataType.PRECISION_NOT_SPECIFIED),
            from.isNullable());
    RexNode printed =
        Restrictions.isFine(from)
            ? rexBuilder.makeCall(
                text,
                FINE_TEXT,
                List.of(
                    operand, rexBuilder.makeExactLiteral(BigDecimal.valueOf(from.getPrecision()))))
            : rexBuilder.makeCall(text, printer, List.of(operand));
    return rexBuilder.makeAbstractCast(cast.getType(), printed, false);
  }

  /** Whether casts from this type to text print what the engine prints. */
  static boolean printsFine(RelDataType from) {
    return from.getSqlTypeName() == SqlTypeName.TIMESTAMP;
  }

  private static SqlOperator printer(String name, Class<?>... operands) {
    return operator(ContractText.class, name, ReturnTypes.VARCHAR_NULLABLE, operands);
  }

  private static boolean isUnsignedLong(List<RexNode> operands) {
    return operands.size() == 1
        && operands.get(0).getType().getSqlTypeName() == SqlTypeName.UBIGINT;
  }

  private RexNode castExactly(RexCall cast) {
    if (cast.getType().getSqlTypeName() == SqlTypeName.UBIGINT) {
      return cast;
    }
    RelDataTypeFactory types = rexBuilder.getTypeFactory();
    RelDataType exact =
        types.createTypeWithNullability(
            types.createSqlType(SqlTypeName.DECIMAL, UNSIGNED_LONG_DIGITS, 0),
            cast.getOperands().get(0).getType().isNullable());
    return rexBuilder.makeAbstractCast(
        cast.getType(), rexBuilder.makeCall(exact, EXACT, cast.getOperands()), false);
  }

  @Override
  public RexNode visitOver(RexOver over) {
    RexNode visited = super.visitOver(over);
    if (!(visited instanceof RexOver rebuilt)) {
      return visited;
    }
    SqlAggFunction function = rebuilt.getAggOperator();
    List<RexNode> operands = rebuilt.getOperands();
    if (operands.size() == 1) {
      SqlAggFunction extreme = extreme(function.getKind(), operands.get(0).getType());
      function = extreme == null ? function : extreme;
      operands = List.of(summand(rexBuilder, function.getKind(), operands.get(0), over.getType()));
    }
    RexWindow window = rebuilt.getWindow();
    return rexBuilder.makeOver(
        rebuilt.getType(),
        function,
        operands,
        // A constant separates no rows, and the rule that makes windows fails at one.
        window.partitionKeys.stream().filter(key -> !RexUtil.isConstant(key)).toList(),
        window.orderKeys,
        window.getLowerBound(),
        window.getUpperBound(),
        window.getExclude(),
        window.isRows(),
        true,
        false,
        rebuilt.isDistinct(),
        rebuilt.ignoreNulls());
  }

  /** What to add up: generated code adds neither unsigned numbers nor others to decimals. */
  static RexNode summand(RexBuilder rexBuilder, SqlKind kind, RexNode argument, RelDataType sum) {
    if (kind != SqlKind.SUM && kind != SqlKind.SUM0) {
      return argument;
    }
    RelDataTypeFactory types = rexBuilder.getTypeFactory();
    RelDataType type =
        switch (argument.getType().getSqlTypeName()) {
          case UTINYINT, USMALLINT -> types.createSqlType(SqlTypeName.INTEGER);
          case BIGINT, UINTEGER, UBIGINT -> sum;
          default -> argument.getType();
        };
    return rexBuilder
        .makeCast(types.createTypeWithNullability(type, argument.getType().isNullable()), argument)
        .accept(new ContractRewrite(rexBuilder));
  }

  /** The function to use for MIN or MAX of this type; null if Calcite's own will do. */
  static @Nullable SqlAggFunction extreme(SqlKind kind, RelDataType type) {
    if (kind != SqlKind.MIN && kind != SqlKind.MAX) {
      return null;
    }
    boolean least = kind == SqlKind.MIN;
    return switch (type.getSqlTypeName()) {
      case FLOAT, DOUBLE -> least ? LEAST_NUMBER : GREATEST_NUMBER;
      case REAL -> least ? LEAST_REAL : GREATEST_REAL;
      case CHAR, VARCHAR -> least ? LEAST_TEXT : GREATEST_TEXT;
      default -> null;
    };
  }

  private static SqlAggFunction aggregate(Class<?> implementation) {
    return new SqlUserDefinedAggFunction(
        new SqlIdentifier(implementation.getSimpleName(), SqlParserPos.ZERO),
        SqlKind.OTHER_FUNCTION,
        ReturnTypes.ARG0_NULLABLE_IF_EMPTY,
        InferTypes.FIRST_KNOWN,
        null,
        Objects.requireNonNull(AggregateFunctionImpl.create(implementation)),
        false,
        false,
        Optionality.FORBIDDEN);
  }

  private static boolean isApproximateComparison(RexCall call) {
    RelDataType left = call.getOperands().get(0).getType();
    RelDataType right = call.getOperands().get(1).getType();
    return NUMBERS.containsKey(call.getKind())
        && SqlTypeUtil.isNumeric(left)
        && SqlTypeUtil.isNumeric(right)
        && (SqlTypeUtil.isApproximateNumeric(left) || SqlTypeUtil.isApproximateNumeric(right));
  }

  private RexNode asDouble(RexNode operand) {
    return SqlTypeUtil.isApproximateNumeric(operand.getType())
        ? operand
        : asDouble(rexBuilder, operand);
  }

  /** A number as a DOUBLE. */
  static RexNode asDouble(RexBuilder rexBuilder, RexNode operand) {
    RelDataTypeFactory types = rexBuilder.getTypeFactory();
    return rexBuilder.makeCast(
        types.createTypeWithNullability(
            types.createSqlType(SqlTypeName.DOUBLE), operand.getType().isNullable()),
        operand);
  }

  private static @Nullable SqlOperator replacement(RexCall call) {
    RelDataType left = call.getOperands().get(0).getType();
    RelDataType right = call.getOperands().get(1).getType();
    if (isApproximateComparison(call)) {
      return NUMBERS.get(call.getKind());
    }
    if (SqlTypeUtil.isCharacter(left) && SqlTypeUtil.isCharacter(right)) {
      if (isFixed(left) || isFixed(right)) {
        SqlOperator padded = PADDED.get(call.getKind());
        return padded == null ? TEXTS.get(call.getKind()) : padded;
      }
      return TEXTS.get(call.getKind());
    }
    return null;
  }

  private static boolean isFixed(RelDataType type) {
    return type.getSqlTypeName() == SqlTypeName.CHAR;
  }

  /** The rewritten expressions. */
  List<RexNode> rewrite(List<RexNode> expressions) {
    return apply(expressions);
  }
}
