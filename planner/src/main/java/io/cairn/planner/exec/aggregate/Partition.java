package io.cairn.planner.exec.aggregate;

import io.cairn.planner.exec.spill.SpillFile;
import io.cairn.storage.Cancellation;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All that belongs to the groups whose hashes have some bits in common: states of groups, values
 * that DISTINCT calls have seen, rows of the input. They are put together in this order, each in
 * the order of the input, whether they were on disk or not. One thread at a time.
 */
final class Partition {
  private static final long FLUSH_BYTES = 2 << 20;

  private final AggregateLayout layout;
  private final int round;
  private final RowStream states;
  private final List<@Nullable RowStream> distinct = new ArrayList<>();
  private final RowStream rows;

  /** {@code shape} is any grouping of the aggregation. */
  Partition(AggregateLayout layout, Grouping shape, int round) {
    this.layout = layout;
    this.round = round;
    states = new RowStream(shape.stateLanes());
    for (int call = 0; call < shape.callCount(); call++) {
      distinct.add(
          layout.isDistinct(call) ? new RowStream(shape.distinctLanes(call, layout)) : null);
    }
    rows = new RowStream(layout.lanes(0, layout.columns().size()));
  }

  private List<RowStream> streams() {
    List<RowStream> all = new ArrayList<>();
    all.add(states);
    for (RowStream stream : distinct) {
      if (stream != null) {
        all.add(stream);
      }
    }
    all.add(rows);
    return all;
  }

  /** Takes over a partition of what was spread. */
  void add(GroupPart.Spread spread, int index, Function<List<Lane>, SpillFile> files) {
    Partition written = spread.written.isEmpty() ? null : spread.written.get(index);
    List<RowStream> own = streams();
    List<RowPartitions> kinds = spread.kinds();
    for (int i = 0; i < own.size(); i++) {
      if (written != null) {
        own.get(i).take(written.streams().get(i), files);
      }
      own.get(i).add(kinds.get(i).take(index));
    }
  }

  /** Writes a partition of what was spread to the disk. */
  void write(GroupPart.Spread spread, int index, Function<List<Lane>, SpillFile> files) {
    List<RowStream> own = streams();
    List<RowPartitions> kinds = spread.kinds();
    for (int i = 0; i < own.size(); i++) {
      own.get(i).add(kinds.get(i).take(index));
      own.get(i).spill(files);
    }
  }

  long bytes() {
    long bytes = 0;
    for (RowStream stream : streams()) {
      bytes += stream.bytes();
    }
    return bytes;
  }

  long spillableBytes() {
    long bytes = 0;
    for (RowStream stream : streams()) {
      bytes += stream.spillableBytes();
    }
    return bytes;
  }

  void spill(Function<List<Lane>, SpillFile> files) {
    for (RowStream stream : streams()) {
      stream.spill(files);
    }
  }

  /**
   * Puts the groups together.
   *
   * @param memory is told the size of the grouping after each batch
   */
  void group(Grouping grouping, GroupMemory memory, Cancellation cancellation) {
    states.forEach(
        cancellation,
        (columns, n) -> {
          grouping.addStates(columns, n);
          memory.hold(grouping.bytes());
        });
    for (int call = 0; call < distinct.size(); call++) {
      RowStream stream = distinct.get(call);
      int number = call;
      if (stream != null) {
        stream.forEach(
            cancellation,
            (columns, n) -> {
              grouping.addDistinct(number, columns, n);
              memory.hold(grouping.bytes());
            });
      }
    }
    rows.forEach(
        cancellation,
        (columns, n) -> {
          grouping.add(columns, null, n);
          memory.hold(grouping.bytes());
        });
  }

  /** Whether the hash has bits left to cut it further. */
  boolean isDivisible() {
    return round + 1 < RowPartitions.ROUNDS;
  }

  /** Cuts it by further bits of the hash into partitions on disk; it is empty then. */
  List<Partition> divide(
      Grouping shape, Function<List<Lane>, SpillFile> files, Cancellation cancellation) {
    List<Partition> parts = new ArrayList<>();
    for (int i = 0; i < RowPartitions.COUNT; i++) {
      parts.add(new Partition(layout, shape, round + 1));
    }
    KeyHash hash = new KeyHash(layout.keyCount());
    long[] hashes = new long[Batch.CAPACITY];
    List<RowStream> own = streams();
    for (int s = 0; s < own.size(); s++) {
      int stream = s;
      RowPartitions spread = new RowPartitions(own.get(s).lanes(), false, round + 1);
      own.get(s)
          .forEach(
              cancellation,
              (columns, n) -> {
                hash.hash(columns, null, n, hashes);
                spread.add(columns, null, n, hashes);
                if (spread.bytes() > FLUSH_BYTES) {
                  flush(spread, parts, stream, files);
                }
              });
      flush(spread, parts, stream, files);
      own.get(s).close();
    }
    return parts;
  }

  private static void flush(
      RowPartitions spread,
      List<Partition> parts,
      int stream,
      Function<List<Lane>, SpillFile> files) {
    for (int i = 0; i < parts.size(); i++) {
      RowStream target = parts.get(i).streams().get(stream);
      target.add(spread.take(i));
      target.spill(files);
    }
  }

  void close() {
    streams().forEach(RowStream::close);
  }
}
