package io.cairn.planner.exec;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.join.BuildPart;
import io.cairn.planner.exec.join.JoinFilter;
import io.cairn.planner.exec.join.JoinTable;
import io.cairn.planner.exec.join.JoinWork;
import io.cairn.planner.exec.plan.Estimates;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.vector.Batch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the right input of a join, on many threads if that is over a scan. */
final class JoinBuild implements SplitMerge.Collector<JoinBuild.Part> {
  private final PlanNode.Join join;
  private final boolean[] kept;
  private final @Nullable SplitMerge<Part> splits;
  private final @Nullable Step input;
  private final MemoryAccount memory = new MemoryAccount("Joining");
  private final List<BuildPart> parts = new ArrayList<>();
  private MemoryAccount.Share share = memory.new Share();
  private long partBytes;

  /** Rows may take this share of the memory limit; an index and other joins need some too. */
  private static final int LIMIT_SHARE = 10;

  private long most;

  /** The rows are more than may stay in memory. */
  private static final class Overflow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Overflow() {
      super("The rows go to disk", null, false, false);
    }
  }

  /** Rows of one split. */
  final class Part {
    BuildPart rows = new BuildPart(kept);
    final MemoryAccount.Share share = memory.new Share();
  }

  JoinBuild(PlanNode.Join join, Estimates estimates) {
    this.join = join;
    this.kept = JoinTable.keptColumns(join);
    Fragment fragment = Fragment.of(join.right(), estimates);
    this.splits = fragment == null ? null : new SplitMerge<>(fragment, this);
    this.input = fragment == null ? Steps.of(join.right(), false, estimates) : null;
  }

  /** As {@link Step#restrict}, for the columns of the right input. */
  void restrict(Execution next, int column, JoinFilter filter) {
    if (splits != null) {
      splits.restrict(next, column, filter);
    } else {
      java.util.Objects.requireNonNull(input).restrict(next, column, filter);
    }
  }

  /** What a part of the key tells of the left input's rows; null for nothing. */
  @Nullable JoinFilter filter(int part, JoinTable table, Execution execution) {
    return table.filter(part, new Work(execution));
  }

  /** What rows of the left input tell of the right's, by a part of the key; null for nothing. */
  @Nullable JoinFilter filterOfLeft(int part, List<Batch> left, Execution execution) {
    int column = join.keys().get(part).left();
    return JoinFilter.of(
        left, column, join.left().columns().get(column).lane(), new Work(execution));
  }

  /**
   * Runs the input to its end; null if memory does not hold it: {@link SpilledJoin} does it then.
   */
  @Nullable JoinTable collect(Execution execution) {
    memory.open(execution.memory());
    ProfileClock clock = execution.clock();
    if (clock == null) {
      return collectTimed(execution);
    }
    Profile.Entry before = clock.enter(clock.profile().entry(join));
    try {
      return collectTimed(execution);
    } finally {
      clock.leave(before);
    }
  }

  private @Nullable JoinTable collectTimed(Execution execution) {
    try {
      return collectRows(execution);
    } catch (Overflow tooMuch) {
      // Memory would hold the rows, but hardly the rows and their index beside other operators.
    } catch (QueryException failed) {
      if (failed.code() != ErrorCode.MEMORY_LIMIT) {
        throw failed;
      }
    }
    close();
    memory.open(execution.memory());
    return null;
  }

  private JoinTable collectRows(Execution execution) {
    share = memory.new Share();
    most = execution.memory().limitBytes() / LIMIT_SHARE;
    partBytes = 0;
    if (splits != null) {
      splits.run(execution);
    } else {
      Step source = java.util.Objects.requireNonNull(input);
      source.start(execution);
      Part part = newPart();
      for (Batch batch = source.pull(); batch != null; batch = source.pull()) {
        execution.control().check();
        accept(part, batch);
      }
      source.stop();
      merge(part);
    }
    Work work = new Work(execution);
    JoinTable table = JoinTable.of(join, parts, work);
    parts.clear();
    share.hold(0);
    return table;
  }

  /** A table of some rows of the input, in the place of the one before. */
  JoinTable tableOf(BuildPart rows, Execution execution) {
    memory.open(execution.memory());
    MemoryAccount.Share held = memory.new Share();
    held.hold(rows.memory());
    JoinTable table = JoinTable.of(join, List.of(rows), new Work(execution));
    held.hold(0);
    return table;
  }

  /** Gives back the memory of such a table. */
  void forgetTable() {
    memory.close();
  }

  private final class Work implements JoinWork {
    private final Execution execution;
    private final MemoryAccount.Share share = memory.new Share();
    private long held;

    Work(Execution execution) {
      this.execution = execution;
    }

    @Override
    public void run(int count, Piece piece) {
      ParallelTasks.run(execution, count, (index, worker) -> piece.run(index));
    }

    @Override
    public int parallelism() {
      return ParallelTasks.workers(execution);
    }

    @Override
    public void check() {
      execution.control().check();
    }

    @Override
    public void hold(long bytes) {
      held += bytes;
      share.hold(held);
    }
  }

  @Override
  public Part newPart() {
    return new Part();
  }

  @Override
  public void accept(Part part, Batch batch) {
    part.rows.append(batch);
    part.share.hold(part.rows.memory());
  }

  @Override
  public void merge(Part part) {
    if (part.rows.rowCount() > 0) {
      parts.add(part.rows);
      partBytes += part.rows.memory();
      if (partBytes > most) {
        throw new Overflow();
      }
      share.hold(partBytes);
      part.rows = new BuildPart(kept);
      part.share.hold(0);
    }
  }

  @Override
  public void drop(Part part) {
    part.share.hold(0);
  }

  /** Gives back the table's memory, and stops what still runs. */
  void close() {
    parts.clear();
    try {
      if (splits != null) {
        splits.close();
      }
      if (input != null) {
        input.stop();
      }
    } finally {
      memory.close();
    }
  }
}
