package io.cairn.planner.schema;

import io.cairn.storage.ObjectPath;

/** Names of schemas: a group's path joined with {@code /}; the root group is {@code main}. */
public final class SchemaName {
  /** The root group's schema. */
  public static final String ROOT = "main";

  public static final String INFORMATION_SCHEMA = "information_schema";
  public static final String CATALOG_SCHEMA = "cairn_catalog";

  private SchemaName() {}

  /** The schema of a group. */
  public static String of(ObjectPath group) {
    return group.isRoot() ? ROOT : String.join("/", group.names());
  }

  /** The group of a schema; {@code main} and {@code /} are the root. */
  public static ObjectPath toPath(String schema) {
    return schema.equals(ROOT) ? ObjectPath.ROOT : ObjectPath.parse(schema);
  }

  /** Whether the schema holds views over the catalog instead of a group. */
  public static boolean isSystem(String schema) {
    return schema.equals(INFORMATION_SCHEMA) || schema.equals(CATALOG_SCHEMA);
  }
}
