package io.cairn.jdbc.metadata;

import org.jspecify.annotations.Nullable;

/** The result of {@code getSchemas}: every group, nested ones by their path. */
public final class Schemas {
  private Schemas() {}

  public static MetadataQuery query(@Nullable String catalog, @Nullable String schemaPattern) {
    return new Conditions()
        .name("catalog_name", catalog)
        .pattern("schema_name", schemaPattern)
        .query(
            "SELECT schema_name AS \"TABLE_SCHEM\", catalog_name AS \"TABLE_CATALOG\""
                + " FROM information_schema.schemata",
            " ORDER BY 2, 1");
  }
}
