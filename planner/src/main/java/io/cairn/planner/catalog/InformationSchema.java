package io.cairn.planner.catalog;

import static io.cairn.planner.catalog.ViewColumn.count;
import static io.cairn.planner.catalog.ViewColumn.flag;
import static io.cairn.planner.catalog.ViewColumn.number;
import static io.cairn.planner.catalog.ViewColumn.text;

import io.cairn.planner.schema.SchemaName;
import io.cairn.planner.schema.TypeMapping;
import io.cairn.storage.Node;
import io.cairn.storage.NodeKind;
import io.cairn.storage.ViewDefinition;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The views of {@code information_schema}: what queries can read, as other databases list it. */
final class InformationSchema {
  private static final String SCHEMA = SchemaName.INFORMATION_SCHEMA;

  /** JDBC's tableIndexOther. */
  private static final int OTHER_INDEX = 3;

  private InformationSchema() {}

  static List<View<?>> views() {
    return List.of(
        schemata(),
        tables(),
        columns(),
        viewDefinitions(),
        tableConstraints(),
        keyColumns(),
        indexes(),
        TypeRow.view());
  }

  private record SchemaEntry(String catalog, String name, @Nullable String remarks) {}

  private static View<SchemaEntry> schemata() {
    return new View<>(
        SCHEMA,
        "schemata",
        List.of(
            text("catalog_name", SchemaEntry::catalog),
            text("schema_name", SchemaEntry::name),
            text("schema_owner", entry -> null),
            text("default_character_set_name", entry -> "UTF8"),
            text("remarks", SchemaEntry::remarks)),
        InformationSchema::schemas);
  }

  private static Stream<SchemaEntry> schemas(CatalogScope scope, Pins pins) {
    String catalog = scope.context().catalog();
    Set<String> names = pins.of("schema_name");
    Stream<Node> nodes =
        names == null
            ? NodeWalk.of(scope, Pins.NONE)
            : names.stream()
                .flatMap(
                    name -> {
                      Node node = scope.snapshot().find(SchemaName.toPath(name));
                      return node == null ? Stream.of() : Stream.of(node);
                    });
    Stream<SchemaEntry> groups =
        nodes
            .filter(node -> node.kind() == NodeKind.GROUP && node.unsupportedReason() == null)
            .map(node -> new SchemaEntry(catalog, SchemaName.of(node.path()), node.comment()));
    return Stream.concat(
        groups,
        Stream.of(
            new SchemaEntry(catalog, SchemaName.INFORMATION_SCHEMA, null),
            new SchemaEntry(catalog, SchemaName.CATALOG_SCHEMA, null)));
  }

  private static View<TableEntry> tables() {
    return new View<>(
        SCHEMA,
        "tables",
        List.of(
            text("table_catalog", TableEntry::catalog),
            text("table_schema", TableEntry::schema),
            text("table_name", TableEntry::name),
            text("table_type", TableEntry::type),
            text("remarks", TableEntry::remarks),
            count("row_count", TableEntry::rowCount)),
        TableEntry::of);
  }

  private static View<TableEntry.Position> columns() {
    return new View<>(
        SCHEMA,
        "columns",
        List.of(
            text("table_catalog", column -> column.table().catalog()),
            text("table_schema", column -> column.table().schema()),
            text("table_name", column -> column.table().name()),
            text("column_name", column -> column.column().name()),
            number("ordinal_position", TableEntry.Position::number),
            text("column_default", column -> column.table().defaultSql(column.number() - 1)),
            text("is_nullable", column -> column.column().nullable() ? "YES" : "NO"),
            text("data_type", column -> TypeMapping.sqlName(column.column().type())),
            number("character_maximum_length", column -> column.description().length()),
            number("numeric_precision", column -> column.description().numericPrecision()),
            number("numeric_precision_radix", column -> column.description().numericRadix()),
            number("numeric_scale", column -> column.description().numericScale()),
            number("datetime_precision", column -> column.description().datetimePrecision()),
            number("jdbc_type", column -> column.description().jdbcCode()),
            number("column_size", column -> column.description().size()),
            number("decimal_digits", column -> column.description().digits()),
            text("remarks", column -> null)),
        (scope, pins) -> TableEntry.of(scope, pins).flatMap(TableEntry::positions));
  }

  private static View<TableEntry> viewDefinitions() {
    return new View<>(
        SCHEMA,
        "views",
        List.of(
            text("table_catalog", TableEntry::catalog),
            text("table_schema", TableEntry::schema),
            text("table_name", TableEntry::name),
            text(
                "view_definition",
                table -> {
                  ViewDefinition query = table.query();
                  return query == null ? null : query.sql();
                }),
            text("check_option", table -> "NONE"),
            text("is_updatable", table -> "NO")),
        (scope, pins) -> TableEntry.of(scope, pins).filter(table -> table.type().equals("VIEW")));
  }

  private static View<TableEntry.Key> tableConstraints() {
    return new View<>(
        SCHEMA,
        "table_constraints",
        List.of(
            text("constraint_catalog", item -> item.table().catalog()),
            text("constraint_schema", item -> item.table().schema()),
            text("constraint_name", item -> item.key().name()),
            text("table_catalog", item -> item.table().catalog()),
            text("table_schema", item -> item.table().schema()),
            text("table_name", item -> item.table().name()),
            text("constraint_type", item -> item.key().primary() ? "PRIMARY KEY" : "UNIQUE"),
            text("is_deferrable", item -> "NO"),
            text("initially_deferred", item -> "NO")),
        (scope, pins) -> TableEntry.of(scope, pins).flatMap(TableEntry::keys));
  }

  private static View<TableEntry.KeyColumn> keyColumns() {
    return new View<>(
        SCHEMA,
        "key_column_usage",
        List.of(
            text("constraint_catalog", item -> item.key().table().catalog()),
            text("constraint_schema", item -> item.key().table().schema()),
            text("constraint_name", item -> item.key().key().name()),
            text("table_catalog", item -> item.key().table().catalog()),
            text("table_schema", item -> item.key().table().schema()),
            text("table_name", item -> item.key().table().name()),
            text("column_name", TableEntry.KeyColumn::name),
            number("ordinal_position", item -> item.position() + 1),
            number("position_in_unique_constraint", item -> null)),
        (scope, pins) -> TableEntry.of(scope, pins).flatMap(TableEntry::keyColumns));
  }

  /** Every key, as the index that tells its rows apart. */
  private static View<TableEntry.KeyColumn> indexes() {
    return new View<>(
        SCHEMA,
        "indexes",
        List.of(
            text("table_catalog", item -> item.key().table().catalog()),
            text("table_schema", item -> item.key().table().schema()),
            text("table_name", item -> item.key().table().name()),
            flag("non_unique", item -> false),
            text("index_name", item -> item.key().key().name()),
            number("index_type", item -> OTHER_INDEX),
            number("ordinal_position", item -> item.position() + 1),
            text("column_name", TableEntry.KeyColumn::name),
            text("asc_or_desc", item -> null),
            count("cardinality", item -> item.key().table().rowCount()),
            count("pages", item -> null)),
        (scope, pins) -> TableEntry.of(scope, pins).flatMap(TableEntry::keyColumns));
  }
}
