package io.cairn.jdbc.metadata;

import org.jspecify.annotations.Nullable;

/** The result of {@code getPrimaryKeys}. */
public final class PrimaryKeys {
  private static final String SELECT =
      """
      SELECT k.table_catalog AS "TABLE_CAT", k.table_schema AS "TABLE_SCHEM",\
       k.table_name AS "TABLE_NAME", k.column_name AS "COLUMN_NAME",\
       CAST(k.ordinal_position AS SMALLINT) AS "KEY_SEQ", k.constraint_name AS "PK_NAME"\
       FROM information_schema.key_column_usage AS k\
       JOIN information_schema.table_constraints AS c ON c.table_schema = k.table_schema\
       AND c.table_name = k.table_name AND c.constraint_name = k.constraint_name""";

  private PrimaryKeys() {}

  public static MetadataQuery query(
      @Nullable String catalog, @Nullable String schema, @Nullable String table) {
    return new Conditions()
        .fixed("c.constraint_type = 'PRIMARY KEY'")
        .name("k.table_catalog", catalog)
        .name("k.table_schema", schema)
        .name("k.table_name", table)
        .query(SELECT, " ORDER BY 4");
  }
}
