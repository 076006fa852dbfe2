package io.cairn.storage.type;

/**
 * The kinds of logical type. Each has a code that files carry: a code is never reused or changed,
 * and the codes of kinds that no file carries yet are reserved here so that they cannot collide.
 */
public enum TypeCode {
  BOOLEAN(1),
  INT8(2),
  INT16(3),
  INT32(4),
  INT64(5),
  UINT8(6),
  UINT16(7),
  UINT32(8),
  UINT64(9),
  FLOAT16(10),
  FLOAT32(11),
  FLOAT64(12),
  DECIMAL(13),
  CHAR(14),
  VARCHAR(15),
  BINARY(16),
  VARBINARY(17),
  DATE(18),
  TIME(19),
  TIMESTAMP(20),
  TIMESTAMP_TZ(21),
  UUID(22),
  ENUM(23),
  COMPLEX64(24),
  COMPLEX128(25),
  ROW(26),
  ARRAY(27),
  MAP(28),
  REFERENCE(29),
  INTERVAL_YEAR(30),
  INTERVAL_DAY(31),
  NULL(32);

  private final byte code;

  TypeCode(int code) {
    this.code = (byte) code;
  }

  /** The number that stands for this kind in files: 1 to 127. */
  public byte code() {
    return code;
  }
}
