package io.cairn.planner;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.parse.CairnValidator;
import io.cairn.planner.parse.ColumnDeclaration;
import io.cairn.planner.parse.KeyDeclaration;
import io.cairn.planner.parse.SqlCreateSchema;
import io.cairn.planner.parse.SqlCreateTable;
import io.cairn.planner.parse.SqlCreateView;
import io.cairn.planner.parse.SqlDefaultText;
import io.cairn.planner.parse.SqlDropNodes;
import io.cairn.planner.parse.StatementText;
import io.cairn.planner.schema.CairnCatalogReader;
import io.cairn.planner.schema.CairnTypeSystem;
import io.cairn.planner.schema.CatalogNames;
import io.cairn.planner.schema.SchemaName;
import io.cairn.planner.schema.TypeMapping;
import io.cairn.planner.statement.Cell;
import io.cairn.planner.statement.ColumnTarget;
import io.cairn.planner.statement.Definition;
import io.cairn.storage.ColumnDefinition;
import io.cairn.storage.KeyDefinition;
import io.cairn.storage.Node;
import io.cairn.storage.NodeKind;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.TableDefinition;
import io.cairn.storage.ViewDefinition;
import io.cairn.storage.type.ColumnType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlUserDefinedTypeNameSpec;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Plans CREATE and DROP. One thread at a time; used for one statement. */
final class DefinitionPlanner {
  private final CairnCatalogReader catalog;
  private final CatalogNames names;
  private final String sql;
  private final @Nullable RelDataType[] parameterTypes;
  private final TimeParameters times;

  DefinitionPlanner(
      CairnCatalogReader catalog,
      CatalogNames names,
      String sql,
      @Nullable RelDataType[] parameterTypes,
      TimeParameters times) {
    this.catalog = catalog;
    this.names = names;
    this.sql = sql;
    this.parameterTypes = parameterTypes;
    this.times = times;
  }

  Definition createSchema(SqlCreateSchema statement) {
    ObjectPath path = names.newGroup(statement.name());
    Node existing = catalog.snapshot().find(path);
    if (existing == null) {
      return new Definition.CreateGroup(path);
    }
    if (statement.ifNotExists()) {
      return new Definition.Nothing();
    }
    throw error(
        ErrorCode.DUPLICATE_OBJECT,
        "There is a schema '" + SchemaName.of(path) + "' already",
        statement.name());
  }

  Plan createTable(SqlCreateTable statement) {
    SqlIdentifier name = statement.name();
    ObjectPath group = names.groupOf(name);
    if (statement.ifNotExists() && names.leaf(group, last(name)) != null) {
      return new Plan.Define(new Definition.Nothing());
    }
    names.checkNew(group, last(name), isLastQuoted(name), name);
    ObjectPath path = group.child(last(name));
    SqlNode query = statement.query();
    if (query == null) {
      List<ColumnDefinition> columns = columns(statement);
      TableDefinition table = table(path, columns, statement);
      return new Plan.Define(new Definition.CreateTable(path, table));
    }
    QueryPlanner planner = new QueryPlanner(catalog);
    SqlNode validated = planner.validate(query);
    planner.parameterTypes(validated, parameterTypes);
    TableDefinition table =
        table(
            path,
            columns(statement, planner.rowType(validated), planner.origins(validated)),
            statement);
    Definition.CreateTable create = new Definition.CreateTable(path, table);
    if (!statement.withData()) {
      return new Plan.Define(create);
    }
    int[] all = new int[table.columns().size()];
    Arrays.setAll(all, i -> i);
    InsertPlanner insert = new InsertPlanner(catalog, names, parameterTypes, times);
    return new Plan.CreateTableAs(create, insert.query(planner, validated, path, table, all));
  }

  private List<ColumnDefinition> columns(SqlCreateTable statement) {
    if (statement.columns().isEmpty()) {
      throw error(
          ErrorCode.SYNTAX_ERROR,
          "Table '" + last(statement.name()) + "' needs columns, or a query after AS",
          statement.name());
    }
    List<ColumnDefinition> columns = new ArrayList<>();
    for (ColumnDeclaration declaration : statement.columns()) {
      SqlDataTypeSpec spec = declaration.type();
      if (spec == null) {
        throw error(
            ErrorCode.SYNTAX_ERROR,
            "Column '" + declaration.name().getSimple() + "' needs a type",
            declaration.name());
      }
      ColumnDefinition column =
          ColumnDefinition.of(
              declaration.name().getSimple(),
              type(spec, declaration.name()),
              !Boolean.FALSE.equals(declaration.nullable()));
      SqlNode value = declaration.value();
      columns.add(value == null ? column : withDefault(column, (SqlDefaultText) value));
    }
    return columns;
  }

  private ColumnType type(SqlDataTypeSpec spec, SqlIdentifier column) {
    checkLimits(spec, column);
    if (spec.getTypeNameSpec() instanceof SqlUserDefinedTypeNameSpec named
        && catalog.getNamedType(named.getTypeName()) == null) {
      throw error(
          ErrorCode.TYPE_MISMATCH,
          "There is no type " + named.getTypeName() + "; docs/sql.md lists the types",
          column);
    }
    RelDataType type = spec.deriveType(new CairnValidator(catalog), true);
    return stored(TypeMapping.toStorage(type), column.getSimple(), column);
  }

  /** Calcite takes what is too much for the most that there is. */
  private static void checkLimits(SqlDataTypeSpec spec, SqlIdentifier column) {
    if (!(spec.getTypeNameSpec() instanceof SqlBasicTypeNameSpec type)) {
      return;
    }
    int precision = type.getPrecision();
    int scale = type.getScale();
    SqlTypeName name = SqlTypeName.get(type.getTypeName().getSimple());
    if (name == null || precision == RelDataType.PRECISION_NOT_SPECIFIED) {
      return;
    }
    int most = CairnTypeSystem.INSTANCE.getMaxPrecision(name);
    boolean decimal = name == SqlTypeName.DECIMAL;
    boolean fraction = SqlTypeName.DATETIME_TYPES.contains(name);
    boolean wrong =
        precision > most
            || (!fraction && precision < 1)
            || (decimal
                && scale != RelDataType.SCALE_NOT_SPECIFIED
                && (scale < 0 || scale > precision));
    if (wrong) {
      throw error(
          ErrorCode.INVALID_ARGUMENT,
          "Column '"
              + column.getSimple()
              + "' cannot have the type "
              + type.getTypeName()
              + "("
              + precision
              + (decimal && scale != RelDataType.SCALE_NOT_SPECIFIED ? ", " + scale : "")
              + ")"
              + (fraction
                  ? ": it has 0 to " + most + " digits after the second"
                  : decimal
                      ? ": it has 1 to " + most + " digits, some or all of them after the point"
                      : ": its length is at least 1"),
          column);
    }
  }

  private static ColumnType stored(ColumnType type, String column, SqlIdentifier place) {
    boolean nested =
        type instanceof ColumnType.Row
            || type instanceof ColumnType.Array
            || type instanceof ColumnType.Mapping
            || type instanceof ColumnType.Complex;
    if (nested || type instanceof ColumnType.Interval) {
      throw error(
          ErrorCode.NOT_SUPPORTED,
          "Column '" + column + "' of type " + TypeMapping.sqlName(type) + " cannot be stored",
          place);
    }
    return type;
  }

  /** The column with its default, which is tried once, so that a wrong one is told now. */
  private ColumnDefinition withDefault(ColumnDefinition column, SqlDefaultText value) {
    if (CellPlanner.hasQuery(value.expression())) {
      throw error(
          ErrorCode.NOT_SUPPORTED, "A default holds no query, that of " + column.name(), value);
    }
    if (parameterTypes.length > 0) {
      throw error(
          ErrorCode.SYNTAX_ERROR, "A default holds no parameter, that of " + column.name(), value);
    }
    TimeParameters own = new TimeParameters(0);
    Cell cell =
        new CellPlanner(catalog, parameterTypes, own)
            .row(List.of(value.expression()), List.of(column))
            .get(0);
    Object[] now = own.times().stream().map(time -> time.at(Instant.now())).toArray();
    ColumnTarget target = new ColumnTarget(column);
    target.append(target.newBuilder(), cell.value(now));
    return new ColumnDefinition(
        column.name(),
        column.type(),
        column.nullable(),
        StatementText.at(sql, value.getParserPosition()));
  }

  private static List<ColumnDefinition> columns(
      SqlCreateTable statement, RelDataType rows, List<List<String>> origins) {
    List<ColumnDeclaration> declared = statement.columns();
    if (!declared.isEmpty() && declared.size() != rows.getFieldCount()) {
      throw error(
          ErrorCode.SYNTAX_ERROR,
          "The table names "
              + declared.size()
              + " columns, the query gives "
              + rows.getFieldCount(),
          statement.name());
    }
    List<ColumnDefinition> columns = new ArrayList<>();
    for (RelDataTypeField field : rows.getFieldList()) {
      int i = field.getIndex();
      String name = declared.isEmpty() ? field.getName() : declared.get(i).name().getSimple();
      boolean plain =
          declared.isEmpty() || (declared.get(i).type() == null && declared.get(i).value() == null);
      if (!plain) {
        throw error(
            ErrorCode.SYNTAX_ERROR,
            "Column '" + name + "' gets its type from the query; write its name alone",
            declared.get(i).name());
      }
      boolean computed = i >= origins.size() || origins.get(i).isEmpty();
      ColumnType type = TypeMapping.toStorage(field.getType());
      // The length of a literal or of a result says nothing about later rows.
      boolean text =
          type instanceof ColumnType.Null || (computed && type instanceof ColumnType.Text);
      boolean nullable = declared.isEmpty() || !Boolean.FALSE.equals(declared.get(i).nullable());
      columns.add(
          ColumnDefinition.of(
              name, text ? ColumnType.VARCHAR : stored(type, name, statement.name()), nullable));
    }
    return columns;
  }

  private static TableDefinition table(
      ObjectPath path, List<ColumnDefinition> declared, SqlCreateTable statement) {
    if (declared.size() > TableDefinition.MAX_COLUMNS) {
      throw error(
          ErrorCode.PROGRAM_LIMIT,
          "A table has at most " + TableDefinition.MAX_COLUMNS + " columns, not " + declared.size(),
          statement.name());
    }
    checkNames(declared, statement);
    List<ColumnDefinition> columns = new ArrayList<>(declared);
    List<KeyDefinition> keys = new ArrayList<>();
    Set<String> keyNames = new HashSet<>();
    boolean primary = false;
    for (KeyDeclaration key : statement.keys()) {
      if (primary && key.primary()) {
        throw error(ErrorCode.SYNTAX_ERROR, "A table has one primary key", statement.name());
      }
      primary |= key.primary();
      keys.add(key(path, key, columns, keyNames, statement));
    }
    return new TableDefinition(columns, keys);
  }

  private static KeyDefinition key(
      ObjectPath path,
      KeyDeclaration declaration,
      List<ColumnDefinition> columns,
      Set<String> keyNames,
      SqlCreateTable statement) {
    List<Integer> ordinals = new ArrayList<>();
    StringBuilder made = new StringBuilder(path.name());
    for (SqlNode node : declaration.columns()) {
      SqlIdentifier name = (SqlIdentifier) node;
      int ordinal = ColumnNames.find(columns, name);
      if (ordinals.contains(ordinal)) {
        throw error(
            ErrorCode.SYNTAX_ERROR,
            "Column '" + name.getSimple() + "' stands twice in a key",
            name);
      }
      ordinals.add(ordinal);
      ColumnDefinition column = columns.get(ordinal);
      made.append('_').append(column.name());
      if (declaration.primary()) {
        refuseNullable(statement, ordinal, name);
        columns.set(
            ordinal,
            new ColumnDefinition(column.name(), column.type(), false, column.defaultSql()));
      }
    }
    SqlIdentifier given = declaration.name();
    String name =
        given != null
            ? given.getSimple()
            : declaration.primary() ? path.name() + "_pkey" : made + "_key";
    if (given != null && keyNames.contains(name)) {
      throw error(ErrorCode.DUPLICATE_OBJECT, "Constraint '" + name + "' is declared twice", given);
    }
    String unique = name;
    for (int i = 1; !keyNames.add(unique); i++) {
      unique = name + i;
    }
    return new KeyDefinition(unique, declaration.primary(), ordinals);
  }

  private static void refuseNullable(SqlCreateTable statement, int ordinal, SqlIdentifier name) {
    if (ordinal < statement.columns().size()
        && Boolean.TRUE.equals(statement.columns().get(ordinal).nullable())) {
      throw error(
          ErrorCode.SYNTAX_ERROR,
          "Column '" + name.getSimple() + "' is declared NULL and stands in the primary key",
          name);
    }
  }

  private static void checkNames(List<ColumnDefinition> columns, SqlCreateTable statement) {
    Set<String> exact = new HashSet<>();
    Set<String> folded = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.get(i).name();
      SqlIdentifier place =
          i < statement.columns().size() ? statement.columns().get(i).name() : statement.name();
      boolean quoted = i < statement.columns().size() && CatalogNames.isQuoted(place, 0);
      if (!exact.add(name)) {
        throw error(ErrorCode.DUPLICATE_OBJECT, "Column '" + name + "' is declared twice", place);
      }
      if (!folded.add(name) && !quoted) {
        throw error(
            ErrorCode.DUPLICATE_OBJECT,
            "Column '"
                + name
                + "' differs from another one in case alone; write it in double quotes",
            place);
      }
    }
  }

  Definition createView(SqlCreateView statement, String schema) {
    SqlIdentifier name = statement.name();
    ObjectPath group = names.groupOf(name);
    Node existing = names.leaf(group, last(name));
    boolean replaces = false;
    if (existing != null && statement.ifNotExists()) {
      return new Definition.Nothing();
    }
    if (existing != null && statement.replace() && existing.kind() == NodeKind.VIEW) {
      replaces = true;
    } else {
      names.checkNew(group, last(name), isLastQuoted(name), name);
    }
    ObjectPath path = replaces && existing != null ? existing.path() : group.child(last(name));
    if (parameterTypes.length > 0) {
      throw error(ErrorCode.NOT_SUPPORTED, "A view has no parameters", name);
    }
    ViewDefinition view =
        new ViewDefinition(
            StatementText.at(sql, statement.queryPosition()),
            schema,
            columnNames(statement.columns()));
    List<String> columns = ViewPlanner.INSTANCE.read(catalog, view).rowType().getFieldNames();
    if (new HashSet<>(columns).size() < columns.size()) {
      throw error(
          ErrorCode.DUPLICATE_OBJECT,
          "The view has two columns of one name among " + columns + "; name them after the view",
          name);
    }
    if (catalog.viewsRead().contains(path)) {
      throw error(ErrorCode.INVALID_ARGUMENT, "View '" + path.name() + "' would read itself", name);
    }
    return new Definition.CreateView(path, view, replaces);
  }

  private static List<String> columnNames(@Nullable SqlNodeList columns) {
    List<String> found = new ArrayList<>();
    if (columns != null) {
      for (SqlNode column : columns) {
        found.add(((SqlIdentifier) column).getSimple());
      }
    }
    return found;
  }

  Definition drop(SqlDropNodes statement) {
    Set<ObjectPath> paths = new java.util.LinkedHashSet<>();
    for (SqlIdentifier name : statement.names()) {
      ObjectPath path =
          statement.kind() == SqlDropNodes.Kind.SCHEMA
              ? schemaToDrop(name, statement.ifExists())
              : leafToDrop(name, statement);
      if (path != null) {
        paths.add(path);
      }
    }
    boolean cascade = statement.kind() == SqlDropNodes.Kind.SCHEMA && statement.cascade();
    return new Definition.Drop(List.copyOf(paths), cascade);
  }

  private @Nullable ObjectPath schemaToDrop(SqlIdentifier name, boolean ifExists) {
    ObjectPath path = names.group(name.names, name);
    if (path == null) {
      if (ifExists) {
        return null;
      }
      throw error(
          ErrorCode.UNKNOWN_SCHEMA,
          "Schema '" + String.join("/", name.names) + "' not found",
          name);
    }
    if (path.isRoot()) {
      throw error(ErrorCode.INVALID_ARGUMENT, "The root schema cannot be dropped", name);
    }
    return path;
  }

  private @Nullable ObjectPath leafToDrop(SqlIdentifier name, SqlDropNodes statement) {
    if (statement.ifExists() && name.names.size() > 1) {
      List<String> steps = name.names.subList(0, name.names.size() - 1);
      if (names.group(steps, name) == null) {
        return null;
      }
    }
    Node node = names.leaf(names.groupOf(name), last(name));
    boolean view = statement.kind() == SqlDropNodes.Kind.VIEW;
    if (node == null) {
      if (statement.ifExists()) {
        return null;
      }
      throw catalog.unknownTable(last(name), name);
    }
    if (view != (node.kind() == NodeKind.VIEW)) {
      throw error(
          ErrorCode.UNKNOWN_TABLE,
          "'" + last(name) + (view ? "' is no view; use DROP TABLE" : "' is a view; use DROP VIEW"),
          name);
    }
    return node.path();
  }

  private static String last(SqlIdentifier name) {
    return name.names.get(name.names.size() - 1);
  }

  private static boolean isLastQuoted(SqlIdentifier name) {
    return CatalogNames.isQuoted(name, name.names.size() - 1);
  }

  private static QueryException error(ErrorCode code, String message, SqlNode place) {
    return new QueryException(
        code,
        message,
        place.getParserPosition().getLineNum(),
        place.getParserPosition().getColumnNum(),
        null);
  }
}
