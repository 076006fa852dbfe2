package io.cairn.jdbc.metadata;

/** The result of {@code getCatalogs}. */
public final class Catalogs {
  private Catalogs() {}

  public static MetadataQuery query() {
    return new Conditions()
        .query(
            "SELECT DISTINCT catalog_name AS \"TABLE_CAT\" FROM information_schema.schemata",
            " ORDER BY 1");
  }
}
