package io.cairn.differential;

/** What an expression gives, as far as it decides where the expression may stand. */
enum Kind {
  BOOLEAN("TRUE"),
  /** INTEGER or BIGINT. */
  WHOLE("1"),
  /** A column of another integer type, which is compared but takes no part in arithmetic. */
  COUNTER("1"),
  DECIMAL("1.5"),
  DOUBLE("1.5e0"),
  REAL("CAST(1.5 AS REAL)"),
  TEXT("'a'"),
  DATE("DATE '2020-02-29'"),
  TIMESTAMP("TIMESTAMP '2020-02-29 12:00:00'"),
  TIME("TIME '12:34:56'"),
  /** A whole query, or a part of one that can stand for another such part. */
  QUERY(""),
  /** Anything else. */
  PART("");

  private final String literal;

  Kind(String literal) {
    this.literal = literal;
  }

  /** The simplest expression of this kind, empty where there is none. */
  String literal() {
    return literal;
  }
}
