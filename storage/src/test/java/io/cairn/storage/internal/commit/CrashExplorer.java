package io.cairn.storage.internal.commit;

import io.cairn.storage.internal.commit.CrashSubject.CrashSession;
import io.cairn.storage.internal.io.SimulatedStoreFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Runs histories of a store and, before and after each of its writes and syncs, looks at what a
 * crash may leave there: nothing, everything, a prefix, and random parts of what was not synced.
 * Each image is opened and compared; in some the work goes on and crashes again. One thread at a
 * time.
 *
 * @param <S> the state of a store
 */
public final class CrashExplorer<S> {
  private static final int MOST_COMPLAINTS = 5;

  private final CrashSubject<S> subject;
  private final int generations;
  private final int steps;
  private final int imagesAtBoundary;
  private final Set<Long> seen = new HashSet<>();
  private final List<String> violations = new ArrayList<>();
  private long images;
  private long doubleCrashes;
  private long kills;

  private SplittableRandom random = new SplittableRandom(0);
  private long historySeed;
  private long boundary;
  private long killAt = Long.MAX_VALUE;
  private @Nullable Kept<S> kept;

  /** Ends a process in the middle of its work. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;

    Killed() {
      super("killed", null, false, false);
    }
  }

  private record Kept<S>(SimulatedStoreFile image, S state) {}

  /**
   * @param generations crashes of one file, one after the other
   * @param steps of the workload between two of them
   * @param imagesAtBoundary random images besides the fixed ones
   */
  public CrashExplorer(CrashSubject<S> subject, int generations, int steps, int imagesAtBoundary) {
    this.subject = subject;
    this.generations = generations;
    this.steps = steps;
    this.imagesAtBoundary = imagesAtBoundary;
  }

  /** Different images that were looked at. */
  public long distinctStates() {
    return seen.size();
  }

  public long images() {
    return images;
  }

  /** Crashes of a store that had recovered from one. */
  public long doubleCrashes() {
    return doubleCrashes;
  }

  public long kills() {
    return kills;
  }

  /** What went wrong, in words; the first few. */
  public List<String> violations() {
    return violations;
  }

  /** Runs one history. */
  public void explore(long seed) {
    random = new SplittableRandom(seed);
    historySeed = seed;
    boundary = 0;
    killAt = Long.MAX_VALUE;
    SimulatedStoreFile file = new SimulatedStoreFile();
    CrashSession<S> session = subject.create(file);
    CrashHistory<S> history = new CrashHistory<>(session.state());
    for (int generation = 0; generation < generations; generation++) {
      kept = null;
      run(file, session, history);
      Kept<S> next = kept;
      if (next == null || violations.size() >= MOST_COMPLAINTS) {
        return;
      }
      file = next.image;
      history = new CrashHistory<>(next.state);
      CrashSession<S> reopened = reopen(next.image, history);
      if (reopened == null) {
        return;
      }
      session = reopened;
      doubleCrashes++;
    }
  }

  private @Nullable CrashSession<S> reopen(SimulatedStoreFile file, CrashHistory<S> history) {
    try {
      CrashSession<S> opened = openWatched(file, history);
      if (!opened.state().equals(history.newest())) {
        violation("the same image gave two states");
        return null;
      }
      return opened;
    } catch (RuntimeException e) {
      violation("the same image opened once and then did not: " + e);
      return null;
    }
  }

  /** Works with a crash before and after each write. */
  private void watched(SimulatedStoreFile file, CrashHistory<S> history, Runnable work) {
    file.observe(() -> lookAtImages(file, history));
    try {
      work.run();
    } finally {
      file.observe(null);
    }
  }

  private CrashSession<S> openWatched(SimulatedStoreFile file, CrashHistory<S> history) {
    file.observe(() -> lookAtImages(file, history));
    try {
      return subject.open(file);
    } finally {
      file.observe(null);
    }
  }

  private void run(SimulatedStoreFile file, CrashSession<S> first, CrashHistory<S> history) {
    CrashSession<S> session = first;
    for (int i = 0; i < steps && violations.size() < MOST_COMPLAINTS; i++) {
      killAt = random.nextInt(8) == 0 ? boundary + 1 + random.nextInt(20) : Long.MAX_VALUE;
      try {
        session = step(file, session, history);
        killAt = Long.MAX_VALUE;
        if (!session.state().equals(history.newest())) {
          violation("a running store does not hold what was committed");
        }
        if (!session.complaint().isEmpty()) {
          violation(session.complaint());
        }
      } catch (RuntimeException e) {
        violation("a running store failed: " + e + " at " + e.getStackTrace()[0]);
        return;
      }
    }
  }

  private CrashSession<S> step(
      SimulatedStoreFile file, CrashSession<S> session, CrashHistory<S> history) {
    try {
      if (random.nextInt(24) == 0) {
        return closeAndOpen(file, session, history);
      }
      watched(file, history, () -> session.step(random, history));
      return session;
    } catch (Killed e) {
      return openKilled(file, history);
    }
  }

  private CrashSession<S> closeAndOpen(
      SimulatedStoreFile file, CrashSession<S> session, CrashHistory<S> history) {
    watched(file, history, session::close);
    history.acknowledge();
    return openWatched(file, history);
  }

  /** The process was killed: nothing is lost, and nothing that was not synced is any safer. */
  private CrashSession<S> openKilled(SimulatedStoreFile file, CrashHistory<S> history) {
    killAt = Long.MAX_VALUE;
    kills++;
    CrashSession<S> opened = openWatched(file, history);
    int index = history.find(opened.state());
    if (index < 0) {
      violation("a process was killed, and the next one finds a state that never was");
    } else {
      history.continueFrom(index);
    }
    return opened;
  }

  private void lookAtImages(SimulatedStoreFile file, CrashHistory<S> history) {
    boundary++;
    if (boundary >= killAt) {
      throw new Killed();
    }
    int pending = file.pendingCount();
    lookAt(file.afterPowerLoss(0), history);
    if (pending > 0) {
      lookAt(file.afterPowerLoss(pending), history);
    }
    if (pending > 1) {
      lookAt(file.afterPowerLoss(1 + random.nextInt(pending - 1)), history);
    }
    for (int i = pending == 0 ? imagesAtBoundary : 0; i < imagesAtBoundary; i++) {
      lookAt(file.afterPowerLoss(random), history);
    }
  }

  private void lookAt(SimulatedStoreFile image, CrashHistory<S> history) {
    images++;
    boolean isNew =
        seen.add(
            ((historySeed * 0x9E3779B97F4A7C15L + boundary) * 0xBF58476D1CE4E5B9L)
                ^ image.fingerprint());
    if (!isNew || violations.size() >= MOST_COMPLAINTS) {
      return;
    }
    CrashSession<S> opened;
    S state;
    try {
      opened = subject.open(image);
      state = opened.state();
    } catch (RuntimeException e) {
      violation("an image does not open: " + e);
      return;
    }
    int index = history.find(state);
    if (index < 0) {
      violation(
          history.wasOnce(state)
              ? "a commit that had been acknowledged is lost"
              : "an image holds a state that never was");
      return;
    }
    int choice = random.nextInt(48);
    if (choice == 0) {
      kept = new Kept<>(image.afterKill(), state);
    } else if (choice <= 6) {
      goOn(image, opened, state);
    }
  }

  /** One more step in an image, and another crash. */
  private void goOn(SimulatedStoreFile image, CrashSession<S> opened, S state) {
    CrashHistory<S> history = new CrashHistory<>(state);
    doubleCrashes++;
    try {
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        opened.step(random, history);
      }
      if (!opened.state().equals(history.newest())) {
        violation("a recovered store does not hold what was committed");
      }
      int cut = random.nextInt(3);
      SimulatedStoreFile second =
          cut == 0
              ? image.afterPowerLoss(0)
              : cut == 1 ? image.afterKill() : image.afterPowerLoss(random);
      if (history.find(subject.open(second).state()) < 0) {
        violation("a second crash loses a commit or leaves a state that never was");
      }
    } catch (RuntimeException e) {
      violation("a recovered store fails: " + e);
    }
  }

  private void violation(String what) {
    if (violations.size() < MOST_COMPLAINTS) {
      violations.add(what + " (seed " + historySeed + ", boundary " + boundary + ")");
    }
  }
}
