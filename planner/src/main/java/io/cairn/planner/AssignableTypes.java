package io.cairn.planner;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.schema.TypeMapping;
import io.cairn.storage.ColumnDefinition;
import io.cairn.storage.type.ColumnType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;

/** Which values a column takes without an explicit cast. */
final class AssignableTypes {
  private AssignableTypes() {}

  /**
   * Checks that values of a type may be stored in a column.
   *
   * @throws QueryException 42804 if they may not
   */
  static void check(RelDataType from, ColumnDefinition column) {
    if (!isAssignable(from, column.type())) {
      throw new QueryException(
          ErrorCode.TYPE_MISMATCH,
          "Column "
              + column.name()
              + " holds "
              + TypeMapping.sqlName(column.type())
              + ", the value is "
              + name(from)
              + "; cast it");
    }
  }

  private static String name(RelDataType type) {
    try {
      return TypeMapping.sqlName(TypeMapping.toStorage(type));
    } catch (QueryException unnamed) {
      return type.toString();
    }
  }

  /** Text goes everywhere and everything becomes text; else the kinds must be the same. */
  private static boolean isAssignable(RelDataType from, ColumnType to) {
    if (from.getSqlTypeName() == SqlTypeName.NULL || from.getSqlTypeName() == SqlTypeName.UNKNOWN) {
      return true;
    }
    ColumnType source = TypeMapping.toStorage(from);
    if (to instanceof ColumnType.Text) {
      return true;
    }
    if (isText(source)) {
      return true;
    }
    if (isNumber(to)) {
      return isNumber(source);
    }
    if (to instanceof ColumnType.Timestamp || to instanceof ColumnType.Date) {
      return source instanceof ColumnType.Timestamp || source instanceof ColumnType.Date;
    }
    if (to instanceof ColumnType.Time) {
      return source instanceof ColumnType.Time || source instanceof ColumnType.Timestamp;
    }
    return source.getClass() == to.getClass();
  }

  private static boolean isText(ColumnType type) {
    return type instanceof ColumnType.Text
        || type instanceof ColumnType.Enumeration
        || type instanceof ColumnType.Reference;
  }

  private static boolean isNumber(ColumnType type) {
    return type instanceof ColumnType.Int
        || type instanceof ColumnType.FloatingPoint
        || type instanceof ColumnType.Decimal;
  }
}
