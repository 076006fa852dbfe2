package io.cairn.planner.exec.spill;

import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Dictionary;
import io.cairn.storage.vector.DictionaryVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import io.cairn.storage.vector.ObjectVector;
import io.cairn.storage.vector.TextVector;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link SpillFile} block by block, as batches without a selection. A batch is overwritten
 * by the next one, unless {@link #keep} was called. Holds memory alone, nothing that needs closing;
 * one thread at a time, any number of readers of a file.
 */
public final class SpillReader {
  private final SpillFile file;
  private final SpillSpace space;
  private final List<Lane> lanes;
  private final BlockBuffer in = new BlockBuffer();
  private @Nullable ColumnVector[] vectors;
  private @Nullable TextVector[] texts;
  private @Nullable NullLane[] nullLanes;
  private @Nullable Batch batch;
  private int next;

  /** A validity lane, kept for columns that have NULLs in some blocks only. */
  private record NullLane(int[] entries) {}

  SpillReader(SpillFile file, SpillSpace space, List<Lane> lanes) {
    this.file = file;
    this.space = space;
    this.lanes = lanes;
    this.vectors = new @Nullable ColumnVector[lanes.size()];
    this.texts = new @Nullable TextVector[lanes.size()];
    this.nullLanes = new @Nullable NullLane[lanes.size()];
  }

  /** The next batch, with at least one row, or null at the end. */
  public @Nullable Batch next() {
    if (next >= file.blockCount()) {
      return null;
    }
    int block = next++;
    in.startReading(space, file.position(block), file.length(block));
    int rows = file.rows(block);
    ColumnVector[] columns = new ColumnVector[lanes.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = column(i, rows);
    }
    Batch current = batch;
    if (current == null || current.columnCount() == 0) {
      current = new Batch(columns, rows);
      batch = current;
      return current;
    }
    current.reset(rows);
    for (int i = 0; i < columns.length; i++) {
      current.setColumn(i, columns[i]);
    }
    return current;
  }

  /** Goes to a block: {@link #next} delivers it. */
  public void seek(int block) {
    if (block < 0 || block > file.blockCount()) {
      throw new IndexOutOfBoundsException("block " + block + " of " + file.blockCount());
    }
    next = block;
  }

  /** Leaves the last batch to the caller: the next one has arrays of its own. */
  public void keep() {
    vectors = new @Nullable ColumnVector[lanes.size()];
    texts = new @Nullable TextVector[lanes.size()];
    nullLanes = new @Nullable NullLane[lanes.size()];
    batch = null;
  }

  /** Memory that the reader takes, about. */
  public long heldBytes() {
    long held = in.capacity();
    for (int i = 0; i < lanes.size(); i++) {
      held += lanes.get(i) == Lane.INT ? 4L * Batch.CAPACITY : 8L * Batch.CAPACITY;
      TextVector text = texts[i];
      held += text == null ? 0 : text.bytes().length;
    }
    return held;
  }

  private ColumnVector column(int i, int n) {
    int[] nulls = null;
    if (in.getByte() != 0) {
      NullLane lane = nullLanes[i];
      if (lane == null) {
        lane = new NullLane(new int[Batch.CAPACITY]);
        nullLanes[i] = lane;
      }
      nulls = lane.entries();
      in.getNulls(nulls, n);
    }
    ColumnVector column =
        switch (lanes.get(i)) {
          case INT -> {
            IntVector out = vectors[i] instanceof IntVector old ? old : new IntVector();
            in.getInts(out.values(), n);
            yield out;
          }
          case LONG -> {
            LongVector out = vectors[i] instanceof LongVector old ? old : new LongVector();
            in.getLongs(out.values(), n);
            yield out;
          }
          case DOUBLE -> {
            DoubleVector out = vectors[i] instanceof DoubleVector old ? old : new DoubleVector();
            in.getDoubles(out.values(), n);
            yield out;
          }
          case INT128 -> {
            Int128Vector out = vectors[i] instanceof Int128Vector old ? old : new Int128Vector();
            in.getLongs(out.high(), n);
            in.getLongs(out.low(), n);
            yield out;
          }
          case TEXT -> in.getByte() == BlockWriter.CODED ? coded(i, n) : text(i, n);
          case OBJECT -> {
            ObjectVector out = new ObjectVector(new @Nullable Object[Batch.CAPACITY], null);
            for (int row = 0; row < n; row++) {
              out.values()[row] = BoxedCodec.read(in);
            }
            yield out;
          }
        };
    column.setNulls(nulls);
    if (!(column instanceof TextVector)) {
      vectors[i] = column;
    }
    return column;
  }

  private DictionaryVector coded(int i, int n) {
    Dictionary dictionary = space.dictionary(in.getInt());
    DictionaryVector out =
        vectors[i] instanceof DictionaryVector old
            ? old
            : new DictionaryVector(new int[Batch.CAPACITY], dictionary, null);
    out.setDictionary(dictionary);
    in.getInts(out.codes(), n);
    // Codes of the batch before may be beyond this dictionary.
    Arrays.fill(out.codes(), n, out.codes().length, 0);
    return out;
  }

  private TextVector text(int i, int n) {
    TextVector out = texts[i];
    if (out == null) {
      out = new TextVector();
      texts[i] = out;
    }
    int[] offsets = out.offsets();
    in.getInts(offsets, n);
    int end = 0;
    for (int row = 0; row < n; row++) {
      int length = offsets[row];
      offsets[row] = end;
      end += length;
    }
    Arrays.fill(offsets, n, offsets.length, end);
    if (out.bytes().length < end) {
      out.setBytes(new byte[Math.max(end, 2 * out.bytes().length)]);
    }
    in.getPacked(out.bytes(), end);
    return out;
  }
}
