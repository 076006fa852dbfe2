package io.cairn.planner.schema;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.type.SqlTypeName;

/** The one table of storage types and SQL types, both ways. */
public final class TypeMapping {
  private TypeMapping() {}

  /** The SQL type of values of a storage type. */
  public static RelDataType toSql(RelDataTypeFactory factory, ColumnType type, boolean nullable) {
    return factory.createTypeWithNullability(toSql(factory, type), nullable);
  }

  private static RelDataType toSql(RelDataTypeFactory factory, ColumnType type) {
    if (type instanceof ColumnType.Bool) {
      return factory.createSqlType(SqlTypeName.BOOLEAN);
    }
    if (type instanceof ColumnType.Int integer) {
      return factory.createSqlType(integerName(integer));
    }
    if (type instanceof ColumnType.FloatingPoint floating) {
      return factory.createSqlType(floating.bits() == 64 ? SqlTypeName.DOUBLE : SqlTypeName.REAL);
    }
    if (type instanceof ColumnType.Decimal decimal) {
      return factory.createSqlType(SqlTypeName.DECIMAL, decimal.precision(), decimal.scale());
    }
    if (type instanceof ColumnType.Text text) {
      return sized(
          factory, text.fixed() ? SqlTypeName.CHAR : SqlTypeName.VARCHAR, text.maxLength());
    }
    if (type instanceof ColumnType.Enumeration || type instanceof ColumnType.Reference) {
      return factory.createSqlType(SqlTypeName.VARCHAR);
    }
    if (type instanceof ColumnType.Bytes bytes) {
      return sized(
          factory, bytes.fixed() ? SqlTypeName.BINARY : SqlTypeName.VARBINARY, bytes.maxLength());
    }
    if (type instanceof ColumnType.Date) {
      return factory.createSqlType(SqlTypeName.DATE);
    }
    if (type instanceof ColumnType.Time time) {
      return factory.createSqlType(SqlTypeName.TIME, time.precision());
    }
    if (type instanceof ColumnType.Timestamp timestamp) {
      return factory.createSqlType(
          timestamp.zoned() ? SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE : SqlTypeName.TIMESTAMP,
          timestamp.precision());
    }
    if (type instanceof ColumnType.Uuid) {
      return factory.createSqlType(SqlTypeName.UUID);
    }
    if (type instanceof ColumnType.Null) {
      return factory.createSqlType(SqlTypeName.NULL);
    }
    return toNestedSql(factory, type);
  }

  private static RelDataType toNestedSql(RelDataTypeFactory factory, ColumnType type) {
    if (type instanceof ColumnType.Complex complex) {
      RelDataType part =
          factory.createSqlType(complex.bits() == 64 ? SqlTypeName.REAL : SqlTypeName.DOUBLE);
      return factory.createStructType(List.of(part, part), List.of("re", "im"));
    }
    if (type instanceof ColumnType.Row row) {
      RelDataTypeFactory.Builder fields = factory.builder();
      for (Column field : row.fields()) {
        fields.add(field.name(), toSql(factory, field.type(), field.nullable()));
      }
      return fields.build();
    }
    if (type instanceof ColumnType.Array array) {
      return factory.createArrayType(toSql(factory, array.element(), true), -1);
    }
    if (type instanceof ColumnType.Mapping mapping) {
      return factory.createMapType(
          toSql(factory, mapping.key(), false), toSql(factory, mapping.value(), true));
    }
    throw new QueryException(
        ErrorCode.NOT_SUPPORTED, "Values of type " + type + " are not supported in SQL");
  }

  private static RelDataType sized(RelDataTypeFactory factory, SqlTypeName name, int length) {
    return length == ColumnType.UNBOUNDED
        ? factory.createSqlType(name, RelDataType.PRECISION_NOT_SPECIFIED)
        : factory.createSqlType(name, length);
  }

  private static SqlTypeName integerName(ColumnType.Int type) {
    return switch (type.bits()) {
      case 8 -> type.signed() ? SqlTypeName.TINYINT : SqlTypeName.UTINYINT;
      case 16 -> type.signed() ? SqlTypeName.SMALLINT : SqlTypeName.USMALLINT;
      case 32 -> type.signed() ? SqlTypeName.INTEGER : SqlTypeName.UINTEGER;
      default -> type.signed() ? SqlTypeName.BIGINT : SqlTypeName.UBIGINT;
    };
  }

  /**
   * The storage type of values of a SQL type.
   *
   * @throws QueryException 0A000 if there is none
   */
  public static ColumnType toStorage(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case BOOLEAN -> ColumnType.BOOLEAN;
      case TINYINT -> ColumnType.INT8;
      case SMALLINT -> ColumnType.INT16;
      case INTEGER -> ColumnType.INT32;
      case BIGINT -> ColumnType.INT64;
      case UTINYINT -> ColumnType.UINT8;
      case USMALLINT -> ColumnType.UINT16;
      case UINTEGER -> ColumnType.UINT32;
      case UBIGINT -> ColumnType.UINT64;
      case REAL -> ColumnType.FLOAT32;
      case FLOAT, DOUBLE -> ColumnType.FLOAT64;
      case DECIMAL -> new ColumnType.Decimal(type.getPrecision(), type.getScale());
      case CHAR -> new ColumnType.Text(length(type), true);
      case VARCHAR -> new ColumnType.Text(length(type), false);
      case BINARY -> new ColumnType.Bytes(length(type), true);
      case VARBINARY -> new ColumnType.Bytes(length(type), false);
      case DATE -> ColumnType.DATE;
      case TIME -> new ColumnType.Time(type.getPrecision());
      case TIMESTAMP -> new ColumnType.Timestamp(type.getPrecision(), false);
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> new ColumnType.Timestamp(type.getPrecision(), true);
      case UUID -> new ColumnType.Uuid();
      case NULL -> new ColumnType.Null();
      case INTERVAL_YEAR, INTERVAL_YEAR_MONTH, INTERVAL_MONTH -> new ColumnType.Interval(true);
      case INTERVAL_DAY,
          INTERVAL_DAY_HOUR,
          INTERVAL_DAY_MINUTE,
          INTERVAL_DAY_SECOND,
          INTERVAL_HOUR,
          INTERVAL_HOUR_MINUTE,
          INTERVAL_HOUR_SECOND,
          INTERVAL_MINUTE,
          INTERVAL_MINUTE_SECOND,
          INTERVAL_SECOND ->
          new ColumnType.Interval(false);
      case ROW -> new ColumnType.Row(fields(type));
      case ARRAY, MULTISET ->
          new ColumnType.Array(toStorage(component(type.getComponentType(), type)));
      case MAP ->
          new ColumnType.Mapping(
              toStorage(component(type.getKeyType(), type)),
              toStorage(component(type.getValueType(), type)));
      default -> throw unsupported(type);
    };
  }

  private static int length(RelDataType type) {
    int precision = type.getPrecision();
    return precision < 0 || precision == Integer.MAX_VALUE ? ColumnType.UNBOUNDED : precision;
  }

  private static List<Column> fields(RelDataType type) {
    List<Column> fields = new ArrayList<>();
    for (RelDataTypeField field : type.getFieldList()) {
      fields.add(
          Column.of(field.getName(), toStorage(field.getType()), field.getType().isNullable()));
    }
    return fields;
  }

  private static RelDataType component(
      @org.jspecify.annotations.Nullable RelDataType component, RelDataType type) {
    if (component == null) {
      throw unsupported(type);
    }
    return component;
  }

  private static QueryException unsupported(RelDataType type) {
    return new QueryException(
        ErrorCode.NOT_SUPPORTED,
        "Values of type " + type.getFullTypeString() + " are not supported");
  }

  /**
   * The type as SQL writes it: {@code DECIMAL(38, 0)}, {@code INTEGER UNSIGNED}, {@code VARCHAR}.
   */
  public static String sqlName(ColumnType type) {
    if (type instanceof ColumnType.Bool) {
      return "BOOLEAN";
    }
    if (type instanceof ColumnType.Int integer) {
      String name =
          switch (integer.bits()) {
            case 8 -> "TINYINT";
            case 16 -> "SMALLINT";
            case 32 -> "INTEGER";
            default -> "BIGINT";
          };
      return integer.signed() ? name : name + " UNSIGNED";
    }
    if (type instanceof ColumnType.FloatingPoint floating) {
      return floating.bits() == 64 ? "DOUBLE" : "REAL";
    }
    if (type instanceof ColumnType.Decimal decimal) {
      return "DECIMAL(" + decimal.precision() + ", " + decimal.scale() + ")";
    }
    if (type instanceof ColumnType.Text text) {
      return sized(text.fixed() ? "CHAR" : "VARCHAR", text.maxLength());
    }
    if (type instanceof ColumnType.Bytes bytes) {
      return sized(bytes.fixed() ? "BINARY" : "VARBINARY", bytes.maxLength());
    }
    if (type instanceof ColumnType.Enumeration || type instanceof ColumnType.Reference) {
      return "VARCHAR";
    }
    if (type instanceof ColumnType.Date) {
      return "DATE";
    }
    if (type instanceof ColumnType.Time time) {
      return "TIME(" + time.precision() + ")";
    }
    if (type instanceof ColumnType.Timestamp timestamp) {
      return "TIMESTAMP("
          + timestamp.precision()
          + ")"
          + (timestamp.zoned() ? " WITH LOCAL TIME ZONE" : "");
    }
    if (type instanceof ColumnType.Uuid) {
      return "UUID";
    }
    if (type instanceof ColumnType.Interval interval) {
      return interval.months() ? "INTERVAL YEAR TO MONTH" : "INTERVAL DAY TO SECOND";
    }
    if (type instanceof ColumnType.Null) {
      return "NULL";
    }
    return nestedName(type);
  }

  private static String nestedName(ColumnType type) {
    if (type instanceof ColumnType.Complex complex) {
      String part = complex.bits() == 64 ? "REAL" : "DOUBLE";
      return "ROW(re " + part + ", im " + part + ")";
    }
    if (type instanceof ColumnType.Row row) {
      StringBuilder text = new StringBuilder("ROW(");
      for (Column field : row.fields()) {
        text.append(text.length() == 4 ? "" : ", ")
            .append(field.name())
            .append(' ')
            .append(sqlName(field.type()));
      }
      return text.append(')').toString();
    }
    if (type instanceof ColumnType.Array array) {
      return sqlName(array.element()) + " ARRAY";
    }
    if (type instanceof ColumnType.Mapping mapping) {
      return "MAP(" + sqlName(mapping.key()) + ", " + sqlName(mapping.value()) + ")";
    }
    throw new AssertionError(type);
  }

  private static String sized(String name, int length) {
    return length == ColumnType.UNBOUNDED ? name : name + "(" + length + ")";
  }
}
