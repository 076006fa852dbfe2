package io.cairn.planner.exec;

import io.cairn.planner.exec.plan.PlanNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes plans for people. */
public final class Explain {
  private Explain() {}

  /** One line an operator, two spaces a level. */
  public static List<String> lines(PlanNode root, @Nullable Profile profile) {
    List<String> lines = new ArrayList<>();
    add(root, 0, lines);
    return lines;
  }

  private static void add(PlanNode node, int level, List<String> lines) {
    lines.add("  ".repeat(level) + node.getClass().getSimpleName());
    for (PlanNode input : node.inputs()) {
      add(input, level + 1, lines);
    }
  }
}
