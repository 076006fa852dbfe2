package io.cairn.planner.catalog;

import static io.cairn.planner.catalog.ViewColumn.count;
import static io.cairn.planner.catalog.ViewColumn.flag;
import static io.cairn.planner.catalog.ViewColumn.number;
import static io.cairn.planner.catalog.ViewColumn.text;
import static io.cairn.planner.catalog.ViewColumn.time;

import io.cairn.planner.schema.SchemaName;
import io.cairn.planner.schema.TypeMapping;
import io.cairn.storage.Attribute;
import io.cairn.storage.ChunkDescription;
import io.cairn.storage.Node;
import io.cairn.storage.NodeKind;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.Relation;
import io.cairn.storage.predicate.ColumnStatistics;
import io.cairn.storage.predicate.Constant;
import io.cairn.storage.type.Column;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The views of {@code cairn_catalog}: everything that is in the file, readable or not. */
final class CatalogSchema {
  private static final String SCHEMA = SchemaName.CATALOG_SCHEMA;

  private CatalogSchema() {}

  static List<View<?>> views() {
    return List.of(
        nodes(),
        columns(),
        attributes(),
        chunks(),
        indexes(),
        links(),
        files(),
        readers(),
        settings());
  }

  private static View<Node> nodes() {
    return new View<>(
        SCHEMA,
        "nodes",
        List.of(
            text("path", CatalogSchema::path),
            text("parent", node -> node.path().isRoot() ? null : node.path().parent().toString()),
            text("name", node -> node.path().name()),
            text("kind", node -> word(node.kind())),
            text("status", node -> node.unsupportedReason() == null ? "ok" : "unsupported"),
            text("reason", Node::unsupportedReason),
            count("row_count", CatalogSchema::rowCount),
            text("shape", Node::shape),
            text("type", Node::type),
            count("storage_bytes", Node::storageBytes),
            text("comment", Node::comment)),
        NodeWalk::of);
  }

  private static String path(Node node) {
    return node.path().toString();
  }

  private static String word(NodeKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable Long rowCount(Node node) {
    Relation relation = node.relation();
    return relation == null ? null : (Long) relation.rowCount();
  }

  private static View<RelationColumn> columns() {
    return new View<>(
        SCHEMA,
        "columns",
        List.of(
            text("path", item -> path(item.node())),
            number("ordinal", RelationColumn::ordinal),
            text("name", item -> item.column().name()),
            text("type", item -> TypeMapping.sqlName(item.column().type())),
            flag("nullable", item -> item.column().nullable()),
            text("default_value", RelationColumn::defaultSql),
            text("encoding_summary", RelationColumn::encodingSummary),
            count("raw_bytes", RelationColumn::rawBytes),
            count("stored_bytes", RelationColumn::storedBytes)),
        (scope, pins) -> NodeWalk.of(scope, pins).flatMap(CatalogSchema::columnsOf));
  }

  private static Stream<RelationColumn> columnsOf(Node node) {
    Relation relation = node.relation();
    if (relation == null) {
      return Stream.of();
    }
    ColumnStorage storage = new ColumnStorage(relation);
    return IntStream.range(0, relation.schema().size())
        .filter(i -> relation.schema().column(i).role() != Column.Role.ROW_NUMBER)
        .mapToObj(i -> new RelationColumn(node, i, relation.schema().column(i), storage));
  }

  private record NodeAttribute(Node node, Attribute attribute) {}

  private static View<NodeAttribute> attributes() {
    return new View<>(
        SCHEMA,
        "attributes",
        List.of(
            text("path", item -> path(item.node())),
            text("name", item -> item.attribute().name()),
            text("type", item -> item.attribute().type()),
            text("shape", item -> item.attribute().shape()),
            text("value", item -> item.attribute().value())),
        (scope, pins) ->
            NodeWalk.of(scope, pins)
                .flatMap(
                    node ->
                        node.attributes().stream()
                            .map(attribute -> new NodeAttribute(node, attribute))));
  }

  private record NodeChunk(Node node, ChunkDescription chunk) {
    /** A bound as text; null where none is known. */
    @Nullable String bound(Function<ColumnStatistics, @Nullable Constant> choice) {
      ColumnStatistics statistics = chunk.statistics();
      Relation relation = node.relation();
      String column = chunk.columnName();
      if (statistics == null || relation == null || column == null) {
        return null;
      }
      Column holder = relation.schema().column(relation.schema().indexOf(column));
      return BoundText.of(choice.apply(statistics), holder.type());
    }

    @Nullable Long nullCount() {
      ColumnStatistics statistics = chunk.statistics();
      return statistics == null || statistics.nullCount() < 0 ? null : statistics.nullCount();
    }
  }

  private static View<NodeChunk> chunks() {
    return new View<>(
        SCHEMA,
        "chunks",
        List.of(
            text("path", item -> path(item.node())),
            text("column_name", item -> item.chunk().columnName()),
            number("chunk_index", item -> item.chunk().chunkIndex()),
            text("first_row", item -> item.chunk().firstRow()),
            count("row_count", item -> item.chunk().rowCount()),
            count("address", item -> item.chunk().address()),
            count("stored_bytes", item -> item.chunk().storedBytes()),
            count("raw_bytes", item -> item.chunk().rawBytes()),
            text("encoding", item -> item.chunk().encoding()),
            text("min_value", item -> item.bound(ColumnStatistics::min)),
            text("max_value", item -> item.bound(ColumnStatistics::max)),
            count("null_count", NodeChunk::nullCount),
            number("filter_mask", item -> item.chunk().filterMask())),
        (scope, pins) -> NodeWalk.of(scope, pins).flatMap(CatalogSchema::chunksOf));
  }

  private static Stream<NodeChunk> chunksOf(Node node) {
    Relation relation = node.relation();
    return relation == null
        ? Stream.of()
        : relation.chunks().stream().map(chunk -> new NodeChunk(node, chunk));
  }

  private static View<Object> indexes() {
    return View.empty(
        SCHEMA,
        "indexes",
        List.of(
            text("path", item -> null),
            text("name", item -> null),
            text("columns", item -> null),
            flag("unique", item -> null),
            count("run_count", item -> null),
            count("entry_count", item -> null),
            count("stored_bytes", item -> null),
            text("state", item -> null)));
  }

  private record Link(CatalogScope scope, Node node, String target) {
    /** A target with a colon names another file. */
    boolean isExternal() {
      return target.indexOf(':') > 0 && !target.startsWith("/");
    }

    String state() {
      if (isExternal()) {
        return "external";
      }
      ObjectPath path = ObjectPath.parse(target);
      if (!target.startsWith("/")) {
        ObjectPath from = node.path().parent();
        for (String name : path.names()) {
          from = from.child(name);
        }
        path = from;
      }
      return scope.snapshot().find(path) == null ? "dangling" : "ok";
    }
  }

  private static View<Link> links() {
    return new View<>(
        SCHEMA,
        "links",
        List.of(
            text("path", item -> path(item.node())),
            text("kind", item -> item.isExternal() ? "external" : "internal"),
            text("target", Link::target),
            text("state", Link::state)),
        (scope, pins) ->
            NodeWalk.of(scope, pins)
                .flatMap(
                    node -> {
                      String target = node.linkTarget();
                      return target == null
                          ? Stream.<Link>of()
                          : Stream.of(new Link(scope, node, target));
                    }));
  }

  private static View<Node> files() {
    return new View<>(
        SCHEMA,
        "files",
        List.of(
            text("path", CatalogSchema::path),
            count("size", Node::storageBytes),
            text("media_type", Node::type),
            time("modified", node -> null)),
        (scope, pins) -> NodeWalk.of(scope, pins).filter(node -> node.kind() == NodeKind.FILE));
  }

  private static View<Object> readers() {
    return View.empty(
        SCHEMA,
        "readers",
        List.of(
            count("pid", item -> null),
            time("since", item -> null),
            count("snapshot", item -> null),
            count("age_ms", item -> null)));
  }

  private static View<Setting> settings() {
    return new View<>(
        SCHEMA,
        "settings",
        List.of(
            text("name", Setting::name),
            text("value", Setting::value),
            text("default_value", Setting::defaultValue),
            text("description", Setting::description)),
        (scope, pins) -> scope.context().settings().get().stream());
  }
}
