package io.cairn.planner.exec;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes that the executions of a database may hold together for state that grows with the data.
 * Thread-safe.
 */
public final class MemoryBudget {
  private final long limitBytes;
  private final AtomicLong used = new AtomicLong();

  public MemoryBudget(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  public long limitBytes() {
    return limitBytes;
  }

  public long usedBytes() {
    return used.get();
  }

  /**
   * Takes bytes; whoever takes them gives them back with {@link #release}.
   *
   * @param purpose what they are for, for the message
   * @throws QueryException 53200 if the limit would be passed; nothing is taken then
   */
  public void reserve(long bytes, String purpose) {
    if (!tryReserve(bytes)) {
      throw new QueryException(
          ErrorCode.MEMORY_LIMIT,
          purpose
              + " needs "
              + bytes
              + " bytes more, but "
              + usedBytes()
              + " of memoryLimit="
              + limitBytes
              + " are in use; raise memoryLimit or let the query keep fewer groups or rows");
    }
  }

  /** Takes bytes if the limit allows it; returns whether it did. */
  public boolean tryReserve(long bytes) {
    long now = used.addAndGet(bytes);
    if (now > limitBytes) {
      used.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  public void release(long bytes) {
    used.addAndGet(-bytes);
  }
}
