package io.cairn.planner;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.ExecutablePlan;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.parse.CairnValidator;
import io.cairn.planner.parse.SqlCreateSchema;
import io.cairn.planner.parse.SqlCreateTable;
import io.cairn.planner.parse.SqlCreateView;
import io.cairn.planner.parse.SqlDropNodes;
import io.cairn.planner.parse.SqlExplainPlan;
import io.cairn.planner.parse.SqlInsertRows;
import io.cairn.planner.parse.SqlTransaction;
import io.cairn.planner.parse.StatementParser;
import io.cairn.planner.parse.StatementText;
import io.cairn.planner.parse.ValidationErrors;
import io.cairn.planner.schema.CairnCatalogReader;
import io.cairn.planner.schema.CairnTypeFactory;
import io.cairn.planner.schema.CatalogNames;
import io.cairn.planner.schema.SchemaName;
import io.cairn.planner.schema.TypeMapping;
import io.cairn.planner.statement.ColumnTarget;
import io.cairn.planner.statement.StatementTime;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.Snapshot;
import io.cairn.storage.Source;
import io.cairn.storage.Store;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlExplain;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Plans one statement: parse, check, translate, rewrite, choose operators. One thread at a time;
 * used once.
 */
final class StatementPlanner {
  /** Statements that change a database, by their first words. */
  private static final Set<String> CHANGES =
      Set.of(
          "CREATE",
          "DROP",
          "ALTER",
          "TRUNCATE",
          "COMMENT",
          "ANALYZE",
          "VACUUM",
          "GRANT",
          "REVOKE",
          "RENAME",
          "REPLACE",
          "UPSERT");

  private static final Set<String> NOT_THERE =
      Set.of(
          "ATTACH",
          "DETACH",
          "COPY",
          "CHECKPOINT",
          "SAVEPOINT",
          "RELEASE",
          "SET",
          "RESET",
          "CALL",
          "EXPORT",
          "DESCRIBE");

  /** What CREATE and DROP make and remove elsewhere. */
  private static final Set<String> FOREIGN_OBJECTS =
      Set.of(
          "INDEX",
          "UNIQUE",
          "TEMPORARY",
          "TEMP",
          "GLOBAL",
          "LOCAL",
          "UNLOGGED",
          "EXTERNAL",
          "FOREIGN",
          "VIRTUAL",
          "MATERIALIZED",
          "RECURSIVE",
          "SEQUENCE",
          "FUNCTION",
          "PROCEDURE",
          "AGGREGATE",
          "OPERATOR",
          "TRIGGER",
          "RULE",
          "TYPE",
          "DOMAIN",
          "CAST",
          "COLLATION",
          "ROLE",
          "USER",
          "POLICY",
          "DATABASE",
          "TABLESPACE",
          "EXTENSION",
          "STATISTICS",
          "CONSTRAINT",
          "MACRO",
          "SECRET");

  private final Engine engine;
  private final String sql;
  private final String schema;
  private final Snapshot snapshot;
  private final CairnTypeFactory typeFactory = new CairnTypeFactory();
  private final CairnCatalogReader catalog;

  StatementPlanner(Engine engine, Snapshot snapshot, String schema, String sql) {
    this.engine = engine;
    this.sql = sql;
    this.schema = schema;
    this.snapshot = snapshot;
    this.catalog = engine.catalogReader(snapshot, schema, typeFactory);
  }

  PreparedQuery plan() {
    refuseByFirstWords();
    try {
      return plan(StatementParser.parse(sql));
    } catch (QueryException e) {
      throw refuseByLaterWords(e);
    } catch (StackOverflowError e) {
      throw new QueryException(
          ErrorCode.PROGRAM_LIMIT, "The statement nests too deeply; break it into parts", e);
    } catch (RuntimeException e) {
      throw ValidationErrors.translate(e, catalog, sql);
    } catch (AssertionError e) {
      throw ValidationErrors.translate(new IllegalStateException(e), catalog, sql);
    }
  }

  private void refuseByFirstWords() {
    List<String> words = StatementText.firstWords(sql, 4);
    String word = words.isEmpty() ? "" : words.get(0);
    if (CHANGES.contains(word)) {
      if (engine.source().isReadOnly()) {
        throw readOnly(word);
      }
      boolean makes = word.equals("CREATE") || word.equals("DROP");
      boolean replaces = words.size() > 3 && words.get(1).equals("OR");
      String object = words.size() > (replaces ? 3 : 1) ? words.get(replaces ? 3 : 1) : "";
      if (!makes) {
        throw notSupported(word);
      }
      if (FOREIGN_OBJECTS.contains(object)) {
        throw notSupported(word + " " + object);
      }
    }
    if (NOT_THERE.contains(word)) {
      throw notSupported(word);
    }
  }

  /** RETURNING after a table reads as the table's alias, and what follows makes no sense then. */
  private QueryException refuseByLaterWords(QueryException e) {
    boolean returning =
        e.code() == ErrorCode.SYNTAX_ERROR
            && StatementText.firstWord(sql).equals("INSERT")
            && StatementText.hasWord(sql, "RETURNING");
    return returning ? notSupported("RETURNING") : e;
  }

  private static QueryException notSupported(String what) {
    return new QueryException(ErrorCode.NOT_SUPPORTED, what + " is not supported");
  }

  private QueryException readOnly(String what) {
    Source source = engine.source();
    String reason =
        source instanceof Store
            ? "it was opened read only"
            : source.format() + " files are read only here";
    return new QueryException(
        ErrorCode.READ_ONLY, what + " cannot change " + source.location() + ": " + reason);
  }

  private PreparedQuery plan(SqlNode statement) {
    if (statement instanceof SqlTransaction transaction) {
      return prepared(StatementKind.TRANSACTION, new Plan.Transaction(transaction.action()));
    }
    if (statement instanceof SqlExplainPlan explain) {
      return explain(plan(explain.statement()), explain.analyze());
    }
    if (statement instanceof SqlExplain explain) {
      return explain(plan(explain.getExplicandum()), false);
    }
    if (statement instanceof SqlInsertRows insert) {
      return insert(insert);
    }
    if (statement.isA(SqlKind.DML)) {
      throw refuseChange(statement);
    }
    if (statement instanceof SqlCreateSchema
        || statement instanceof SqlCreateTable
        || statement instanceof SqlCreateView
        || statement instanceof SqlDropNodes) {
      return definition(statement);
    }
    if (!statement.isA(SqlKind.QUERY)) {
      throw notSupported(statement.getKind().name());
    }
    return query(statement);
  }

  private PreparedQuery prepared(StatementKind kind, Plan plan) {
    return prepared(kind, List.of(), new @Nullable RelDataType[0], List.of(), plan);
  }

  private PreparedQuery prepared(
      StatementKind kind,
      List<ResultColumn> columns,
      @Nullable RelDataType[] parameterTypes,
      List<StatementTime> times,
      Plan plan) {
    return new PreparedQuery(
        sql,
        schema,
        snapshot.catalogVersion(),
        kind,
        columns,
        parameters(parameterTypes),
        times,
        plan);
  }

  /** A misspelled table is told before what may not be done to it. */
  private QueryException refuseChange(SqlNode statement) {
    try {
      new CairnValidator(catalog).validate(statement);
    } catch (RuntimeException e) {
      QueryException wrong = ValidationErrors.translate(e, catalog, sql);
      if (wrong.code() == ErrorCode.UNKNOWN_TABLE || wrong.code() == ErrorCode.UNKNOWN_SCHEMA) {
        return wrong;
      }
    }
    String name = statement.getKind().name();
    return engine.source().isReadOnly() ? readOnly(name) : notSupported(name);
  }

  private PreparedQuery insert(SqlInsertRows insert) {
    SqlNode source = insert.source();
    @Nullable RelDataType[] types = new @Nullable RelDataType[parameterCount(source)];
    TimeParameters times = new TimeParameters(types.length);
    if (engine.source().isReadOnly()) {
      throw refuseInsert(insert);
    }
    Plan plan = new InsertPlanner(catalog, names(), types, times).plan(insert);
    return prepared(StatementKind.UPDATE, List.of(), types, times.times(), plan);
  }

  private QueryException refuseInsert(SqlInsertRows insert) {
    List<String> table = insert.table().names;
    CatalogNames names = names();
    String leaf = table.get(table.size() - 1);
    return names.leaf(names.groupOf(insert.table()), leaf) == null
        ? catalog.unknownTable(leaf, insert.table())
        : readOnly("INSERT");
  }

  private CatalogNames names() {
    return new CatalogNames(snapshot, engine.options().catalog(), schema);
  }

  private PreparedQuery definition(SqlNode statement) {
    SqlNode query =
        statement instanceof SqlCreateTable table
            ? table.query()
            : statement instanceof SqlCreateView view ? view.query() : null;
    @Nullable RelDataType[] types = new @Nullable RelDataType[parameterCount(query)];
    TimeParameters times = new TimeParameters(types.length);
    DefinitionPlanner planner = new DefinitionPlanner(catalog, names(), sql, types, times);
    Plan plan;
    if (statement instanceof SqlCreateSchema create) {
      plan = new Plan.Define(planner.createSchema(create));
    } else if (statement instanceof SqlCreateTable create) {
      plan = planner.createTable(create);
    } else if (statement instanceof SqlCreateView create) {
      plan = new Plan.Define(planner.createView(create, schema));
    } else {
      plan = new Plan.Define(planner.drop((SqlDropNodes) statement));
    }
    boolean rows = plan instanceof Plan.CreateTableAs;
    return prepared(
        rows ? StatementKind.UPDATE : StatementKind.DEFINITION,
        List.of(),
        types,
        times.times(),
        plan);
  }

  private static int parameterCount(@Nullable SqlNode part) {
    int[] count = new int[1];
    if (part != null) {
      part.accept(
          new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlDynamicParam parameter) {
              count[0] = Math.max(count[0], parameter.getIndex() + 1);
              return null;
            }
          });
    }
    return count[0];
  }

  private PreparedQuery explain(PreparedQuery explained, boolean analyze) {
    Plan plan = explained.plan();
    ResultColumn column =
        new ResultColumn(
            "PLAN", "PLAN", ColumnType.VARCHAR, "VARCHAR", false, Lane.TEXT, null, null, null);
    if (analyze && !(plan instanceof Plan.Query)) {
      throw notSupported("EXPLAIN ANALYZE of a statement that changes the database");
    }
    return new PreparedQuery(
        sql,
        schema,
        snapshot.catalogVersion(),
        StatementKind.EXPLAIN,
        List.of(column),
        explained.parameters(),
        explained.times(),
        explanation(plan, analyze));
  }

  private static Plan.Explain explanation(Plan plan, boolean analyze) {
    if (plan instanceof Plan.Query query) {
      return new Plan.Explain(List.of(), query.executable(), analyze);
    }
    if (plan instanceof Plan.QueryRows insert) {
      return new Plan.Explain(
          List.of(insertLine(insert.rows().table())), insert.rows().rows(), false);
    }
    if (plan instanceof Plan.Rows insert) {
      return new Plan.Explain(
          List.of(
              insertLine(insert.rows().table()),
              "  Values [" + insert.rows().rowCount() + " rows]"),
          null,
          false);
    }
    throw notSupported("EXPLAIN of this statement");
  }

  private static String insertLine(ObjectPath table) {
    return "Insert table=[" + SchemaName.of(table.parent()) + "." + table.name() + "]";
  }

  private PreparedQuery query(SqlNode statement) {
    @Nullable RelDataType[] types = new @Nullable RelDataType[parameterCount(statement)];
    QueryPlanner planner = new QueryPlanner(catalog, engine.operatorChoice());
    SqlNode validated = planner.validate(statement);
    RelDataType rowType = planner.rowType(validated);
    List<List<String>> origins = planner.origins(validated);
    planner.parameterTypes(validated, types);
    TimeParameters times = new TimeParameters(types.length);
    RelNode tree = times.replace(planner.convert(validated).project(), planner.rexBuilder());
    QueryPlanner.PhysicalPlan plan = planner.physical(tree);
    return prepared(
        StatementKind.QUERY,
        columns(rowType, origins, plan.root().columns()),
        types,
        times.times(),
        new Plan.Query(ExecutablePlan.of(plan.root(), plan.estimates())));
  }

  private static List<ParameterColumn> parameters(@Nullable RelDataType[] types) {
    List<ParameterColumn> parameters = new ArrayList<>();
    for (RelDataType type : types) {
      // A type of limited length would pad what is bound to it.
      ColumnType bound =
          type == null ? ColumnType.VARCHAR : ColumnTarget.valueType(TypeMapping.toStorage(type));
      parameters.add(new ParameterColumn(bound, TypeMapping.sqlName(bound)));
    }
    return parameters;
  }

  private static List<ResultColumn> columns(
      RelDataType rowType, List<List<String>> origins, List<OutputColumn> output) {
    List<ResultColumn> columns = new ArrayList<>();
    for (RelDataTypeField field : rowType.getFieldList()) {
      OutputColumn column = output.get(field.getIndex());
      List<String> origin =
          field.getIndex() < origins.size() ? origins.get(field.getIndex()) : List.of();
      boolean known = origin.size() == 4;
      // A column of a file keeps its own type; a computed one has the type that SQL derived.
      ColumnType type =
          sameLane(column, field) ? column.type() : TypeMapping.toStorage(field.getType());
      columns.add(
          new ResultColumn(
              field.getName(),
              known ? origin.get(3) : field.getName(),
              type,
              TypeMapping.sqlName(TypeMapping.toStorage(field.getType())),
              field.getType().isNullable(),
              column.lane(),
              known ? origin.get(0) : null,
              known ? origin.get(1) : null,
              known ? origin.get(2) : null));
    }
    return columns;
  }

  private static boolean sameLane(OutputColumn column, RelDataTypeField field) {
    return column.type().naturalLane() == TypeMapping.toStorage(field.getType()).naturalLane();
  }
}
