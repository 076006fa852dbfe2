package io.cairn.planner.parse;

import io.cairn.planner.schema.CairnTypeFactory;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.implicit.TypeCoercionImpl;
import org.jspecify.annotations.Nullable;

/**
 * Calcite's implicit casts, but none of a text to be aggregated; and unsigned operands of
 * arithmetic become the next wider signed type.
 */
final class CairnTypeCoercion extends TypeCoercionImpl {
  CairnTypeCoercion(RelDataTypeFactory factory, SqlValidator validator) {
    super(factory, validator);
  }

  @Override
  public boolean binaryArithmeticCoercion(SqlCallBinding binding) {
    boolean coerced = super.binaryArithmeticCoercion(binding);
    SqlKind kind = binding.getOperator().getKind();
    if (kind.belongsTo(SqlKind.BINARY_ARITHMETIC)
        || kind == SqlKind.MINUS_PREFIX
        || kind == SqlKind.MOD) {
      for (int i = 0; i < binding.getOperandCount(); i++) {
        RelDataType wider = signed(binding.getOperandType(i));
        if (wider != null) {
          coerced |= coerceOperandType(binding.getScope(), binding.getCall(), i, wider);
        }
      }
    }
    return coerced;
  }

  @Override
  public @Nullable RelDataType commonTypeForBinaryComparison(
      @Nullable RelDataType left, @Nullable RelDataType right) {
    if (left != null
        && right != null
        && SqlTypeUtil.isNumeric(left)
        && SqlTypeUtil.isNumeric(right)
        && isUnsigned(left) != isUnsigned(right)) {
      return factory.leastRestrictive(List.of(left, right));
    }
    return super.commonTypeForBinaryComparison(left, right);
  }

  @Override
  public boolean builtinFunctionCoercion(
      SqlCallBinding binding, List<RelDataType> types, List<SqlTypeFamily> expected) {
    // A sum of texts would fail, if at all, at the first row that does not spell a number.
    return !(binding.getOperator() instanceof SqlAggFunction
            && types.stream().anyMatch(SqlTypeUtil::inCharFamily))
        && super.builtinFunctionCoercion(binding, types, expected);
  }

  private static boolean isUnsigned(RelDataType type) {
    return SqlTypeName.UNSIGNED_TYPES.contains(type.getSqlTypeName());
  }

  private @Nullable RelDataType signed(RelDataType type) {
    return CairnTypeFactory.widerSigned(factory, type);
  }
}
