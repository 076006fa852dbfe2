package io.cairn.jdbc.metadata;

import org.jspecify.annotations.Nullable;

/** The result of {@code getColumns}; names of types come without length and precision. */
public final class Columns {
  private static final String SELECT =
      """
      SELECT table_catalog AS "TABLE_CAT", table_schema AS "TABLE_SCHEM",\
       table_name AS "TABLE_NAME", column_name AS "COLUMN_NAME", jdbc_type AS "DATA_TYPE",\
       CASE WHEN jdbc_type IN (1, 12, -2, -3, 3, 92, 93, 2014) AND POSITION('(' IN data_type) > 0\
       THEN SUBSTRING(data_type FROM 1 FOR POSITION('(' IN data_type) - 1)\
       || SUBSTRING(data_type FROM POSITION(')' IN data_type) + 1)\
       ELSE data_type END AS "TYPE_NAME", column_size AS "COLUMN_SIZE",\
       CAST(NULL AS INTEGER) AS "BUFFER_LENGTH", decimal_digits AS "DECIMAL_DIGITS",\
       numeric_precision_radix AS "NUM_PREC_RADIX",\
       CASE is_nullable WHEN 'YES' THEN 1 ELSE 0 END AS "NULLABLE", remarks AS "REMARKS",\
       column_default AS "COLUMN_DEF", CAST(NULL AS INTEGER) AS "SQL_DATA_TYPE",\
       CAST(NULL AS INTEGER) AS "SQL_DATETIME_SUB",\
       character_maximum_length AS "CHAR_OCTET_LENGTH",\
       ordinal_position AS "ORDINAL_POSITION",\
       is_nullable AS "IS_NULLABLE", CAST(NULL AS VARCHAR) AS "SCOPE_CATALOG",\
       CAST(NULL AS VARCHAR) AS "SCOPE_SCHEMA", CAST(NULL AS VARCHAR) AS "SCOPE_TABLE",\
       CAST(NULL AS SMALLINT) AS "SOURCE_DATA_TYPE", 'NO' AS "IS_AUTOINCREMENT",\
       'NO' AS "IS_GENERATEDCOLUMN"\
       FROM information_schema.columns""";

  private Columns() {}

  public static MetadataQuery query(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String tablePattern,
      @Nullable String columnPattern) {
    return new Conditions()
        .name("table_catalog", catalog)
        .pattern("table_schema", schemaPattern)
        .pattern("table_name", tablePattern)
        .pattern("column_name", columnPattern)
        .query(SELECT, " ORDER BY 1, 2, 3, 17");
  }
}
