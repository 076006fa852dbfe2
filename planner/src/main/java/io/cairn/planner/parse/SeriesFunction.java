package io.cairn.planner.parse;

import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlTableFunction;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * {@code generate_series(from, to[, step])}: the whole numbers from one to the other, both
 * included, in column {@code value}.
 */
public final class SeriesFunction extends SqlFunction implements SqlTableFunction {
  static final String NAME = "generate_series";

  public static final SeriesFunction INSTANCE = new SeriesFunction();

  private SeriesFunction() {
    super(
        NAME,
        SqlKind.OTHER_FUNCTION,
        ReturnTypes.CURSOR,
        InferTypes.FIRST_KNOWN,
        OperandTypes.or(
            OperandTypes.family(SqlTypeFamily.INTEGER, SqlTypeFamily.INTEGER),
            OperandTypes.family(
                SqlTypeFamily.INTEGER, SqlTypeFamily.INTEGER, SqlTypeFamily.INTEGER)),
        SqlFunctionCategory.USER_DEFINED_TABLE_FUNCTION);
  }

  @Override
  public SqlOperandCountRange getOperandCountRange() {
    return org.apache.calcite.sql.type.SqlOperandCountRanges.between(2, 3);
  }

  @Override
  public SqlReturnTypeInference getRowTypeInference() {
    return binding -> binding.getTypeFactory().builder().add("value", SqlTypeName.BIGINT).build();
  }
}
