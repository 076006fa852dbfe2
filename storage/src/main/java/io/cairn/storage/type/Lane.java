package io.cairn.storage.type;

/** How the values of a column lie in memory; one vector class for each, two for {@link #TEXT}. */
public enum Lane {
  /**
   * {@code int[]}: booleans (0, 1), integers, dates (days since 1970-01-01), and wider types whose
   * values are proven to fit.
   */
  INT,
  /**
   * {@code long[]}: 64-bit integers (unsigned ones as their bits), decimals of up to 18 digits,
   * times and timestamps.
   */
  LONG,
  /** {@code double[]}: every floating-point type; narrower ones widen exactly. */
  DOUBLE,
  /** Two {@code long[]}: decimals of 19 to 38 digits, UUIDs. */
  INT128,
  /**
   * Bytes with offsets, or codes into a dictionary of such bytes: text in UTF-8, and binary values.
   */
  TEXT,
  /** {@code Object[]}: nested values. */
  OBJECT
}
