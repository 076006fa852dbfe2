package io.cairn.planner.catalog;

import io.cairn.planner.schema.SchemaName;
import io.cairn.storage.KeyDefinition;
import io.cairn.storage.Node;
import io.cairn.storage.NodeKind;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.Relation;
import io.cairn.storage.TableDefinition;
import io.cairn.storage.ViewDefinition;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.Schema;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that a query can read: a readable table, array or view of the file, or a view over the
 * catalog.
 *
 * @param type as {@code information_schema} writes it
 * @param relation null for a view
 * @param definition what the table was declared to be; null where nothing says so
 * @param query what the view was declared to be; null for what is none
 */
record TableEntry(
    String catalog,
    String schema,
    String name,
    String type,
    @Nullable String remarks,
    Schema columns,
    @Nullable Relation relation,
    @Nullable TableDefinition definition,
    @Nullable ViewDefinition query) {

  /** A column, with its position from 1. */
  record Position(TableEntry table, int number, Column column, TypeDescription description) {}

  /** All that can be read, as far as the pins on schema and table leave it possible. */
  static Stream<TableEntry> of(CatalogScope scope, Pins pins) {
    if (!pins.allows("table_catalog", scope.context().catalog())) {
      return Stream.of();
    }
    Stream<TableEntry> files = nodes(scope, pins).flatMap(node -> ofNode(scope, node));
    Stream<TableEntry> views =
        scope.views().stream()
            .filter(view -> pins.allows("table_schema", view.schema()))
            .filter(view -> pins.allows("table_name", view.name()))
            .map(
                view ->
                    new TableEntry(
                        scope.context().catalog(),
                        view.schema(),
                        view.name(),
                        "SYSTEM TABLE",
                        null,
                        view.rowSchema(),
                        null,
                        null,
                        null));
    return Stream.concat(files, views);
  }

  private static Stream<Node> nodes(CatalogScope scope, Pins pins) {
    Set<String> schemas = pins.of("table_schema");
    if (schemas == null) {
      return NodeWalk.of(scope, Pins.NONE)
          .filter(node -> pins.allows("table_name", node.path().name()));
    }
    return schemas.stream().flatMap(schema -> below(scope, schema, pins));
  }

  private static Stream<Node> below(CatalogScope scope, String schema, Pins pins) {
    ObjectPath path = SchemaName.toPath(schema);
    // A path has one spelling as a schema's name: no step is empty, none leads nowhere.
    Node group = SchemaName.of(path).equals(schema) ? scope.snapshot().find(path) : null;
    if (group == null) {
      return Stream.of();
    }
    Set<String> names = pins.of("table_name");
    if (names == null) {
      return group.children().stream();
    }
    return names.stream()
        .flatMap(
            name -> {
              Node child = group.child(name);
              return child == null ? Stream.of() : Stream.of(child);
            });
  }

  private static Stream<TableEntry> ofNode(CatalogScope scope, Node node) {
    Relation relation = node.relation();
    ViewDefinition view = node.view();
    if (relation == null && view == null) {
      return Stream.of();
    }
    return Stream.of(
        new TableEntry(
            scope.context().catalog(),
            SchemaName.of(node.path().parent()),
            node.path().name(),
            view != null || node.kind() == NodeKind.VIEW ? "VIEW" : "BASE TABLE",
            node.comment(),
            schema(scope, node, relation, view),
            view == null ? relation : null,
            node.table(),
            view));
  }

  private static Schema schema(
      CatalogScope scope, Node node, @Nullable Relation relation, @Nullable ViewDefinition view) {
    Schema schema =
        view == null
            ? relation == null ? null : relation.schema()
            : scope.context().viewColumns().of(scope.snapshot(), node.path(), view);
    return schema == null ? new Schema(List.of()) : schema;
  }

  /** A key of the table, with the names of its columns. */
  record Key(TableEntry table, KeyDefinition key) {
    String column(int position) {
      return table.columns.column(key.columns().get(position)).name();
    }
  }

  /** A column of a key, by its position from 0. */
  record KeyColumn(Key key, int position) {
    String name() {
      return key.column(position);
    }
  }

  Stream<Key> keys() {
    return definition == null
        ? Stream.of()
        : definition.keys().stream().map(key -> new Key(this, key));
  }

  Stream<KeyColumn> keyColumns() {
    return keys()
        .flatMap(
            key ->
                IntStream.range(0, key.key().columns().size())
                    .mapToObj(position -> new KeyColumn(key, position)));
  }

  /** The default of a column as SQL, null if it has none. */
  @Nullable String defaultSql(int ordinal) {
    return definition == null ? null : definition.columns().get(ordinal).defaultSql();
  }

  /** The columns that {@code SELECT *} shows. */
  Stream<Position> positions() {
    return IntStream.range(0, columns.size())
        .filter(i -> columns.column(i).role() != Column.Role.ROW_NUMBER)
        .mapToObj(
            i ->
                new Position(
                    this, i + 1, columns.column(i), TypeDescription.of(columns.column(i).type())));
  }

  /** NULL for views, whose rows nobody has counted. */
  @Nullable Long rowCount() {
    return relation == null ? null : (Long) relation.rowCount();
  }
}
