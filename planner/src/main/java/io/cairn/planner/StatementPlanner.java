package io.cairn.planner;

import io.cairn.planner.cost.CairnMetadataQuery;
import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.ExecutablePlan;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.parse.CairnValidator;
import io.cairn.planner.parse.SqlExplainPlan;
import io.cairn.planner.parse.SqlTransaction;
import io.cairn.planner.parse.StatementParser;
import io.cairn.planner.parse.StatementText;
import io.cairn.planner.parse.ValidationErrors;
import io.cairn.planner.rule.PlanningPhases;
import io.cairn.planner.schema.CairnCatalogReader;
import io.cairn.planner.schema.CairnTypeFactory;
import io.cairn.planner.schema.TypeMapping;
import io.cairn.planner.translate.ConstantFolder;
import io.cairn.planner.translate.PhysicalPlanner;
import io.cairn.storage.Snapshot;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.ConventionTraitDef;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.volcano.VolcanoPlanner;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.sql.SqlExplain;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.jspecify.annotations.Nullable;

/**
 * Plans one statement: parse, check, translate, rewrite, choose operators. One thread at a time;
 * used once.
 */
final class StatementPlanner {
  private static final Set<String> DEFINITIONS =
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
          "RENAME");

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

  private final Engine engine;
  private final String sql;
  private final CairnTypeFactory typeFactory = new CairnTypeFactory();
  private final CairnCatalogReader catalog;

  StatementPlanner(Engine engine, Snapshot snapshot, String schema, String sql) {
    this.engine = engine;
    this.sql = sql;
    this.catalog =
        new CairnCatalogReader(
            snapshot, engine::systemView, engine.options().catalog(), schema, typeFactory);
  }

  PreparedQuery plan() {
    refuseByFirstWord();
    try {
      return plan(StatementParser.parse(sql));
    } catch (QueryException e) {
      throw e;
    } catch (StackOverflowError e) {
      throw new QueryException(
          ErrorCode.PROGRAM_LIMIT, "The statement nests too deeply; break it into parts", e);
    } catch (RuntimeException e) {
      throw ValidationErrors.translate(e, catalog);
    } catch (AssertionError e) {
      throw ValidationErrors.translate(new IllegalStateException(e), catalog);
    }
  }

  private void refuseByFirstWord() {
    String word = StatementText.firstWord(sql);
    if (DEFINITIONS.contains(word)) {
      throw refusal(word);
    }
    if (NOT_THERE.contains(word)) {
      throw new QueryException(ErrorCode.NOT_SUPPORTED, word + " is not supported");
    }
  }

  private QueryException refusal(String what) {
    if (engine.source().isReadOnly()) {
      return new QueryException(
          ErrorCode.READ_ONLY,
          what
              + " cannot change "
              + engine.source().location()
              + ": "
              + engine.source().format()
              + " files are read only here");
    }
    return new QueryException(
        ErrorCode.NOT_SUPPORTED, what + " is not supported on a database in memory");
  }

  private PreparedQuery plan(SqlNode statement) {
    if (statement instanceof SqlTransaction transaction) {
      return new PreparedQuery(
          sql,
          StatementKind.TRANSACTION,
          List.of(),
          List.of(),
          new Plan.Transaction(transaction.action()));
    }
    if (statement instanceof SqlExplainPlan explain) {
      return explain(plan(explain.statement()), explain.analyze());
    }
    if (statement instanceof SqlExplain explain) {
      return explain(plan(explain.getExplicandum()), false);
    }
    if (statement.isA(SqlKind.DML)) {
      throw refuseChange(statement);
    }
    if (!statement.isA(SqlKind.QUERY)) {
      throw new QueryException(ErrorCode.NOT_SUPPORTED, statement.getKind() + " is not supported");
    }
    return query(statement);
  }

  /** A misspelled table is told before what may not be done to it. */
  private QueryException refuseChange(SqlNode statement) {
    try {
      new CairnValidator(catalog).validate(statement);
    } catch (RuntimeException e) {
      QueryException wrong = ValidationErrors.translate(e, catalog);
      if (wrong.code() == ErrorCode.UNKNOWN_TABLE) {
        return wrong;
      }
    }
    return refusal(statement.getKind().name());
  }

  private PreparedQuery explain(PreparedQuery explained, boolean analyze) {
    ExecutablePlan plan = ((Plan.Query) explained.plan()).executable();
    ResultColumn column =
        new ResultColumn(
            "PLAN", "PLAN", ColumnType.VARCHAR, "VARCHAR", false, Lane.TEXT, null, null, null);
    return new PreparedQuery(
        sql,
        StatementKind.EXPLAIN,
        List.of(column),
        explained.parameters(),
        new Plan.Explain(plan, analyze));
  }

  private PreparedQuery query(SqlNode statement) {
    CairnValidator validator = new CairnValidator(catalog);
    SqlNode validated = validator.validate(statement);
    RelDataType rowType = validator.getValidatedNodeType(validated);
    List<List<String>> origins = origins(validator.getFieldOrigins(validated));
    List<ParameterColumn> parameters = parameters(validator.getParameterRowType(validated));
    RexBuilder rexBuilder = new RexBuilder(typeFactory);
    VolcanoPlanner volcano = new VolcanoPlanner();
    volcano.addRelTraitDef(ConventionTraitDef.INSTANCE);
    volcano.setExecutor(new ConstantFolder());
    RelOptCluster cluster = RelOptCluster.create(volcano, rexBuilder);
    cluster.setMetadataQuerySupplier(CairnMetadataQuery::new);
    SqlToRelConverter converter =
        new SqlToRelConverter(
            (type, query, schemaPath, viewPath) -> {
              throw new QueryException(ErrorCode.NOT_SUPPORTED, "Views are not supported");
            },
            validator,
            catalog,
            cluster,
            StandardConvertletTable.INSTANCE,
            SqlToRelConverter.config()
                .withExpand(false)
                .withTrimUnusedFields(true)
                .withInSubQueryThreshold(Integer.MAX_VALUE));
    RelRoot root = converter.convertQuery(validated, false, true);
    PlanNode plan =
        new PhysicalPlanner(rexBuilder, new NativeFallback(rexBuilder))
            .plan(PlanningPhases.run(root, rexBuilder));
    return new PreparedQuery(
        sql,
        StatementKind.QUERY,
        columns(rowType, origins, plan.columns()),
        parameters,
        new Plan.Query(ExecutablePlan.of(plan)));
  }

  private static List<List<String>> origins(@Nullable List<@Nullable List<String>> origins) {
    List<List<String>> result = new ArrayList<>();
    if (origins != null) {
      for (List<String> origin : origins) {
        result.add(origin == null ? List.of() : origin);
      }
    }
    return result;
  }

  private static List<ParameterColumn> parameters(RelDataType type) {
    List<ParameterColumn> parameters = new ArrayList<>();
    for (RelDataTypeField field : type.getFieldList()) {
      ColumnType storage = TypeMapping.toStorage(field.getType());
      // CHAR would pad what is bound to it.
      ColumnType bound = storage instanceof ColumnType.Text ? ColumnType.VARCHAR : storage;
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
