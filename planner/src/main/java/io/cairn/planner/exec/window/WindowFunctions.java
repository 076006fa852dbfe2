package io.cairn.planner.exec.window;

import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.plan.WindowCall;
import java.util.ArrayList;
import java.util.List;

/** Chooses the functions of a window. */
public final class WindowFunctions {
  private WindowFunctions() {}

  /** One a call. */
  public static List<WindowFunction> of(PlanNode.Window window) {
    List<WindowFunction> functions = new ArrayList<>();
    int inputs = window.input().columns().size();
    for (int i = 0; i < window.calls().size(); i++) {
      functions.add(of(window, window.calls().get(i), window.columns().get(inputs + i)));
    }
    return functions;
  }

  private static WindowFunction of(PlanNode.Window window, WindowCall call, OutputColumn output) {
    return switch (call.function()) {
      case ROW_NUMBER, RANK, DENSE_RANK, PERCENT_RANK, CUME_DIST, NTILE ->
          new Ranking(call, output.lane());
      case LAG, LEAD, FIRST_VALUE, LAST_VALUE, NTH_VALUE -> new ValueLookup(window, call);
      case AGGREGATE -> new FrameAggregation(window, call, output);
    };
  }
}
