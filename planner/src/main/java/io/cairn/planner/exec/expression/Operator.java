package io.cairn.planner.exec.expression;

/**
 * The native operators. Unless said otherwise NULL operands give NULL, and operands and result have
 * one type.
 *
 * <p>Integer arithmetic is checked: a result outside the call's type is {@code 22003}; a zero
 * divisor of an integer or decimal is {@code 22012}. Doubles compare with NaN equal to itself and
 * above everything, and -0.0 equal to 0.0.
 */
public enum Operator {
  /**
   * Integers, floats, decimals (result scale as the call's type says), and Date or Timestamp +
   * Interval.
   */
  ADD,
  SUBTRACT,
  /** The result's scale may be smaller than the operands' sum: rounds half up. */
  MULTIPLY,
  /**
   * Integers truncate toward zero; decimals round half up to the result's scale; a float divided by
   * zero is infinite or NaN.
   */
  DIVIDE,
  /** The sign of the dividend. */
  MODULO,
  NEGATE,
  ABS,
  /** Operands of one type; the result is Bool. */
  EQUAL,
  NOT_EQUAL,
  LESS,
  LESS_OR_EQUAL,
  GREATER,
  GREATER_OR_EQUAL,
  /** NULL is a value equal to itself; never NULL. */
  IS_DISTINCT_FROM,
  IS_NOT_DISTINCT_FROM,
  /**
   * First operand among the others, which are literals or parameters of its type; NULL as SQL's IN.
   */
  IN,
  /** Any number of Bool operands, Kleene logic. */
  AND,
  OR,
  NOT,
  /** Never NULL, as all of the form IS. */
  IS_NULL,
  IS_NOT_NULL,
  IS_TRUE,
  IS_NOT_TRUE,
  IS_FALSE,
  IS_NOT_FALSE,
  /**
   * Condition, value, condition, value, ..., else; only the chosen value is evaluated for a row
   * where evaluating could fail.
   */
  CASE,
  /** The first operand that is not NULL. */
  COALESCE,
  /**
   * To the call's type, as contract and docs/sql.md say: rounds half up, text must parse ({@code
   * 22P02}), values must fit ({@code 22003}; text {@code 22001} unless only blanks are lost),
   * everything casts to text.
   */
  CAST,
  /** One argument, double. */
  SQRT,
  EXP,
  LN,
  LOG10,
  SIN,
  COS,
  TAN,
  ASIN,
  ACOS,
  ATAN,
  RADIANS,
  DEGREES,
  SIGN,
  ATAN2,
  POWER,
  /** Numbers of any type, result as the call's type says. */
  FLOOR,
  CEIL,
  /** Number, digits (Int, may be negative; absent is 0): half up, away from zero. */
  ROUND,
  TRUNCATE,
  GREATEST,
  LEAST,
  /** Text to text; lengths and positions count code points from 1. */
  UPPER,
  LOWER,
  CHAR_LENGTH,
  OCTET_LENGTH,
  /** Text, start, optional length: as SQL's SUBSTRING, a start before 1 counts. */
  SUBSTRING,
  /** Text, characters to trim (one literal). */
  TRIM_BOTH,
  TRIM_LEADING,
  TRIM_TRAILING,
  /** Any number of Text operands; NULL if one is. */
  CONCAT,
  REPLACE,
  /** Needle, text: first position from 1, or 0. */
  POSITION,
  /** Text, pattern (literal or parameter), optional escape literal; {@code %} and {@code _}. */
  LIKE,
  /** LIKE without regard to case. */
  ILIKE,
  STARTS_WITH,
  /** Of a Date or Timestamp: Int64. */
  EXTRACT_YEAR,
  EXTRACT_QUARTER,
  EXTRACT_MONTH,
  EXTRACT_DAY,
  EXTRACT_DAY_OF_WEEK,
  EXTRACT_DAY_OF_YEAR,
  EXTRACT_HOUR,
  EXTRACT_MINUTE,
  EXTRACT_SECOND,
  EXTRACT_EPOCH
}
