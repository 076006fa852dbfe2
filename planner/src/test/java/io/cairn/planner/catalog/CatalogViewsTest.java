package io.cairn.planner.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.planner.exec.plan.TableReference;
import io.cairn.storage.Attribute;
import io.cairn.storage.Node;
import io.cairn.storage.NodeKind;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.Relation;
import io.cairn.storage.ScanContext;
import io.cairn.storage.ScanRequest;
import io.cairn.storage.Snapshot;
import io.cairn.storage.memory.MemoryRelation;
import io.cairn.storage.memory.MemorySource;
import io.cairn.storage.memory.Rows;
import io.cairn.storage.predicate.Constant;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogViewsTest {
  private static final MemoryRelation READINGS =
      MemoryRelation.builder(
              new Schema(
                  List.of(
                      Column.of("id", ColumnType.INT32, false),
                      Column.of("price", new ColumnType.Decimal(10, 2), true),
                      Column.of("name", new ColumnType.Text(20, false), true),
                      Column.of("at", new ColumnType.Timestamp(9, false), true),
                      Column.of("big", ColumnType.UINT64, true),
                      new Column(
                          "rowid",
                          ColumnType.INT64,
                          false,
                          Column.Role.ROW_NUMBER,
                          ColumnType.INT64.naturalLane()))))
          .row(1L, null, "a", null, null, 0L)
          .row(2L, null, "b", null, null, 1L)
          .build();

  private static final MemorySource SOURCE =
      MemorySource.builder()
          .table("top", READINGS)
          .table("sensors/2024/readings", READINGS)
          .array("sensors/grid", "(2)", "int32", READINGS)
          .unsupported("sensors/strange", NodeKind.ARRAY, "Its filter 32013 is unknown")
          .link("sensors/latest", "/sensors/2024/readings")
          .link("sensors/lost", "nowhere")
          .link("sensors/away", "other.h5:/x")
          .attribute("sensors/2024", new Attribute("unit", "string", "()", "K"))
          .comment("sensors", "all of them")
          .build();

  private final CatalogViews views =
      new CatalogViews(
          new CatalogContext(
              "tour",
              () -> List.of(new Setting("threads", "2", "2", "Threads of a statement")),
              (snapshot, path, view) -> null));

  private Relation relation(String schema, String name, Snapshot snapshot) {
    TableReference view = views.find(schema, name);
    assertThat(view).as(name).isNotNull();
    return Objects.requireNonNull(view).relation(snapshot);
  }

  private List<List<@Nullable Object>> query(
      String schema, String view, Predicate predicate, String... columns) {
    try (Snapshot snapshot = SOURCE.snapshot()) {
      return query(relation(schema, view, snapshot), predicate, columns);
    }
  }

  private static List<List<@Nullable Object>> query(
      Relation relation, Predicate predicate, String... columns) {
    List<Integer> projection = new ArrayList<>();
    for (String column : columns) {
      assertThat(relation.schema().indexOf(column)).as(column).isNotNegative();
      projection.add(relation.schema().indexOf(column));
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    ScanRequest request = new ScanRequest(projection, predicate);
    for (@Nullable Object[] row :
        Rows.read(relation, request, ScanContext.unbounded(columns.length))) {
      rows.add(Arrays.asList(row));
    }
    return rows;
  }

  private Predicate equal(String schema, String view, String column, String value) {
    try (Snapshot snapshot = SOURCE.snapshot()) {
      return new Predicate.Comparison(
          relation(schema, view, snapshot).schema().indexOf(column),
          Predicate.Operator.EQUAL,
          new Constant.Text(value.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static List<@Nullable Object> row(@Nullable Object... values) {
    return Arrays.asList(values);
  }

  @Test
  void nodesListEverythingWithItsReason() {
    assertThat(
            query("cairn_catalog", "nodes", Predicate.all(), "path", "kind", "status", "row_count"))
        .containsExactlyInAnyOrder(
            row("/", "group", "ok", null),
            row("/top", "table", "ok", 2L),
            row("/sensors", "group", "ok", null),
            row("/sensors/2024", "group", "ok", null),
            row("/sensors/2024/readings", "table", "ok", 2L),
            row("/sensors/grid", "array", "ok", 2L),
            row("/sensors/strange", "array", "unsupported", null),
            row("/sensors/latest", "link", "ok", null),
            row("/sensors/lost", "link", "ok", null),
            row("/sensors/away", "link", "ok", null));
    assertThat(
            query(
                "cairn_catalog",
                "nodes",
                equal("cairn_catalog", "nodes", "path", "/sensors/strange"),
                "parent",
                "name",
                "reason"))
        .containsExactly(row("/sensors", "strange", "Its filter 32013 is unknown"));
    assertThat(
            query(
                "cairn_catalog",
                "nodes",
                equal("cairn_catalog", "nodes", "parent", "/sensors/2024"),
                "name"))
        .containsExactly(row("readings"));
    assertThat(
            query("cairn_catalog", "nodes", equal("cairn_catalog", "nodes", "path", "/"), "parent"))
        .containsExactly(row((Object) null));
  }

  @Test
  void pathsThatAreSpelledOtherwiseNameNothing() {
    for (String path : List.of("sensors", "/sensors/", "//top", "/TOP", "")) {
      assertThat(
              query(
                  "cairn_catalog", "nodes", equal("cairn_catalog", "nodes", "path", path), "name"))
          .as(path)
          .isEmpty();
    }
  }

  @Test
  void columnsAttributesLinksAndSettingsAreListed() {
    assertThat(
            query(
                "cairn_catalog",
                "columns",
                equal("cairn_catalog", "columns", "path", "/top"),
                "ordinal",
                "name",
                "type",
                "nullable"))
        .containsExactly(
            row(0L, "id", "INTEGER", false),
            row(1L, "price", "DECIMAL(10, 2)", true),
            row(2L, "name", "VARCHAR(20)", true),
            row(3L, "at", "TIMESTAMP(9)", true),
            row(4L, "big", "BIGINT UNSIGNED", true));
    assertThat(query("cairn_catalog", "attributes", Predicate.all(), "path", "name", "value"))
        .containsExactly(row("/sensors/2024", "unit", "K"));
    assertThat(query("cairn_catalog", "links", Predicate.all(), "path", "kind", "target", "state"))
        .containsExactly(
            row("/sensors/latest", "internal", "/sensors/2024/readings", "ok"),
            row("/sensors/lost", "internal", "nowhere", "dangling"),
            row("/sensors/away", "external", "other.h5:/x", "external"));
    assertThat(query("cairn_catalog", "settings", Predicate.all(), "name", "value"))
        .containsExactly(row("threads", "2"));
    assertThat(
            query(
                "cairn_catalog",
                "chunks",
                equal("cairn_catalog", "chunks", "path", "/top"),
                "chunk_index",
                "row_count",
                "address"))
        .containsExactly(row(0L, 2L, null));
  }

  @Test
  void schemataAreGroupsByTheirPath() {
    assertThat(query("information_schema", "schemata", Predicate.all(), "schema_name", "remarks"))
        .containsExactly(
            row("main", null),
            row("sensors", "all of them"),
            row("sensors/2024", null),
            row("information_schema", null),
            row("cairn_catalog", null));
  }

  @Test
  void tablesAreWhatCanBeRead() {
    assertThat(
            query(
                "information_schema",
                "tables",
                Predicate.all(),
                "table_catalog",
                "table_schema",
                "table_name",
                "table_type",
                "row_count"))
        .contains(
            row("tour", "main", "top", "BASE TABLE", 2L),
            row("tour", "sensors/2024", "readings", "BASE TABLE", 2L),
            row("tour", "sensors", "grid", "BASE TABLE", 2L),
            row("tour", "cairn_catalog", "nodes", "SYSTEM TABLE", null))
        .hasSize(3 + 17);
    assertThat(
            query(
                "information_schema",
                "tables",
                Predicate.and(
                    List.of(
                        equal("information_schema", "tables", "table_schema", "sensors/2024"),
                        equal("information_schema", "tables", "table_name", "readings"))),
                "table_name"))
        .containsExactly(row("readings"));
    assertThat(
            query(
                "information_schema",
                "tables",
                equal("information_schema", "tables", "table_schema", "main"),
                "table_name"))
        .containsExactly(row("top"));
    assertThat(
            query(
                "information_schema",
                "tables",
                equal("information_schema", "tables", "table_catalog", "other"),
                "table_name"))
        .isEmpty();
  }

  @Test
  void columnsDescribeTypesAsJdbcDoes() {
    assertThat(
            query(
                "information_schema",
                "columns",
                Predicate.and(
                    List.of(
                        equal("information_schema", "columns", "table_schema", "main"),
                        equal("information_schema", "columns", "table_name", "top"))),
                "column_name",
                "ordinal_position",
                "is_nullable",
                "data_type",
                "jdbc_type",
                "column_size",
                "decimal_digits",
                "character_maximum_length",
                "numeric_precision",
                "datetime_precision"))
        .containsExactly(
            row("id", 1L, "NO", "INTEGER", 4L, 10L, 0L, null, 10L, null),
            row("price", 2L, "YES", "DECIMAL(10, 2)", 3L, 10L, 2L, null, 10L, null),
            row("name", 3L, "YES", "VARCHAR(20)", 12L, 20L, null, 20L, null, null),
            row("at", 4L, "YES", "TIMESTAMP(9)", 93L, 29L, 9L, null, null, 9L),
            row("big", 5L, "YES", "BIGINT UNSIGNED", 3L, 20L, 0L, null, 20L, null));
  }

  @ParameterizedTest
  @CsvSource({
    "cairn_catalog, nodes, 11",
    "cairn_catalog, columns, 9",
    "cairn_catalog, attributes, 5",
    "cairn_catalog, chunks, 13",
    "cairn_catalog, indexes, 8",
    "cairn_catalog, links, 4",
    "cairn_catalog, files, 4",
    "cairn_catalog, readers, 4",
    "cairn_catalog, settings, 4",
    "information_schema, schemata, 5",
    "information_schema, tables, 6",
    "information_schema, columns, 17",
    "information_schema, views, 6",
    "information_schema, table_constraints, 9",
    "information_schema, key_column_usage, 9",
    "information_schema, indexes, 11",
    "information_schema, type_info, 18",
    "INFORMATION_SCHEMA, Type_Info, 18"
  })
  void everyViewCanBeReadWhole(String schema, String name, int columns) {
    try (Snapshot snapshot = SOURCE.snapshot()) {
      Relation relation = relation(schema, name, snapshot);
      assertThat(relation.schema().size()).isEqualTo(columns);
      String[] names =
          relation.schema().columns().stream().map(Column::name).toArray(String[]::new);
      assertThat(query(relation, Predicate.all(), names)).hasSize((int) relation.rowCount());
      assertThat(query(relation, Predicate.all())).hasSize((int) relation.rowCount());
      assertThat(relation.chunks()).isEmpty();
    }
  }

  @Test
  void unknownViewsAreNotFound() {
    assertThat(views.find("cairn_catalog", "tables")).isNull();
    assertThat(views.find("main", "nodes")).isNull();
  }

  @Test
  void aPinnedPathLooksAtItsOwnNodesAlone() {
    CountingSnapshot snapshot = new CountingSnapshot(SOURCE.snapshot());
    Relation columns = relation("information_schema", "columns", snapshot);
    Predicate predicate =
        Predicate.and(
            List.of(
                equal("information_schema", "columns", "table_schema", "sensors/2024"),
                equal("information_schema", "columns", "table_name", "readings")));
    assertThat(query(columns, predicate, "column_name")).hasSize(5);
    assertThat(snapshot.relations).containsExactly("/sensors/2024/readings");

    snapshot.relations.clear();
    Relation nodes = relation("cairn_catalog", "nodes", snapshot);
    assertThat(query(nodes, Predicate.all(), "path", "kind")).hasSize(10);
    assertThat(snapshot.relations).isEmpty();
  }

  /** Notes whose rows were asked for. */
  private record CountingSnapshot(Snapshot snapshot, List<String> relations) implements Snapshot {
    CountingSnapshot(Snapshot snapshot) {
      this(snapshot, new ArrayList<>());
    }

    @Override
    public long version() {
      return snapshot.version();
    }

    @Override
    public Node root() {
      return new CountingNode(snapshot.root(), relations);
    }

    @Override
    public void close() {
      snapshot.close();
    }
  }

  private record CountingNode(Node node, List<String> relations) implements Node {
    @Override
    public ObjectPath path() {
      return node.path();
    }

    @Override
    public NodeKind kind() {
      return node.kind();
    }

    @Override
    public @Nullable String unsupportedReason() {
      return node.unsupportedReason();
    }

    @Override
    public List<Node> children() {
      return node.children().stream()
          .map(child -> (Node) new CountingNode(child, relations))
          .toList();
    }

    @Override
    public @Nullable Node child(String name) {
      Node child = node.child(name);
      return child == null ? null : new CountingNode(child, relations);
    }

    @Override
    public List<Attribute> attributes() {
      return node.attributes();
    }

    @Override
    public @Nullable Relation relation() {
      relations.add(node.path().toString());
      return node.relation();
    }

    @Override
    public @Nullable String shape() {
      return node.shape();
    }

    @Override
    public @Nullable String type() {
      return node.type();
    }

    @Override
    public long storageBytes() {
      return node.storageBytes();
    }

    @Override
    public @Nullable String comment() {
      return node.comment();
    }
  }
}
