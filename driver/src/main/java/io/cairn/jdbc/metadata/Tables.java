package io.cairn.jdbc.metadata;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The result of {@code getTables}. */
public final class Tables {
  private static final String SELECT =
      """
      SELECT table_catalog AS "TABLE_CAT", table_schema AS "TABLE_SCHEM",\
       table_name AS "TABLE_NAME",\
       CASE table_type WHEN 'BASE TABLE' THEN 'TABLE' ELSE table_type END AS "TABLE_TYPE",\
       remarks AS "REMARKS", CAST(NULL AS VARCHAR) AS "TYPE_CAT",\
       CAST(NULL AS VARCHAR) AS "TYPE_SCHEM", CAST(NULL AS VARCHAR) AS "TYPE_NAME",\
       CAST(NULL AS VARCHAR) AS "SELF_REFERENCING_COL_NAME",\
       CAST(NULL AS VARCHAR) AS "REF_GENERATION"\
       FROM information_schema.tables""";

  private Tables() {}

  /**
   * The query.
   *
   * @param types words of {@link TableTypes}, unknown ones match nothing; null means any
   */
  public static MetadataQuery query(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String tablePattern,
      @Nullable String @Nullable [] types) {
    Conditions conditions =
        new Conditions()
            .name("table_catalog", catalog)
            .pattern("table_schema", schemaPattern)
            .pattern("table_name", tablePattern);
    if (types != null) {
      Set<String> words = new TreeSet<>();
      for (String type : types) {
        String word = TableTypes.inCatalog(type);
        if (word != null) {
          words.add("'" + word + "'");
        }
      }
      conditions.fixed(
          words.isEmpty() ? "1 = 0" : "table_type IN (" + String.join(", ", words) + ")");
    }
    return conditions.query(SELECT, " ORDER BY 4, 1, 2, 3");
  }
}
