package io.cairn.planner.exec;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What one operator holds of the budget. Small amounts are not booked, so that small queries touch
 * nothing shared. Thread-safe.
 */
final class MemoryAccount {
  private static final long GRAIN = 1 << 18;

  private final String purpose;
  private final AtomicLong booked = new AtomicLong();
  private volatile @Nullable MemoryBudget budget;

  MemoryAccount(String purpose) {
    this.purpose = purpose;
  }

  void open(MemoryBudget from) {
    budget = from;
  }

  /** The share of one holder, which reports its size from time to time. One thread at a time. */
  final class Share {
    private long booked;

    /**
     * The holder has this many bytes now.
     *
     * @throws io.cairn.planner.error.QueryException 53200 if the budget does not allow them
     */
    void hold(long bytes) {
      long wanted = bytes / GRAIN * GRAIN;
      if (wanted > booked) {
        reserve(wanted - booked);
        booked = wanted;
      } else if (wanted < booked) {
        give(booked - wanted);
        booked = wanted;
      }
    }

    /**
     * The holder would like to have this many bytes; returns false, and leaves what it has, if the
     * budget does not allow them: time to spill.
     */
    boolean tryHold(long bytes) {
      long wanted = bytes / GRAIN * GRAIN;
      if (wanted > booked) {
        if (!tryReserve(wanted - booked)) {
          return false;
        }
        booked = wanted;
      } else {
        hold(bytes);
      }
      return true;
    }
  }

  private void reserve(long bytes) {
    MemoryBudget from = budget;
    if (from != null) {
      from.reserve(bytes, purpose);
      booked.addAndGet(bytes);
    }
  }

  private boolean tryReserve(long bytes) {
    MemoryBudget from = budget;
    if (from == null) {
      return true;
    }
    if (!from.tryReserve(bytes)) {
      return false;
    }
    booked.addAndGet(bytes);
    return true;
  }

  private void give(long bytes) {
    MemoryBudget from = budget;
    if (from != null) {
      booked.addAndGet(-bytes);
      from.release(bytes);
    }
  }

  /** Gives everything back; no share is used afterwards. */
  void close() {
    MemoryBudget from = budget;
    budget = null;
    long held = booked.getAndSet(0);
    if (from != null && held != 0) {
      from.release(held);
    }
  }
}
