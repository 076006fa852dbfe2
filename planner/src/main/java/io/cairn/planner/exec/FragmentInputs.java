package io.cairn.planner.exec;

import io.cairn.planner.exec.join.JoinTable;
import io.cairn.planner.exec.plan.PlanNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a fragment takes in: the right inputs of its joins, which are collected first, and the
 * source, if it is no scan. Used for one execution after another. One thread at a time.
 */
final class FragmentInputs {
  private final Fragment fragment;
  private final @Nullable JoinBuild[] builds;
  private final @Nullable Step stream;

  FragmentInputs(Fragment fragment) {
    this.fragment = fragment;
    List<PlanNode> transforms = fragment.transforms();
    builds = new @Nullable JoinBuild[transforms.size()];
    for (int i = 0; i < builds.length; i++) {
      if (transforms.get(i) instanceof PlanNode.Join join) {
        builds[i] = new JoinBuild(join);
      }
    }
    stream = fragment.scan() == null ? Steps.of(fragment.source(), false) : null;
  }

  /** Collects the right inputs, from the last join to the first, and binds the source. */
  FragmentRun open(Execution execution) {
    @Nullable JoinTable[] tables = new @Nullable JoinTable[builds.length];
    for (int i = builds.length - 1; i >= 0; i--) {
      JoinBuild build = builds[i];
      if (build != null) {
        tables[i] = build.collect(execution);
      }
    }
    if (stream != null) {
      stream.start(execution);
    }
    return new FragmentRun(fragment, execution, tables, stream);
  }

  /** Ends the execution; may be called more than once. */
  void close() {
    Throwable failure = null;
    for (JoinBuild build : builds) {
      if (build != null) {
        try {
          build.close();
        } catch (RuntimeException | Error failed) {
          failure = failed;
        }
      }
    }
    if (stream != null) {
      stream.stop();
    }
    if (failure instanceof RuntimeException failed) {
      throw failed;
    }
    if (failure instanceof Error failed) {
      throw failed;
    }
  }
}
