package io.cairn.planner.error;

/** The SQLSTATEs that planning and execution raise, in the order of their codes. */
public enum ErrorCode {
  NOT_SUPPORTED("0A000"),
  INVALID_TEXT_LENGTH("22001"),
  NUMERIC_OUT_OF_RANGE("22003"),
  DATETIME_OUT_OF_RANGE("22008"),
  DIVISION_BY_ZERO("22012"),
  INVALID_LOGARITHM("2201E"),
  INVALID_ARGUMENT("22023"),
  INVALID_TEXT("22P02"),
  SCALAR_SUBQUERY_ROWS("21000"),
  NOT_NULL_VIOLATION("23502"),
  READ_ONLY("25006"),
  NO_ACTIVE_TRANSACTION("25P01"),
  DEPENDENT_OBJECTS("2BP01"),
  UNKNOWN_SCHEMA("3F000"),
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
  CANCELLED("57014"),
  IO_ERROR("58030"),
  INTERNAL("XX000");

  private final String sqlState;

  ErrorCode(String sqlState) {
    this.sqlState = sqlState;
  }

  public String sqlState() {
    return sqlState;
  }
}
