package io.cairn.planner.schema;

import io.cairn.storage.type.ColumnType;
import java.math.RoundingMode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Limits and result types of SQL here; docs/sql.md, "Types" and "Numbers". */
public final class CairnTypeSystem extends RelDataTypeSystemImpl {
  public static final CairnTypeSystem INSTANCE = new CairnTypeSystem();

  /** Digits after the point of DECIMAL without arguments. */
  private static final int DEFAULT_DECIMAL_SCALE = 10;

  private static final int MAX_FRACTION = 9;
  private static final int DEFAULT_FRACTION = 6;

  private CairnTypeSystem() {}

  @Override
  public int getMaxPrecision(SqlTypeName type) {
    return switch (type) {
      case DECIMAL -> ColumnType.MAX_DECIMAL_PRECISION;
      case TIME,
          TIMESTAMP,
          TIMESTAMP_TZ,
          TIMESTAMP_WITH_LOCAL_TIME_ZONE,
          TIME_WITH_LOCAL_TIME_ZONE ->
          MAX_FRACTION;
      case CHAR, VARCHAR, BINARY, VARBINARY -> Integer.MAX_VALUE;
      default -> super.getMaxPrecision(type);
    };
  }

  @Override
  public int getMaxScale(SqlTypeName type) {
    return type == SqlTypeName.DECIMAL ? ColumnType.MAX_DECIMAL_PRECISION : super.getMaxScale(type);
  }

  @Override
  public int getDefaultPrecision(SqlTypeName type) {
    return switch (type) {
      case DECIMAL -> ColumnType.MAX_DECIMAL_PRECISION;
      case TIME, TIMESTAMP, TIMESTAMP_TZ, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> DEFAULT_FRACTION;
      case VARBINARY -> RelDataType.PRECISION_NOT_SPECIFIED;
      default -> super.getDefaultPrecision(type);
    };
  }

  @Override
  public int getDefaultScale(SqlTypeName type) {
    return type == SqlTypeName.DECIMAL ? DEFAULT_DECIMAL_SCALE : super.getDefaultScale(type);
  }

  @Override
  public RoundingMode roundingMode() {
    return RoundingMode.HALF_UP;
  }

  @Override
  public boolean shouldConvertRaggedUnionTypesToVarying() {
    return true;
  }

  @Override
  public RelDataType deriveSumType(RelDataTypeFactory factory, RelDataType argument) {
    SqlTypeName result =
        switch (argument.getSqlTypeName()) {
          case TINYINT, SMALLINT, INTEGER, UTINYINT, USMALLINT -> SqlTypeName.BIGINT;
          case BIGINT, UINTEGER, UBIGINT, DECIMAL -> SqlTypeName.DECIMAL;
          case FLOAT -> SqlTypeName.DOUBLE;
          default -> null;
        };
    if (result == null) {
      return argument;
    }
    RelDataType type;
    if (result == SqlTypeName.DECIMAL) {
      int scale = argument.getSqlTypeName() == SqlTypeName.DECIMAL ? argument.getScale() : 0;
      type = factory.createSqlType(result, ColumnType.MAX_DECIMAL_PRECISION, scale);
    } else {
      type = factory.createSqlType(result);
    }
    return factory.createTypeWithNullability(type, argument.isNullable());
  }

  @Override
  public RelDataType deriveAvgAggType(RelDataTypeFactory factory, RelDataType argument) {
    if (argument.getSqlTypeName() == SqlTypeName.DECIMAL) {
      // Six more digits than the argument has, as far as they fit.
      int scale = Math.min(argument.getScale() + 6, ColumnType.MAX_DECIMAL_PRECISION / 2);
      RelDataType type =
          factory.createSqlType(
              SqlTypeName.DECIMAL,
              ColumnType.MAX_DECIMAL_PRECISION,
              Math.max(scale, argument.getScale()));
      return factory.createTypeWithNullability(type, argument.isNullable());
    }
    if (SqlTypeUtil.isNumeric(argument)) {
      return factory.createTypeWithNullability(
          factory.createSqlType(SqlTypeName.DOUBLE), argument.isNullable());
    }
    return argument;
  }

  @Override
  public RelDataType deriveCovarType(
      RelDataTypeFactory factory, RelDataType first, RelDataType second) {
    return factory.createTypeWithNullability(
        factory.createSqlType(SqlTypeName.DOUBLE), first.isNullable() || second.isNullable());
  }
}
