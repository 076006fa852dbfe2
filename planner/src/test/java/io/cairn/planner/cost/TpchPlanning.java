package io.cairn.planner.cost;

import io.cairn.planner.schema.CairnTypeFactory;
import io.cairn.storage.predicate.ColumnStatistics;
import io.cairn.storage.predicate.Constant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.plan.Contexts;
import org.apache.calcite.plan.ConventionTraitDef;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgramBuilder;
import org.apache.calcite.plan.volcano.VolcanoPlanner;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.schema.Statistic;
import org.apache.calcite.schema.Statistics;
import org.apache.calcite.schema.Wrapper;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.sql2rel.RelFieldTrimmer;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.apache.calcite.tools.RelBuilder;
import org.jspecify.annotations.Nullable;

/** Plans statements over tables of TPC-H's sizes, as far as the estimates matter. */
final class TpchPlanning {
  private static final List<RelOptRule> REWRITES =
      List.of(
          CoreRules.FILTER_SUB_QUERY_TO_CORRELATE,
          CoreRules.PROJECT_SUB_QUERY_TO_CORRELATE,
          CoreRules.JOIN_SUB_QUERY_TO_CORRELATE,
          CoreRules.FILTER_INTO_JOIN,
          CoreRules.JOIN_CONDITION_PUSH,
          CoreRules.JOIN_PUSH_EXPRESSIONS,
          CoreRules.FILTER_PROJECT_TRANSPOSE,
          CoreRules.FILTER_AGGREGATE_TRANSPOSE,
          CoreRules.FILTER_SET_OP_TRANSPOSE,
          CoreRules.FILTER_MERGE,
          CoreRules.PROJECT_MERGE,
          CoreRules.PROJECT_REMOVE,
          CoreRules.AGGREGATE_PROJECT_MERGE,
          CoreRules.FILTER_REDUCE_EXPRESSIONS,
          CoreRules.PROJECT_REDUCE_EXPRESSIONS,
          CoreRules.JOIN_REDUCE_EXPRESSIONS,
          CoreRules.AGGREGATE_REDUCE_FUNCTIONS,
          CoreRules.AGGREGATE_REMOVE,
          CoreRules.SORT_REMOVE,
          CoreRules.SORT_REMOVE_CONSTANT_KEYS,
          CoreRules.SORT_PROJECT_TRANSPOSE,
          CoreRules.UNION_MERGE,
          CoreRules.UNION_REMOVE,
          CoreRules.AGGREGATE_EXPAND_DISTINCT_AGGREGATES_TO_JOIN,
          CoreRules.JOIN_DERIVE_IS_NOT_NULL_FILTER_RULE);

  private final CalciteSchema schema = CalciteSchema.createRootSchema(false, false);
  private final CairnTypeFactory types = new CairnTypeFactory();
  private final RelOptCluster cluster;

  TpchPlanning() {
    VolcanoPlanner planner = new VolcanoPlanner();
    planner.addRelTraitDef(ConventionTraitDef.INSTANCE);
    cluster = RelOptCluster.create(planner, new RexBuilder(types));
    schema.add("region", new Table(5, Map.of("r_regionkey", 5L, "r_name", 5L)));
    schema.add("nation", new Table(25, Map.of("n_nationkey", 25L, "n_regionkey", 5L)));
    schema.add("supplier", new Table(10_000, Map.of("s_suppkey", 10_000L, "s_nationkey", 25L)));
    schema.add("customer", new Table(150_000, Map.of("c_custkey", 150_000L, "c_nationkey", 25L)));
    schema.add(
        "orders",
        new Table(
            1_500_000,
            Map.of("o_orderkey", 1_500_000L, "o_custkey", 100_000L, "o_orderdate", 2_400L)));
    schema.add(
        "lineitem",
        new Table(
            6_000_000, Map.of("l_orderkey", 1_500_000L, "l_suppkey", 10_000L, "l_quantity", 50L)));
  }

  /** Uses the estimates under test; without it Calcite's own. */
  TpchPlanning withOwnMetadata() {
    cluster.setMetadataQuerySupplier(CairnMetadataQuery::new);
    return this;
  }

  RelOptCluster cluster() {
    return cluster;
  }

  RelNode logical(String sql) {
    Properties properties = new Properties();
    properties.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "false");
    CalciteCatalogReader reader =
        new CalciteCatalogReader(
            schema, List.of(), types, new CalciteConnectionConfigImpl(properties));
    SqlValidator validator =
        SqlValidatorUtil.newValidator(
            SqlStdOperatorTable.instance(), reader, types, SqlValidator.Config.DEFAULT);
    SqlNode parsed;
    try {
      parsed = SqlParser.create(sql).parseQuery();
    } catch (SqlParseException e) {
      throw new IllegalArgumentException(sql, e);
    }
    SqlToRelConverter converter =
        new SqlToRelConverter(
            (type, text, path, view) -> {
              throw new IllegalArgumentException(text);
            },
            validator,
            reader,
            cluster,
            StandardConvertletTable.INSTANCE,
            SqlToRelConverter.config().withExpand(false).withTrimUnusedFields(true));
    return converter.convertQuery(validator.validate(parsed), false, true).project();
  }

  RelNode planned(String sql) {
    RelNode rel = hep(logical(sql), REWRITES);
    RelBuilder builder = RelFactories.LOGICAL_BUILDER.create(cluster, null);
    rel = RelDecorrelator.decorrelateQuery(rel, builder);
    rel = new RelFieldTrimmer(null, builder).trim(rel);
    rel = hep(rel, List.of(CoreRules.JOIN_TO_MULTI_JOIN));
    rel = hep(rel, List.of(CoreRules.MULTI_JOIN_OPTIMIZE));
    return hep(rel, REWRITES);
  }

  private static RelNode hep(RelNode rel, List<RelOptRule> rules) {
    HepPlanner planner =
        new HepPlanner(
            new HepProgramBuilder().addRuleCollection(rules).build(), Contexts.EMPTY_CONTEXT);
    planner.setRoot(rel);
    return planner.findBestExp();
  }

  private static final class Table extends AbstractTable
      implements Wrapper, ColumnStatisticsSource {
    private final long rows;
    private final List<String> names;
    private final Map<String, Long> distinct;

    Table(long rows, Map<String, Long> distinct) {
      this.rows = rows;
      this.distinct = distinct;
      this.names = new ArrayList<>(new java.util.TreeSet<>(distinct.keySet()));
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory factory) {
      RelDataTypeFactory.Builder builder = factory.builder();
      for (String name : names) {
        builder.add(name, SqlTypeName.BIGINT);
      }
      return builder.build();
    }

    @Override
    public Statistic getStatistic() {
      return Statistics.of((double) rows, List.of());
    }

    @Override
    public <C> @Nullable C unwrap(Class<C> type) {
      return type.isInstance(this) ? type.cast(this) : super.unwrap(type);
    }

    @Override
    public ColumnStatistics columnStatistics(int column) {
      Long count = distinct.get(names.get(column));
      long values = count == null ? -1 : count;
      return new ColumnStatistics(
          rows, 0, 0, new Constant.Whole(1), new Constant.Whole(1_000), values);
    }
  }
}
