package io.cairn.planner.exec;

import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.spill.SpillFile;
import io.cairn.planner.exec.spill.SpillSpace;
import io.cairn.storage.Snapshot;
import io.cairn.storage.type.Lane;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a plan, as its steps see it. Closing it gives back the disk space of its
 * temporary files. Thread-safe but for {@link #clock}.
 */
final class Execution implements AutoCloseable {
  private final ExecutionContext context;
  private @Nullable SpillSpace spill;
  private final @Nullable ProfileClock clock;
  private final IdentityHashMap<PlanNode, SharedRows> shared = new IdentityHashMap<>();

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

  /** An empty file for rows of these lanes, counted for an operator. */
  SpillFile spillFile(PlanNode node, List<Lane> lanes) {
    Profile.Entry entry = entry(node);
    SpillSpace space = spill();
    return entry == null ? space.create(lanes) : space.create(lanes, entry::addSpilledBytes);
  }

  private synchronized SpillSpace spill() {
    SpillSpace space = spill;
    if (space == null) {
      space = new SpillSpace(context.tempDirectory());
      spill = space;
    }
    return space;
  }

  /** The rows of an operator that stands several times in the plan. */
  synchronized SharedRows shared(PlanNode node) {
    return shared.computeIfAbsent(node, key -> new SharedRows(key, this));
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

  @Override
  public synchronized void close() {
    shared.values().forEach(SharedRows::close);
    shared.clear();
    SpillSpace space = spill;
    spill = null;
    if (space != null) {
      space.close();
    }
  }
}
