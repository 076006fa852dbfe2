package io.cairn.planner.exec;

import io.cairn.planner.exec.join.JoinFilter;
import io.cairn.planner.exec.join.JoinTable;
import io.cairn.planner.exec.plan.JoinKey;
import io.cairn.planner.exec.plan.JoinKind;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.vector.Batch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a fragment takes in: the right inputs of its joins, which are collected first, and the
 * source, if it is no scan. What a right input tells of the rows that have a match goes down to
 * where these rows come from: to the scan, to right inputs that are not collected yet, to the
 * source. Used for one execution after another. One thread at a time.
 */
final class FragmentInputs {
  private final Fragment fragment;
  private final @Nullable JoinBuild[] builds;
  private final @Nullable Step stream;
  private final @Nullable KeptRows kept;
  private @Nullable SpilledJoin spilled;
  private final List<ColumnFilter> filters = new ArrayList<>();

  /**
   * Rows of the scan that are not needed.
   *
   * @param column of the scan's output
   * @param join position of the join that it stems from; beyond the transforms if from further up
   */
  record ColumnFilter(Execution execution, int column, JoinFilter filter, int join) {}

  FragmentInputs(Fragment fragment) {
    this.fragment = fragment;
    List<PlanNode> transforms = fragment.transforms();
    builds = new @Nullable JoinBuild[transforms.size()];
    for (int i = 0; i < builds.length; i++) {
      if (transforms.get(i) instanceof PlanNode.Join join) {
        builds[i] = new JoinBuild(join, fragment.estimates());
      }
    }
    kept = fragment.keepsSource() ? new KeptRows(fragment.source(), fragment.estimates()) : null;
    stream =
        kept == null && fragment.scan() == null
            ? Steps.of(fragment.source(), false, fragment.estimates())
            : null;
  }

  /** As {@link Step#restrict}, for the columns of the fragment. */
  void restrict(Execution execution, int column, JoinFilter filter) {
    restrict(execution, builds.length, column, filter);
  }

  /** Lets a filter on a column below the transform at a position go down as far as it can. */
  private void restrict(Execution execution, int position, int column, JoinFilter filter) {
    int current = column;
    for (int i = position - 1; i >= 0; i--) {
      PlanNode node = fragment.transforms().get(i);
      JoinBuild build = builds[i];
      if (build != null && node instanceof PlanNode.Join join) {
        int right = current - join.left().columns().size();
        if (right >= 0) {
          // Rows of the left that lose their match get NULL, which the filter's join leaves out.
          if (join.kind().deliversRight() && join.kind() != JoinKind.FULL) {
            build.restrict(execution, right, filter);
          }
          return;
        }
      }
      current = Fragment.inputColumn(node, current);
      if (current < 0) {
        return;
      }
    }
    if (kept != null) {
      kept.restrict(execution, current, filter);
    } else if (stream != null) {
      stream.restrict(execution, current, filter);
    } else {
      filters.add(new ColumnFilter(execution, current, filter, position));
    }
  }

  /** Collects the right inputs, from the last join to the first, and binds the source. */
  FragmentRun open(Execution execution) {
    filters.removeIf(filter -> filter.execution != execution);
    @Nullable JoinTable[] tables = new @Nullable JoinTable[builds.length];
    boolean empty = false;
    int first = 0;
    for (int i = builds.length - 1; i >= 0 && !empty; i--) {
      JoinBuild build = builds[i];
      if (build != null) {
        PlanNode.Join join = (PlanNode.Join) fragment.transforms().get(i);
        if (i == 0 && kept != null) {
          kept.collect(execution);
          if (kept.batches().isEmpty()) {
            empty = true;
            break;
          }
          tellRight(join, build, kept.batches(), execution);
        }
        JoinTable table = build.collect(execution);
        if (table == null) {
          if (kept != null) {
            kept.close();
          }
          SpilledJoin onDisk = new SpilledJoin(join, fragment.estimates(), build, execution);
          spilled = onDisk;
          onDisk.collect();
          first = i + 1;
          break;
        }
        tables[i] = table;
        boolean needsMatch =
            switch (join.kind()) {
              case INNER, RIGHT, SEMI -> true;
              case LEFT, FULL, ANTI, MARK -> false;
            };
        if (needsMatch) {
          // Nothing comes out of what is below, so that it need not be read.
          empty = table.rowCount() == 0;
          List<JoinKey> keys = join.keys();
          for (int part = 0; part < keys.size() && !empty; part++) {
            JoinFilter filter = build.filter(part, table, execution);
            if (filter != null) {
              restrict(execution, i, keys.get(part).left(), filter);
            }
          }
        }
      }
    }
    if (stream != null && spilled == null && !empty) {
      stream.start(execution);
    }
    return new FragmentRun(
        fragment, execution, tables, filters, kept, stream, spilled, first, empty);
  }

  /** Rows of the right that match none of the left are not needed. */
  private static void tellRight(
      PlanNode.Join join, JoinBuild build, List<Batch> left, Execution execution) {
    for (int part = 0; part < join.keys().size(); part++) {
      JoinKey key = join.keys().get(part);
      JoinFilter filter = key.nullSafe() ? null : build.filterOfLeft(part, left, execution);
      if (filter != null) {
        build.restrict(execution, key.right(), filter);
      }
    }
  }

  /** Ends the execution; may be called more than once. */
  void close() {
    filters.clear();
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
    if (spilled != null) {
      spilled.close();
      spilled = null;
    }
    if (kept != null) {
      kept.close();
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
