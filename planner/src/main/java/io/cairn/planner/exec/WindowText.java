package io.cairn.planner.exec;

import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.plan.AggregateCall;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.plan.WindowCall;
import io.cairn.planner.exec.plan.WindowFrame;
import io.cairn.planner.exec.plan.WindowFrame.Bound;
import io.cairn.planner.exec.plan.WindowFrame.BoundKind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A window as EXPLAIN shows it. */
final class WindowText {
  private WindowText() {}

  static void append(PlanNode.Window window, StringBuilder line) {
    List<OutputColumn> input = window.input().columns();
    line.append("Window partition=[")
        .append(
            window.partition().stream()
                .map(column -> input.get(column).name())
                .collect(Collectors.joining(", ")))
        .append("] order=[")
        .append(
            window.order().stream()
                .map(key -> Explain.key(key, input))
                .collect(Collectors.joining(", ")))
        .append("] calls=[")
        .append(
            window.calls().stream()
                .map(call -> call(call, window))
                .collect(Collectors.joining(", ")))
        .append(']');
  }

  private static String call(WindowCall call, PlanNode.Window window) {
    List<OutputColumn> input = window.input().columns();
    AggregateCall aggregate = call.aggregate();
    StringBuilder text = new StringBuilder();
    if (aggregate != null) {
      String shown = Explain.call(aggregate, input);
      text.append(shown, 0, shown.lastIndexOf(" AS "));
    } else {
      text.append(call.function())
          .append('(')
          .append(
              call.arguments().stream()
                  .map(argument -> input.get(argument).name())
                  .collect(Collectors.joining(", ")))
          .append(')');
    }
    if (call.ignoresNulls()) {
      text.append(" IGNORE NULLS");
    }
    if (looksAtFrame(call)) {
      append(call.frame(), text);
    }
    return text.append(" AS ").append(call.name()).toString();
  }

  private static boolean looksAtFrame(WindowCall call) {
    return switch (call.function()) {
      case FIRST_VALUE, LAST_VALUE, NTH_VALUE, AGGREGATE -> true;
      default -> false;
    };
  }

  private static void append(WindowFrame frame, StringBuilder text) {
    boolean whole =
        frame.start().kind() == BoundKind.UNBOUNDED_PRECEDING
            && frame.end().kind() == BoundKind.UNBOUNDED_FOLLOWING;
    if (!whole) {
      text.append(' ').append(frame.unit()).append(' ');
      append(frame.start(), text);
      text.append(" TO ");
      append(frame.end(), text);
    }
    if (frame.exclusion() != WindowFrame.Exclusion.NOTHING) {
      text.append(" EXCLUDE ").append(words(frame.exclusion()));
    }
  }

  private static void append(Bound bound, StringBuilder text) {
    Expression offset = bound.offset();
    if (offset != null) {
      text.append(ExpressionText.of(offset, List.of())).append(' ');
    }
    text.append(words(bound.kind()));
  }

  private static String words(Enum<?> name) {
    return name.name().toUpperCase(Locale.ROOT).replace('_', ' ');
  }
}
