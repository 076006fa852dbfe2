package io.cairn.jdbc.metadata;

import java.sql.DatabaseMetaData;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of {@code getTypeInfo}: the types that SQL can name, by their codes. */
public final class TypeInfo {
  private static final int MAX_LENGTH = Integer.MAX_VALUE;
  private static final int DATA_TYPE = 1;
  private static final String QUOTE = "'";

  private TypeInfo() {}

  public static MetadataRows rows() {
    List<@Nullable Object[]> rows = new ArrayList<>();
    rows.add(plain("BOOLEAN", Types.BOOLEAN, 1));
    rows.add(number("TINYINT", Types.TINYINT, 3, 0, false));
    rows.add(number("SMALLINT", Types.SMALLINT, 5, 0, false));
    rows.add(number("TINYINT UNSIGNED", Types.SMALLINT, 3, 0, true));
    rows.add(number("INTEGER", Types.INTEGER, 10, 0, false));
    rows.add(number("SMALLINT UNSIGNED", Types.INTEGER, 5, 0, true));
    rows.add(number("BIGINT", Types.BIGINT, 19, 0, false));
    rows.add(number("INTEGER UNSIGNED", Types.BIGINT, 10, 0, true));
    rows.add(number("DECIMAL", Types.DECIMAL, 38, 38, false));
    rows.add(number("BIGINT UNSIGNED", Types.DECIMAL, 20, 0, true));
    rows.add(number("REAL", Types.REAL, 7, 0, false));
    rows.add(number("DOUBLE", Types.DOUBLE, 15, 0, false));
    rows.add(quoted("CHAR", Types.CHAR, QUOTE, "length", true));
    rows.add(quoted("VARCHAR", Types.VARCHAR, QUOTE, "length", true));
    rows.add(quoted("BINARY", Types.BINARY, "X'", "length", false));
    rows.add(quoted("VARBINARY", Types.VARBINARY, "X'", "length", false));
    rows.add(temporal("DATE", Types.DATE, "DATE '", null, 10, 0));
    rows.add(temporal("TIME", Types.TIME, "TIME '", "precision", 18, 9));
    rows.add(temporal("TIMESTAMP", Types.TIMESTAMP, "TIMESTAMP '", "precision", 29, 9));
    rows.add(
        temporal(
            "TIMESTAMP WITH LOCAL TIME ZONE",
            Types.TIMESTAMP_WITH_TIMEZONE,
            "TIMESTAMP WITH LOCAL TIME ZONE '",
            "precision",
            35,
            9));
    rows.add(plain("UUID", Types.OTHER, 36));
    rows.add(plain("ARRAY", Types.ARRAY, 0));
    rows.add(plain("ROW", Types.STRUCT, 0));
    rows.add(plain("MAP", Types.OTHER, 0));
    rows.sort(Comparator.comparingInt(TypeInfo::code));
    return new MetadataRows(
        new Shape()
            .text("TYPE_NAME")
            .integer("DATA_TYPE", "PRECISION")
            .text("LITERAL_PREFIX", "LITERAL_SUFFIX", "CREATE_PARAMS")
            .small("NULLABLE")
            .bool("CASE_SENSITIVE")
            .small("SEARCHABLE")
            .bool("UNSIGNED_ATTRIBUTE", "FIXED_PREC_SCALE", "AUTO_INCREMENT")
            .text("LOCAL_TYPE_NAME")
            .small("MINIMUM_SCALE", "MAXIMUM_SCALE")
            .integer("SQL_DATA_TYPE", "SQL_DATETIME_SUB", "NUM_PREC_RADIX")
            .columns(),
        rows);
  }

  private static int code(@Nullable Object[] row) {
    Object code = row[DATA_TYPE];
    return code == null ? 0 : (Integer) code;
  }

  private static @Nullable Object[] plain(String name, int code, int precision) {
    return row(name, code, precision, null, null, null, false, false, 0, null);
  }

  private static @Nullable Object[] number(
      String name, int code, int precision, int maxScale, boolean unsigned) {
    String parameters = maxScale > 0 ? "precision,scale" : null;
    return row(name, code, precision, null, null, parameters, false, unsigned, maxScale, 10);
  }

  private static @Nullable Object[] quoted(
      String name, int code, String prefix, String parameters, boolean caseSensitive) {
    return row(name, code, MAX_LENGTH, prefix, QUOTE, parameters, caseSensitive, false, 0, null);
  }

  private static @Nullable Object[] temporal(
      String name, int code, String prefix, @Nullable String parameters, int size, int maxScale) {
    return row(name, code, size, prefix, QUOTE, parameters, false, false, maxScale, null);
  }

  private static @Nullable Object[] row(
      String name,
      int code,
      int precision,
      @Nullable String prefix,
      @Nullable String suffix,
      @Nullable String parameters,
      boolean caseSensitive,
      boolean unsigned,
      int maxScale,
      @Nullable Integer radix) {
    return new @Nullable Object[] {
      name,
      code,
      precision,
      prefix,
      suffix,
      parameters,
      DatabaseMetaData.typeNullable,
      caseSensitive,
      DatabaseMetaData.typeSearchable,
      unsigned,
      false,
      false,
      name,
      0,
      maxScale,
      null,
      null,
      radix
    };
  }
}
