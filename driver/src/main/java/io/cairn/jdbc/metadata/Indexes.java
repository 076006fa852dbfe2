package io.cairn.jdbc.metadata;

import org.jspecify.annotations.Nullable;

/** The result of {@code getIndexInfo}: the keys of a table, each of which is unique. */
public final class Indexes {
  private static final String SELECT =
      """
      SELECT table_catalog AS "TABLE_CAT", table_schema AS "TABLE_SCHEM",\
       table_name AS "TABLE_NAME", non_unique AS "NON_UNIQUE",\
       CAST(NULL AS VARCHAR) AS "INDEX_QUALIFIER", index_name AS "INDEX_NAME",\
       CAST(index_type AS SMALLINT) AS "TYPE",\
       CAST(ordinal_position AS SMALLINT) AS "ORDINAL_POSITION", column_name AS "COLUMN_NAME",\
       asc_or_desc AS "ASC_OR_DESC", "cardinality" AS "CARDINALITY", pages AS "PAGES",\
       CAST(NULL AS VARCHAR) AS "FILTER_CONDITION"\
       FROM information_schema.indexes""";

  private Indexes() {}

  public static MetadataQuery query(
      @Nullable String catalog, @Nullable String schema, @Nullable String table) {
    return new Conditions()
        .name("table_catalog", catalog)
        .name("table_schema", schema)
        .name("table_name", table)
        .query(SELECT, " ORDER BY 4, 7, 6, 8");
  }
}
