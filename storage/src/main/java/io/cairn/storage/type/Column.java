package io.cairn.storage.type;

/**
 * A column of a relation. Immutable.
 *
 * @param name as the file spells it
 * @param nullable false only where no row can be NULL
 * @param lane how the vectors of this column lie in memory; the type's natural lane, or INT for a
 *     LONG type all of whose values in this snapshot are proven to fit 32 signed bits
 */
public record Column(String name, ColumnType type, boolean nullable, Role role, Lane lane) {
  /** What a column is to its relation. */
  public enum Role {
    /** Stored in the file. */
    DATA,
    /**
     * A position along a dimension of an array, computed, never stored: {@code i0}, {@code i1}, ...
     */
    DIMENSION,
    /** The row's position in its relation, from 0: computed, and left out of {@code SELECT *}. */
    ROW_NUMBER
  }

  public Column {
    if (lane != type.naturalLane() && !(lane == Lane.INT && type.naturalLane() == Lane.LONG)) {
      throw new IllegalArgumentException(
          "Column " + name + " of type " + type + " cannot use lane " + lane);
    }
  }

  /** A stored column in its type's natural lane. */
  public static Column of(String name, ColumnType type, boolean nullable) {
    return new Column(name, type, nullable, Role.DATA, type.naturalLane());
  }
}
