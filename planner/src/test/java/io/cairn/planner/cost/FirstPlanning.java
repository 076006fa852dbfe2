package io.cairn.planner.cost;

import java.lang.management.ManagementFactory;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;

/** Plans one statement in a process of its own and prints what that took. */
final class FirstPlanning {
  private FirstPlanning() {}

  /** The only argument tells whose metadata to use: {@code own} or {@code calcite}. */
  public static void main(String[] arguments) {
    long start = System.nanoTime();
    TpchPlanning planning = new TpchPlanning();
    if (arguments[0].equals("own")) {
      planning.withOwnMetadata();
    }
    RelNode plan = planning.planned("select l_orderkey from lineitem where l_quantity > 5");
    long millis = (System.nanoTime() - start) / 1_000_000;
    System.out.println(RelOptUtil.toString(plan));
    System.out.println(
        "millis="
            + millis
            + " cpu="
            + ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000
            + " classes="
            + ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount());
  }
}
