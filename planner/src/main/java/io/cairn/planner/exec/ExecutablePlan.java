package io.cairn.planner.exec;

import io.cairn.planner.exec.plan.Estimates;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.vector.Batch;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A physical plan made ready to run, any number of times and from any thread. Thread-safe.
 *
 * <p>The steps of an execution with their kernels and scratch memory are kept for the next one, so
 * that running a small plan again costs microseconds.
 */
public final class ExecutablePlan {
  /** Idle sets of steps that a plan keeps: as many executions start without building anything. */
  private static final int MAX_IDLE = 4;

  private final PlanNode root;
  private final Estimates estimates;
  private final ConcurrentLinkedQueue<Step> idle = new ConcurrentLinkedQueue<>();
  private final AtomicInteger idleCount = new AtomicInteger();

  private ExecutablePlan(PlanNode root, Estimates estimates) {
    this.root = root;
    this.estimates = estimates;
    release(Steps.of(root, true, estimates));
  }

  /**
   * Chooses operators and kernels for the plan.
   *
   * @throws io.cairn.planner.error.QueryException if an operator cannot be applied to its operands
   */
  public static ExecutablePlan of(PlanNode root) {
    return of(root, Estimates.NONE);
  }

  /**
   * Chooses operators and kernels for a plan of which something is expected.
   *
   * @throws io.cairn.planner.error.QueryException if an operator cannot be applied to its operands
   */
  public static ExecutablePlan of(PlanNode root, Estimates estimates) {
    return new ExecutablePlan(root, estimates);
  }

  public PlanNode root() {
    return root;
  }

  /** The rows that planning expects of the operators. */
  public Estimates estimates() {
    return estimates;
  }

  /** Starts an execution. */
  public BatchCursor open(ExecutionContext context) {
    Step step = idle.poll();
    if (step == null) {
      step = Steps.of(root, true, estimates);
    } else {
      idleCount.decrementAndGet();
    }
    Execution execution = new Execution(context);
    Cursor cursor = new Cursor(step, execution);
    try {
      context.control().check();
      step.start(execution);
    } catch (RuntimeException | Error failed) {
      cursor.failed = true;
      cursor.close();
      throw failed;
    }
    return cursor;
  }

  private void release(Step step) {
    if (idleCount.incrementAndGet() <= MAX_IDLE) {
      idle.add(step);
    } else {
      idleCount.decrementAndGet();
    }
  }

  /** The result of one execution; gives the steps back when it is closed. */
  private final class Cursor implements BatchCursor {
    private final Execution execution;
    private @Nullable Step step;
    private boolean failed;

    Cursor(Step step, Execution execution) {
      this.step = step;
      this.execution = execution;
    }

    @Override
    public @Nullable Batch next() {
      Step running = step;
      if (running == null) {
        throw new IllegalStateException("The result is closed");
      }
      boolean done = false;
      try {
        Batch batch = running.pull();
        done = true;
        return batch;
      } finally {
        failed |= !done;
      }
    }

    @Override
    public void close() {
      Step running = step;
      step = null;
      if (running != null) {
        try (execution) {
          running.stop();
        }
        if (!failed) {
          release(running);
        }
      }
    }
  }
}
