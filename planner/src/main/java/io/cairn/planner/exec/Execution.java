package io.cairn.planner.exec;

import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.Snapshot;
import org.jspecify.annotations.Nullable;

/** One execution of a plan, as its steps see it. Thread-safe but for {@link #clock}. */
final class Execution {
  private final ExecutionContext context;
  private final @Nullable ProfileClock clock;

  Execution(ExecutionContext context) {
    this.context = context;
    Profile profile = context.profile();
    this.clock = profile == null ? null : new ProfileClock(profile);
  }

  Snapshot snapshot() {
    return context.snapshot();
  }

  @Nullable Object[] parameters() {
    return context.parameters();
  }

  QueryControl control() {
    return context.control();
  }

  Workers workers() {
    return context.workers();
  }

  MemoryBudget memory() {
    return context.memory();
  }

  @Nullable Profile profile() {
    return context.profile();
  }

  /** The clock of the thread that opened the execution; null if nobody asked for a profile. */
  @Nullable ProfileClock clock() {
    return clock;
  }

  /** A clock for another thread; null if nobody asked for a profile. */
  @Nullable ProfileClock newClock() {
    Profile profile = context.profile();
    return profile == null ? null : new ProfileClock(profile);
  }

  /** What an operator counts into; null if nobody asked. */
  Profile.@Nullable Entry entry(PlanNode node) {
    Profile profile = context.profile();
    return profile == null ? null : profile.entry(node);
  }
}
