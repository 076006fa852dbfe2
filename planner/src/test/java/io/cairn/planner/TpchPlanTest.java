package io.cairn.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.planner.exec.plan.Estimates;
import io.cairn.planner.exec.plan.PlanNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shapes of plans over tables of TPC-H's sizes. The right side of a join is collected first.
 */
class TpchPlanTest {
  private static final Engine ENGINE = TpchStatistics.engine();
  private static final Path QUERIES =
      Path.of("..", "sql-tests", "src", "test", "resources", "tpch");

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | group(lineitem)",
        "2 | (nation * region) * (supplier * (partsupp * (group(partsupp * (supplier * (nation *"
            + " region))) * part)))",
        "3 | group(lineitem * (orders * customer))",
        "4 | group(orders semi lineitem)",
        "5 | group((lineitem * (orders * (customer * (nation * region)))) * supplier)",
        "6 | group(lineitem)",
        "7 | group((lineitem * (orders * (customer * nation))) * (supplier * nation))",
        "8 | group((supplier * ((customer * (orders * (lineitem * part))) * (nation * region))) *"
            + " nation)",
        "9 | group(orders * (lineitem * ((partsupp * part) * (supplier * nation))))",
        "10 | group(lineitem * ((customer * orders) * nation))",
        "11 | group(partsupp * (supplier * nation)) * group(partsupp * (supplier * nation))",
        "12 | group(orders * lineitem)",
        "13 | group(group(orders right customer))",
        "14 | group(part * lineitem)",
        "15 | supplier * (group(lineitem) * group(group(lineitem)))",
        "16 | group((partsupp * part) anti supplier)",
        "17 | group(lineitem * (group(lineitem) * part))",
        "18 | group(lineitem * ((orders semi group(lineitem)) * customer))",
        "19 | group(lineitem * part)",
        "20 | (supplier * nation) semi (group(lineitem) * (partsupp semi part))",
        "21 | group((orders * ((lineitem * (supplier * nation)) anti lineitem)) semi lineitem)",
        "22 | group((customer anti orders) * group(customer))",
      })
  void putsTheLargestTableAtTheEndOfTheLeftSpine(int query, String shape) throws IOException {
    assertThat(shape(plan(query).root())).isEqualTo(shape);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22})
  void runsNativelyAndSaysWhatItExpects(int query) throws IOException {
    ExecutedPlan plan = plan(query);
    check(plan.root(), plan.estimates());
  }

  private static void check(PlanNode node, Estimates estimates) {
    assertThat(node).isNotInstanceOf(PlanNode.External.class);
    assertThat(estimates.rows(node)).as("%s", node).isNotNegative().isLessThan(1e9);
    node.inputs().forEach(input -> check(input, estimates));
  }

  @Test
  void keepsAlternativesOfTwoTablesForTheJoinAndTellsEachTable() throws IOException {
    assertThat(shape(plan(19).root())).isEqualTo("group(lineitem * part)");
    PlanNode join = plan(19).root();
    while (!(join instanceof PlanNode.Join)) {
      join = join.inputs().get(0);
    }
    PlanNode part = ((PlanNode.Join) join).right();
    while (!(part instanceof PlanNode.Scan)) {
      part = part.inputs().get(0);
    }
    assertThat(((PlanNode.Scan) part).pushedText().toString()).contains("OR").contains("Brand#12");
  }

  private record ExecutedPlan(PlanNode root, Estimates estimates) {}

  private static ExecutedPlan plan(int query) throws IOException {
    String sql =
        Files.readString(QUERIES.resolve(String.format("q%02d.sql", query)))
            .replace("${fraction}", "0.0001");
    try (Session session = ENGINE.openSession()) {
      Plan.Query plan = (Plan.Query) session.prepare(sql).plan();
      return new ExecutedPlan(plan.executable().root(), plan.executable().estimates());
    }
  }

  /** Tables and what joins them. */
  private static String shape(PlanNode node) {
    if (node instanceof PlanNode.Scan scan) {
      return scan.table().name().replaceFirst(".*\\.", "");
    }
    if (node instanceof PlanNode.Join join) {
      String sign =
          switch (join.kind()) {
            case INNER -> " * ";
            default -> " " + join.kind().name().toLowerCase(java.util.Locale.ROOT) + " ";
          };
      return operand(join.left()) + sign + operand(join.right());
    }
    String inputs =
        node.inputs().stream().map(TpchPlanTest::shape).collect(Collectors.joining(", "));
    return node instanceof PlanNode.Aggregate ? "group(" + inputs + ")" : inputs;
  }

  private static String operand(PlanNode node) {
    String shape = shape(node);
    return shape.contains(" ") && !(shape.startsWith("group(") && isOneGroup(shape))
        ? "(" + shape + ")"
        : shape;
  }

  /** Whether the parenthesis that opens first closes last. */
  private static boolean isOneGroup(String shape) {
    int depth = 0;
    for (int i = 0; i < shape.length() - 1; i++) {
      char c = shape.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ')' && depth == 0) {
        return false;
      }
    }
    return true;
  }
}
