package io.cairn.jdbc.error;

/** Every SQLSTATE that the driver reports, in the order of their codes. */
public enum SqlState {
  /** A warning without a code of its own. */
  WARNING("01000"),
  /** A parameter of a prepared statement has no value. */
  PARAMETER_NOT_SET("07001"),
  /** Rows were asked of a statement that has none, or the reverse. */
  WRONG_STATEMENT_KIND("07005"),
  /** A column or parameter number is out of range. */
  INVALID_INDEX("07009"),
  CANNOT_OPEN("08001"),
  CLOSED("08003"),
  NOT_SUPPORTED("0A000"),
  SCALAR_SUBQUERY_ROWS("21000"),
  TEXT_TOO_LONG("22001"),
  NUMERIC_OUT_OF_RANGE("22003"),
  DATETIME_OUT_OF_RANGE("22008"),
  DIVISION_BY_ZERO("22012"),
  /** A value's type has no conversion to the one asked for. */
  INVALID_CONVERSION("22018"),
  /** The logarithm of a number that is not positive. */
  INVALID_LOGARITHM("2201E"),
  INVALID_ARGUMENT("22023"),
  INVALID_TEXT("22P02"),
  NOT_NULL_VIOLATION("23502"),
  FOREIGN_KEY_VIOLATION("23503"),
  UNIQUE_VIOLATION("23505"),
  CHECK_VIOLATION("23514"),
  /** The cursor is not on a row. */
  INVALID_CURSOR_STATE("24000"),
  /** A setting cannot change while a transaction is open. */
  ACTIVE_TRANSACTION("25001"),
  READ_ONLY("25006"),
  NO_ACTIVE_TRANSACTION("25P01"),
  DEPENDENT_OBJECTS("2BP01"),
  UNKNOWN_CATALOG("3D000"),
  UNKNOWN_SCHEMA("3F000"),
  CONFLICT("40001"),
  SYNTAX_ERROR("42601"),
  AMBIGUOUS_NAME("42702"),
  UNKNOWN_COLUMN("42703"),
  GROUPING_ERROR("42803"),
  TYPE_MISMATCH("42804"),
  UNKNOWN_FUNCTION("42883"),
  UNKNOWN_TABLE("42P01"),
  DUPLICATE_OBJECT("42P07"),
  DISK_FULL("53100"),
  MEMORY_LIMIT("53200"),
  PROGRAM_LIMIT("54000"),
  IN_USE("55006"),
  LOCK_TIMEOUT("55P03"),
  CANCELLED("57014"),
  IO_ERROR("58030"),
  DAMAGED("XX001"),
  INTERNAL("XX000");

  private final String code;

  SqlState(String code) {
    this.code = code;
  }

  /** The five characters. */
  public String code() {
    return code;
  }
}
