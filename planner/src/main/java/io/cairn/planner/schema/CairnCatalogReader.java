package io.cairn.planner.schema;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.plan.TableReference;
import io.cairn.storage.Node;
import io.cairn.storage.NodeKind;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.Relation;
import io.cairn.storage.Snapshot;
import io.cairn.storage.ViewDefinition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.calcite.config.CalciteConnectionConfig;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelOptSchema;
import org.apache.calcite.prepare.Prepare;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlMoniker;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Finds tables by name in one snapshot, for one planning. A single name is looked for in the
 * default schema; a longer one is a path of groups from the root ({@code a.b.t} and {@code "a/b".t}
 * alike), or starts with the catalog's name. The catalog's own views are found under {@code
 * cairn_catalog} and {@code information_schema}.
 */
public final class CairnCatalogReader implements Prepare.CatalogReader {
  // Steps that no name in a statement can have, since identifiers hold no NUL.
  private static final String DEFAULT_STEP = "\u0000default";
  private static final String CATALOG_STEP = "\u0000catalog";

  private static final int MAX_NODES_FOR_HINTS = 2_000;

  /** Views over views; more is taken for a circle that somebody wrote into a file. */
  private static final int MAX_VIEW_DEPTH = 64;

  private final Snapshot snapshot;
  private final SystemViews systemViews;
  private final String catalog;
  private final String defaultSchema;
  private final RelDataTypeFactory typeFactory;
  private final CairnNameMatcher nameMatcher = new CairnNameMatcher();
  private final CalciteConnectionConfig config;
  private final CalciteSchema root;
  private final Map<List<String>, CairnTable> resolved = new LinkedHashMap<>();
  private final ViewReader viewReader;
  private final int viewDepth;
  private final Set<ObjectPath> views;

  /**
   * @param catalog the database's name in SQL
   * @param defaultSchema where single names are looked for
   * @param viewReader understands the views among the tables
   */
  public CairnCatalogReader(
      Snapshot snapshot,
      SystemViews systemViews,
      String catalog,
      String defaultSchema,
      RelDataTypeFactory typeFactory,
      ViewReader viewReader) {
    this(
        snapshot,
        systemViews,
        catalog,
        defaultSchema,
        typeFactory,
        viewReader,
        0,
        new LinkedHashSet<>());
  }

  private CairnCatalogReader(
      Snapshot snapshot,
      SystemViews systemViews,
      String catalog,
      String defaultSchema,
      RelDataTypeFactory typeFactory,
      ViewReader viewReader,
      int viewDepth,
      Set<ObjectPath> views) {
    this.viewReader = viewReader;
    this.viewDepth = viewDepth;
    this.views = views;
    this.snapshot = snapshot;
    this.systemViews = systemViews;
    this.catalog = catalog;
    this.defaultSchema = defaultSchema;
    this.typeFactory = typeFactory;
    Properties properties = new Properties();
    properties.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "true");
    this.config = new CalciteConnectionConfigImpl(properties);
    GroupSchema schemas = schemaStep(ObjectPath.ROOT);
    this.root =
        CalciteSchema.createRootSchema(
            false, false, "", new GroupSchema(name -> null, name -> firstStep(name, schemas)));
  }

  private @Nullable GroupSchema firstStep(String name, GroupSchema schemas) {
    if (name.equals(DEFAULT_STEP)) {
      return new GroupSchema(table -> table(defaultSchema, table), schema -> null);
    }
    if (name.equals(CATALOG_STEP)) {
      return new GroupSchema(
          table -> null,
          alias -> alias.equalsIgnoreCase(catalog) ? schemaStep(ObjectPath.ROOT) : null);
    }
    return schemas.subSchemas().get(name) instanceof GroupSchema schema ? schema : null;
  }

  /**
   * The names right below a group; under the root also {@code main}, whole paths and the system
   * schemas.
   */
  private GroupSchema schemaStep(ObjectPath group) {
    return new GroupSchema(
        table -> table(SchemaName.of(group), table),
        name -> {
          if (group.isRoot()) {
            String system = systemSchema(name);
            if (system != null) {
              return new GroupSchema(table -> table(system, table), schema -> null);
            }
            if (name.equalsIgnoreCase(SchemaName.ROOT) && snapshot.root().child(name) == null) {
              return new GroupSchema(table -> table(SchemaName.ROOT, table), schema -> null);
            }
          }
          if (isExactlyARelation(group, name)) {
            return null;
          }
          ObjectPath path = findGroup(group, ObjectPath.parse(name));
          return path == null ? null : schemaStep(path);
        });
  }

  /**
   * The validator looks for schemas first; a group of a similar name must not hide the table that
   * is spelled exactly so.
   */
  private boolean isExactlyARelation(ObjectPath group, String name) {
    Node parent = snapshot.find(group);
    Node child = parent == null || name.indexOf('/') >= 0 ? null : parent.child(name);
    return child != null && child.kind() != NodeKind.GROUP;
  }

  private static @Nullable String systemSchema(String name) {
    if (name.equalsIgnoreCase(SchemaName.INFORMATION_SCHEMA)) {
      return SchemaName.INFORMATION_SCHEMA;
    }
    return name.equalsIgnoreCase(SchemaName.CATALOG_SCHEMA) ? SchemaName.CATALOG_SCHEMA : null;
  }

  /**
   * The schema as it is spelled, found by the rule for names, or null.
   *
   * @throws io.cairn.planner.error.QueryException 42702 if several differ in case alone
   */
  public @Nullable String findSchema(String name) {
    String system = systemSchema(name);
    if (system != null) {
      return system;
    }
    if (name.equalsIgnoreCase(SchemaName.ROOT) || name.equals("/")) {
      return SchemaName.ROOT;
    }
    ObjectPath path = findGroup(ObjectPath.ROOT, ObjectPath.parse(name));
    return path == null ? null : SchemaName.of(path);
  }

  private @Nullable ObjectPath findGroup(ObjectPath from, ObjectPath steps) {
    Node node = snapshot.find(from);
    for (String step : steps.names()) {
      node = node == null ? null : child(node, step, true);
    }
    return node == null || node.kind() != NodeKind.GROUP ? null : node.path();
  }

  /** The child by the rule for names; looks at groups only, or at relations only. */
  static @Nullable Node child(Node parent, String name, boolean group) {
    Node exact = parent.child(name);
    if (exact != null && (exact.kind() == NodeKind.GROUP) == group) {
      return exact;
    }
    List<Node> similar = new ArrayList<>();
    for (Node child : parent.children()) {
      if (child.path().name().equalsIgnoreCase(name) && (child.kind() == NodeKind.GROUP) == group) {
        similar.add(child);
      }
    }
    if (similar.size() > 1) {
      throw CairnNameMatcher.ambiguous(
          group ? "schema" : "table",
          name,
          similar.stream().map(node -> node.path().name()).toList());
    }
    return similar.isEmpty() ? null : similar.get(0);
  }

  private @Nullable CairnTable table(String schema, String name) {
    if (SchemaName.isSystem(schema)) {
      TableReference view = systemViews.find(schema, name);
      return view == null ? null : resolve(schema, view.name(), view, view.relation(snapshot));
    }
    Node group = snapshot.find(SchemaName.toPath(schema));
    Node node = group == null ? null : child(group, name, false);
    if (node == null) {
      return null;
    }
    ViewDefinition view = node.view();
    if (view != null) {
      return view(schema, node.path(), view);
    }
    Relation relation = node.relation();
    if (relation == null) {
      throw UnreadableNode.exception(node);
    }
    return resolve(schema, node.path().name(), new NodeReference(node.path()), relation);
  }

  private CairnTable view(String schema, ObjectPath path, ViewDefinition view) {
    List<String> key = List.of(catalog, schema, path.name());
    CairnTable known = resolved.get(key);
    if (known != null) {
      return known;
    }
    if (viewDepth >= MAX_VIEW_DEPTH) {
      throw new QueryException(
          ErrorCode.PROGRAM_LIMIT,
          "Views lie more than " + MAX_VIEW_DEPTH + " deep at " + path + "; does it read itself?");
    }
    views.add(path);
    CairnTable table = new CairnTable(this, key, readView(path, view));
    resolved.put(key, table);
    return table;
  }

  /**
   * What a view delivers.
   *
   * @throws QueryException if its query cannot be planned any more
   */
  public ViewRows readView(ObjectPath path, ViewDefinition view) {
    CairnCatalogReader nested =
        new CairnCatalogReader(
            snapshot,
            systemViews,
            catalog,
            view.schema(),
            typeFactory,
            viewReader,
            viewDepth + 1,
            views);
    try {
      return viewReader.read(nested, view);
    } catch (QueryException e) {
      throw new QueryException(
          e.code(), "View " + path + " cannot be read any more: " + e.getMessage(), e);
    }
  }

  /** The views that were read so far, those behind other views among them. */
  public Set<ObjectPath> viewsRead() {
    return Set.copyOf(views);
  }

  private CairnTable resolve(
      String schema, String name, TableReference reference, Relation relation) {
    return resolved.computeIfAbsent(
        List.of(catalog, schema, name), key -> new CairnTable(this, key, reference, relation));
  }

  /** The tables that were found so far, for hints about misspelled columns. */
  public List<CairnTable> resolvedTables() {
    return List.copyOf(resolved.values());
  }

  /**
   * Names of tables, for hints about misspelled ones: breadth first, and no more than a hint is
   * worth.
   */
  public List<String> tableNames() {
    List<String> names = new ArrayList<>();
    ArrayDeque<Node> open = new ArrayDeque<>(List.of(snapshot.root()));
    int visited = 0;
    while (!open.isEmpty() && visited++ < MAX_NODES_FOR_HINTS) {
      Node node = open.remove();
      if (node.kind() == NodeKind.GROUP) {
        open.addAll(node.children());
      } else {
        names.add(node.path().name());
      }
    }
    return names;
  }

  /** What to say of a table that is not there. */
  public QueryException unknownTable(String name, SqlIdentifier place) {
    String nearest = NameSuggestion.nearest(name, tableNames());
    return new QueryException(
        ErrorCode.UNKNOWN_TABLE,
        "Table '"
            + name
            + "' not found"
            + (nearest == null ? "" : "; did you mean '" + nearest + "'?"),
        place.getParserPosition().getLineNum(),
        place.getParserPosition().getColumnNum(),
        null);
  }

  public Snapshot snapshot() {
    return snapshot;
  }

  public String defaultSchema() {
    return defaultSchema;
  }

  @Override
  public List<List<String>> getSchemaPaths() {
    return List.of(List.of(DEFAULT_STEP), List.of(), List.of(CATALOG_STEP));
  }

  @Override
  public CalciteSchema getRootSchema() {
    return root;
  }

  @Override
  public @Nullable CairnTable getTable(List<String> names) {
    return resolved.get(names);
  }

  @Override
  public @Nullable CairnTable getTableForMember(List<String> names) {
    return resolved.get(names);
  }

  @Override
  public Prepare.CatalogReader withSchemaPath(List<String> schemaPath) {
    return this;
  }

  @Override
  public RelDataTypeFactory getTypeFactory() {
    return typeFactory;
  }

  @Override
  public void registerRules(RelOptPlanner planner) {}

  @Override
  public @Nullable RelDataType getNamedType(SqlIdentifier typeName) {
    if (!typeName.isSimple()) {
      return null;
    }
    return switch (typeName.getSimple().toUpperCase(Locale.ROOT)) {
      case "TEXT", "STRING", "CLOB" -> typeFactory.createSqlType(SqlTypeName.VARCHAR);
      case "BLOB", "BYTEA" -> typeFactory.createSqlType(SqlTypeName.VARBINARY);
      case "INT2" -> typeFactory.createSqlType(SqlTypeName.SMALLINT);
      case "INT4" -> typeFactory.createSqlType(SqlTypeName.INTEGER);
      case "INT8" -> typeFactory.createSqlType(SqlTypeName.BIGINT);
      case "FLOAT4" -> typeFactory.createSqlType(SqlTypeName.REAL);
      case "FLOAT8" -> typeFactory.createSqlType(SqlTypeName.DOUBLE);
      case "BOOL" -> typeFactory.createSqlType(SqlTypeName.BOOLEAN);
      default -> null;
    };
  }

  @Override
  public List<SqlMoniker> getAllSchemaObjectNames(List<String> names) {
    return List.of();
  }

  @Override
  @Deprecated
  public @Nullable RelDataTypeField field(RelDataType rowType, String alias) {
    return nameMatcher.field(rowType, alias);
  }

  @Override
  public SqlNameMatcher nameMatcher() {
    return nameMatcher;
  }

  @Override
  @Deprecated
  public boolean matches(String string, String name) {
    return nameMatcher.matches(string, name);
  }

  @Override
  public RelDataType createTypeFromProjection(RelDataType type, List<String> columnNameList) {
    RelDataTypeFactory.Builder builder = typeFactory.builder();
    for (String name : columnNameList) {
      RelDataTypeField field = nameMatcher.field(type, name);
      if (field != null) {
        builder.add(field.getName(), field.getType());
      }
    }
    return typeFactory.createTypeWithNullability(builder.build(), type.isNullable());
  }

  @Override
  @Deprecated
  public boolean isCaseSensitive() {
    return true;
  }

  @Override
  public CalciteConnectionConfig getConfig() {
    return config;
  }

  @Override
  public void lookupOperatorOverloads(
      SqlIdentifier name,
      @Nullable SqlFunctionCategory category,
      SqlSyntax syntax,
      List<SqlOperator> operators,
      SqlNameMatcher matcher) {}

  @Override
  public List<SqlOperator> getOperatorList() {
    return List.of();
  }

  @Override
  public <C> @Nullable C unwrap(Class<C> type) {
    return type.isInstance(this) || type == RelOptSchema.class ? type.cast(this) : null;
  }
}
