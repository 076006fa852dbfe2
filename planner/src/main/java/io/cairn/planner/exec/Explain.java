package io.cairn.planner.exec;

import io.cairn.planner.exec.evaluate.ExpressionCompiler;
import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.plan.AggregateCall;
import io.cairn.planner.exec.plan.Estimates;
import io.cairn.planner.exec.plan.JoinKey;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.plan.SortKey;
import io.cairn.storage.ScanMetrics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plans as EXPLAIN shows them: a line an operator, inputs below it and two spaces further right.
 * What does not run natively has the word {@code fallback} on its line.
 */
public final class Explain {
  private static final double NANOS_PER_MILLI = 1e6;

  private final Estimates estimates;
  private final @Nullable Profile profile;
  private final Set<Integer> shown = new HashSet<>();
  private final List<String> lines = new ArrayList<>();

  private Explain(Estimates estimates, @Nullable Profile profile) {
    this.estimates = estimates;
    this.profile = profile;
  }

  /**
   * The lines of a plan of which nothing is expected.
   *
   * @param profile what each operator did in an execution; null to leave that out
   */
  public static List<String> lines(PlanNode root, @Nullable Profile profile) {
    return lines(root, Estimates.NONE, profile);
  }

  /**
   * The lines of a plan.
   *
   * @param estimates the rows that were expected of each operator, as far as they are known
   * @param profile what each operator did in an execution; null to leave that out
   */
  public static List<String> lines(PlanNode root, Estimates estimates, @Nullable Profile profile) {
    Explain explain = new Explain(estimates, profile);
    explain.append(root, 0);
    return explain.lines;
  }

  private void append(PlanNode node, int level) {
    StringBuilder line = new StringBuilder("  ".repeat(level));
    describe(node, line);
    if (!(node instanceof PlanNode.Scan)) {
      appendEstimate(node, line);
    }
    if (profile != null) {
      appendCounters(node, profile.entry(node), line);
    }
    lines.add(line.toString());
    if (node instanceof PlanNode.Shared shared && !shown.add(shared.number())) {
      return;
    }
    for (PlanNode input : node.inputs()) {
      append(input, level + 1);
    }
  }

  /** Goes behind the operator; the line of a scan ends with what it reads. */
  private void appendEstimate(PlanNode node, StringBuilder line) {
    double rows = estimates.rows(node);
    if (rows >= 0) {
      line.append(" estimated_rows=").append(Math.round(rows));
    }
  }

  private void describe(PlanNode node, StringBuilder line) {
    if (node instanceof PlanNode.Scan scan) {
      describe(scan, line);
    } else if (node instanceof PlanNode.Series series) {
      line.append("Series ")
          .append(ExpressionText.of(series.from(), List.of()))
          .append(" to ")
          .append(ExpressionText.of(series.to(), List.of()))
          .append(" step ")
          .append(ExpressionText.of(series.step(), List.of()));
    } else if (node instanceof PlanNode.Values values) {
      line.append("Values [").append(values.rows().size()).append(" rows]");
      mark(values.rows().stream().flatMap(List::stream).toList(), line);
    } else if (node instanceof PlanNode.Filter filter) {
      line.append("Filter [")
          .append(conjuncts(filter.condition(), filter.input().columns()))
          .append(']');
      mark(List.of(filter.condition()), line);
    } else if (node instanceof PlanNode.Project project) {
      describe(project, line);
    } else if (node instanceof PlanNode.Aggregate aggregate) {
      describe(aggregate, line);
    } else if (node instanceof PlanNode.Sort sort) {
      line.append("Sort [")
          .append(
              sort.keys().stream()
                  .map(key -> key(key, sort.columns()))
                  .collect(Collectors.joining(", ")))
          .append(']');
      bounds(sort.offset(), sort.limit(), line);
    } else if (node instanceof PlanNode.Window window) {
      WindowText.append(window, line);
    } else if (node instanceof PlanNode.Limit limit) {
      line.append("Limit");
      bounds(limit.offset(), limit.limit(), line);
    } else if (node instanceof PlanNode.UnionAll) {
      line.append("UnionAll");
    } else if (node instanceof PlanNode.Shared shared) {
      line.append("Shared #").append(shared.number());
    } else if (node instanceof PlanNode.Join join) {
      describe(join, line);
    } else if (node instanceof PlanNode.External external) {
      line.append(external.text()).append(" fallback");
    } else {
      throw new AssertionError(node);
    }
  }

  private void describe(PlanNode.Scan scan, StringBuilder line) {
    line.append("Scan ").append(scan.table().name());
    Expression residual = scan.residual();
    if (residual != null) {
      mark(List.of(residual), line);
    }
    appendEstimate(scan, line);
    line.append(" project=[")
        .append(names(scan.columns()))
        .append("] pushed=[")
        .append(String.join(", ", scan.pushedText()))
        .append("] residual=[")
        .append(residual == null ? "" : conjuncts(residual, scan.columns()))
        .append(']');
  }

  private static void describe(PlanNode.Project project, StringBuilder line) {
    List<String> expressions = new ArrayList<>();
    for (int i = 0; i < project.expressions().size(); i++) {
      String text = ExpressionText.of(project.expressions().get(i), project.input().columns());
      String name = project.columns().get(i).name();
      expressions.add(text.equals(name) ? text : text + " AS " + name);
    }
    line.append("Project [").append(String.join(", ", expressions)).append(']');
    mark(project.expressions(), line);
  }

  private static void describe(PlanNode.Aggregate aggregate, StringBuilder line) {
    List<OutputColumn> input = aggregate.input().columns();
    line.append("Aggregate keys=[")
        .append(
            aggregate.keys().stream()
                .map(key -> input.get(key).name())
                .collect(Collectors.joining(", ")))
        .append("] calls=[")
        .append(
            aggregate.calls().stream()
                .map(call -> call(call, input))
                .collect(Collectors.joining(", ")))
        .append(']');
  }

  private static void describe(PlanNode.Join join, StringBuilder line) {
    List<OutputColumn> left = join.left().columns();
    List<OutputColumn> right = join.right().columns();
    line.append("Join ").append(join.kind()).append(" keys=[");
    String separator = "";
    for (JoinKey key : join.keys()) {
      line.append(separator)
          .append(left.get(key.left()).name())
          .append(key.nullSafe() ? " IS NOT DISTINCT FROM " : " = ")
          .append(right.get(key.right()).name());
      separator = ", ";
    }
    line.append(']');
    Expression condition = join.condition();
    if (condition != null) {
      List<OutputColumn> both = new ArrayList<>(left);
      both.addAll(right);
      line.append(" condition=[").append(conjuncts(condition, both)).append(']');
      mark(List.of(condition), line);
    }
  }

  static String call(AggregateCall call, List<OutputColumn> input) {
    String arguments =
        call.arguments().stream()
            .map(argument -> input.get(argument).name())
            .collect(Collectors.joining(", "));
    return call.function()
        + "("
        + (call.distinct() ? "DISTINCT " : "")
        + (arguments.isEmpty() ? "*" : arguments)
        + ")"
        + (call.filter() < 0 ? "" : " FILTER (WHERE " + input.get(call.filter()).name() + ")")
        + " AS "
        + call.name();
  }

  static String key(SortKey key, List<OutputColumn> columns) {
    return columns.get(key.column()).name()
        + (key.descending() ? " DESC" : "")
        + (key.nullsFirst() == key.descending()
            ? ""
            : key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST");
  }

  private static void bounds(
      @Nullable Expression offset, @Nullable Expression limit, StringBuilder line) {
    if (offset != null) {
      line.append(" offset=").append(ExpressionText.of(offset, List.of()));
    }
    if (limit != null) {
      line.append(" limit=").append(ExpressionText.of(limit, List.of()));
    }
  }

  private static String conjuncts(Expression condition, List<OutputColumn> input) {
    return ExpressionCompiler.conjuncts(condition).stream()
        .map(conjunct -> ExpressionText.of(conjunct, input))
        .collect(Collectors.joining(", "));
  }

  private static String names(List<OutputColumn> columns) {
    return columns.stream().map(OutputColumn::name).collect(Collectors.joining(", "));
  }

  private static void mark(List<Expression> expressions, StringBuilder line) {
    if (expressions.stream().anyMatch(ExpressionCompiler::holdsExternal)) {
      line.append(" fallback");
    }
  }

  private static void appendCounters(PlanNode node, Profile.Entry entry, StringBuilder line) {
    line.append(" rows=")
        .append(entry.rows())
        .append(" time_ms=")
        .append(String.format(Locale.ROOT, "%.3f", entry.nanos() / NANOS_PER_MILLI));
    if (entry.spilledBytes() > 0) {
      line.append(" spilled_bytes=").append(entry.spilledBytes());
    }
    if (!(node instanceof PlanNode.Scan scan)) {
      return;
    }
    ScanMetrics metrics = entry.metrics();
    long[] totals = entry.columnChunkTotals();
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < scan.columns().size(); i++) {
      long read = metrics == null ? 0 : metrics.columnChunksRead(i);
      long total = i < totals.length ? totals[i] : 0;
      columns.add(scan.columns().get(i).name() + ":" + read + "/" + total);
    }
    line.append(" chunks_read=")
        .append(metrics == null ? 0 : metrics.chunksRead())
        .append(" chunks_total=")
        .append(entry.chunkTotal())
        .append(" columns=[")
        .append(String.join(",", columns))
        .append(']');
  }
}
