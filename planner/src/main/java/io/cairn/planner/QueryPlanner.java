package io.cairn.planner;

import io.cairn.planner.cost.CairnMetadataQuery;
import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.plan.Estimates;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.parse.CairnValidator;
import io.cairn.planner.rule.PlanningPhases;
import io.cairn.planner.schema.CairnCatalogReader;
import io.cairn.planner.translate.ConstantCalls;
import io.cairn.planner.translate.ConstantFolder;
import io.cairn.planner.translate.OperatorChoice;
import io.cairn.planner.translate.PhysicalPlanner;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.ConventionTraitDef;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.volcano.VolcanoPlanner;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexSimplify;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Takes one query from its syntax tree to operators, step by step: {@link #validate}, {@link
 * #convert}, {@link #physical}. One thread at a time; used once.
 */
final class QueryPlanner {
  static {
    // Where assertions are on, Calcite asserts that a call may be NULL exactly if an operand may.
    // Its own COALESCE of a column that is never NULL leaves calls behind that only seem to be, and
    // nothing depends on it.
    ClassLoader loader = RexSimplify.class.getClassLoader();
    if (loader != null) {
      loader.setClassAssertionStatus(RexSimplify.class.getName(), false);
    }
  }

  private final CairnCatalogReader catalog;
  private final CairnValidator validator;
  private final RexBuilder rexBuilder;
  private final RelOptCluster cluster;
  private final OperatorChoice choice;

  QueryPlanner(CairnCatalogReader catalog) {
    this(catalog, OperatorChoice.NATIVE);
  }

  QueryPlanner(CairnCatalogReader catalog, OperatorChoice choice) {
    this(catalog, cluster(new RexBuilder(catalog.getTypeFactory())), choice);
  }

  /** A query that becomes part of a larger one. */
  QueryPlanner(CairnCatalogReader catalog, RelOptCluster cluster) {
    this(catalog, cluster, OperatorChoice.NATIVE);
  }

  private QueryPlanner(CairnCatalogReader catalog, RelOptCluster cluster, OperatorChoice choice) {
    this.choice = choice;
    this.catalog = catalog;
    this.validator = new CairnValidator(catalog);
    this.rexBuilder = cluster.getRexBuilder();
    this.cluster = cluster;
  }

  private static RelOptCluster cluster(RexBuilder rexBuilder) {
    VolcanoPlanner volcano = new VolcanoPlanner();
    volcano.addRelTraitDef(ConventionTraitDef.INSTANCE);
    volcano.setExecutor(new ConstantFolder());
    RelOptCluster cluster = RelOptCluster.create(volcano, rexBuilder);
    cluster.setMetadataQuerySupplier(CairnMetadataQuery::new);
    return cluster;
  }

  RexBuilder rexBuilder() {
    return rexBuilder;
  }

  SqlNode validate(SqlNode query) {
    return validator.validate(query);
  }

  RelDataType rowType(SqlNode validated) {
    return validator.getValidatedNodeType(validated);
  }

  /** Catalog, schema, table and column of each field, empty where it is computed. */
  List<List<String>> origins(SqlNode validated) {
    List<List<String>> result = new ArrayList<>();
    List<@Nullable List<String>> origins = validator.getFieldOrigins(validated);
    if (origins != null) {
      for (List<String> origin : origins) {
        result.add(origin == null ? List.of() : origin);
      }
    }
    return result;
  }

  /** Notes the types of the parameters that stand in a part of a validated statement. */
  void parameterTypes(SqlNode part, @Nullable RelDataType[] types) {
    part.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(SqlDynamicParam parameter) {
            types[parameter.getIndex()] = validator.getValidatedNodeType(parameter);
            return null;
          }
        });
  }

  RelRoot convert(SqlNode validated) {
    AggregateSubqueries.check(validated);
    QueryConverter converter =
        new QueryConverter(
            (type, query, schemaPath, viewPath) -> {
              throw new QueryException(ErrorCode.NOT_SUPPORTED, "Views of views are expanded");
            },
            validator,
            catalog,
            cluster);
    return converter.convertQuery(validated, false, true);
  }

  /** The operators of a query. */
  PhysicalPlan physical(RelNode query) {
    RelNode tree = ConstantCalls.fold(CharComparisons.rewrite(query, rexBuilder), rexBuilder);
    PhysicalPlanner planner =
        new PhysicalPlanner(rexBuilder, new NativeFallback(rexBuilder), choice);
    PlanNode root =
        planner.planQuery(
            PlanningPhases.run(
                RelRoot.of(tree, org.apache.calcite.sql.SqlKind.SELECT), rexBuilder));
    return new PhysicalPlan(root, planner.estimates());
  }

  /**
   * Operators.
   *
   * @param estimates what is expected of them
   */
  record PhysicalPlan(PlanNode root, Estimates estimates) {}
}
