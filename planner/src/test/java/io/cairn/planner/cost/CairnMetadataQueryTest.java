package io.cairn.planner.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.sql.SqlExplainLevel;
import org.apache.calcite.util.ImmutableBitSet;
import org.junit.jupiter.api.Test;

class CairnMetadataQueryTest {
  private static final String SIX_TABLES =
      """
      select n_regionkey, count(*) from customer, orders, lineitem, supplier, nation, region
      where c_custkey = o_custkey and l_orderkey = o_orderkey and l_suppkey = s_suppkey
        and c_nationkey = s_nationkey and s_nationkey = n_nationkey
        and n_regionkey = r_regionkey and r_name = 3 and o_orderdate < 100
      group by n_regionkey""";

  @Test
  void planningInAFreshProcessLoadsNoCompiler() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                FirstPlanning.class.getName(),
                "own")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(output.lines().filter(line -> line.contains("LogicalFilter("))).hasSize(1);
    assertThat(output.lines().filter(line -> line.contains("org.codehaus.janino"))).isEmpty();
  }

  @Test
  void aJoinOfSixTablesIsOrderedByItsEstimates() {
    TpchPlanning planning = new TpchPlanning().withOwnMetadata();
    RelNode plan = planning.planned(SIX_TABLES);
    assertThat(RelOptUtil.toString(plan)).doesNotContain("MultiJoin");
    assertThat(joinRows(plan)).isLessThan(joinRows(planning.logical(SIX_TABLES)) / 100);
  }

  /** Rows of all joins together. */
  private static double joinRows(RelNode rel) {
    double rows =
        rel instanceof org.apache.calcite.rel.core.Join
            ? rel.getCluster().getMetadataQuery().getRowCount(rel)
            : 0;
    for (RelNode input : rel.getInputs()) {
      rows += joinRows(input);
    }
    return rows;
  }

  @Test
  void aJoinToTheSmallerSidesKeyKeepsTheLargerSidesRows() {
    assertThat(rows("select 1 from lineitem join orders on l_orderkey = o_orderkey"))
        .isCloseTo(6_000_000, within(1.0));
    assertThat(rows("select 1 from nation join region on n_regionkey = r_regionkey"))
        .isCloseTo(25, within(0.1));
  }

  @Test
  void aRangeSelectsItsShareOfTheValues() {
    assertThat(rows("select 1 from lineitem where l_quantity <= 500.5"))
        .isCloseTo(3_000_000, within(1.0));
    assertThat(rows("select 1 from lineitem where l_quantity = 7")).isCloseTo(120_000, within(1.0));
    assertThat(rows("select 1 from lineitem where l_quantity > 5000")).isEqualTo(1);
    assertThat(rows("select 1 from lineitem where l_quantity is null")).isEqualTo(1);
  }

  @Test
  void groupsAreAsManyAsDifferentKeys() {
    assertThat(rows("select l_quantity, count(*) from lineitem group by l_quantity"))
        .isCloseTo(50, within(1.0));
  }

  private static double rows(String sql) {
    RelNode rel = new TpchPlanning().withOwnMetadata().planned(sql);
    return rel.getCluster().getMetadataQuery().getRowCount(rel);
  }

  @Test
  void everyKindOfQuestionHasAnAnswer() {
    TpchPlanning planning = new TpchPlanning().withOwnMetadata();
    for (String sql :
        List.of(
            SIX_TABLES,
            "select * from region union all select * from nation order by 1 limit 3",
            "select * from (values (1, 2), (3, 4)) intersect select * from region",
            "select r_name, sum(r_regionkey) over (partition by r_name) from region",
            "select * from nation where n_nationkey in (select r_regionkey from region)")) {
      for (RelNode root : List.of(planning.logical(sql), planning.planned(sql))) {
        askEverything(root);
      }
    }
  }

  private static void askEverything(RelNode rel) {
    RelMetadataQuery mq = rel.getCluster().getMetadataQuery();
    ImmutableBitSet first = ImmutableBitSet.of(0);
    assertThat(mq.getRowCount(rel)).isNotNull().isNotNegative();
    mq.getMaxRowCount(rel);
    mq.getMinRowCount(rel);
    mq.getDistinctRowCount(rel, first, null);
    mq.getPopulationSize(rel, first);
    mq.getPercentageOriginalRows(rel);
    assertThat(mq.getSelectivity(rel, null)).isBetween(0.0, 1.0);
    mq.getUniqueKeys(rel);
    mq.areColumnsUnique(rel, first);
    mq.determines(rel, 0, 0);
    mq.getPulledUpPredicates(rel);
    mq.getAllPredicates(rel);
    mq.getColumnOrigins(rel, 0);
    mq.getExpressionLineage(rel, rel.getCluster().getRexBuilder().makeInputRef(rel, 0));
    mq.getTableReferences(rel);
    mq.getInputFieldsUsed(rel);
    mq.getNodeTypes(rel);
    assertThat(mq.getCumulativeCost(rel)).isNotNull();
    assertThat(mq.getNonCumulativeCost(rel)).isNotNull();
    mq.collations(rel);
    mq.distribution(rel);
    mq.getAverageRowSize(rel);
    mq.getAverageColumnSizes(rel);
    mq.isPhaseTransition(rel);
    mq.splitCount(rel);
    mq.memory(rel);
    mq.cumulativeMemoryWithinPhase(rel);
    mq.isVisibleInExplain(rel, SqlExplainLevel.ALL_ATTRIBUTES);
    mq.isMeasure(rel, 0);
    rel.getInputs().forEach(CairnMetadataQueryTest::askEverything);
  }

  @Test
  void anUnknownKindIsRefusedByName() {
    assertThatThrownBy(() -> MetadataKinds.INSTANCE.handler(Unknown.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Unknown");
  }

  private interface Unknown extends BuiltInMetadata.RowCount.Handler {}
}
