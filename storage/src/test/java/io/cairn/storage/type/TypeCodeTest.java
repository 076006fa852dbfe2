package io.cairn.storage.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TypeCodeTest {
  /** The released numbers: a line may be added here, and never be changed or taken away. */
  private static final Map<Integer, String> RELEASED =
      Map.ofEntries(
          Map.entry(1, "BOOLEAN"),
          Map.entry(2, "INT8"),
          Map.entry(3, "INT16"),
          Map.entry(4, "INT32"),
          Map.entry(5, "INT64"),
          Map.entry(6, "UINT8"),
          Map.entry(7, "UINT16"),
          Map.entry(8, "UINT32"),
          Map.entry(9, "UINT64"),
          Map.entry(10, "FLOAT16"),
          Map.entry(11, "FLOAT32"),
          Map.entry(12, "FLOAT64"),
          Map.entry(13, "DECIMAL"),
          Map.entry(14, "CHAR"),
          Map.entry(15, "VARCHAR"),
          Map.entry(16, "BINARY"),
          Map.entry(17, "VARBINARY"),
          Map.entry(18, "DATE"),
          Map.entry(19, "TIME"),
          Map.entry(20, "TIMESTAMP"),
          Map.entry(21, "TIMESTAMP_TZ"),
          Map.entry(22, "UUID"),
          Map.entry(23, "ENUM"),
          Map.entry(24, "COMPLEX64"),
          Map.entry(25, "COMPLEX128"),
          Map.entry(26, "ROW"),
          Map.entry(27, "ARRAY"),
          Map.entry(28, "MAP"),
          Map.entry(29, "REFERENCE"),
          Map.entry(30, "INTERVAL_YEAR"),
          Map.entry(31, "INTERVAL_DAY"),
          Map.entry(32, "NULL"));

  @Test
  void keepsEveryReleasedNumber() {
    Map<Integer, String> present = new TreeMap<>();
    for (TypeCode code : TypeCode.values()) {
      present.put((int) code.code(), code.name());
    }
    assertThat(present).containsExactlyInAnyOrderEntriesOf(RELEASED);
  }

  @Test
  void staysWithinAPositiveByte() {
    assertThat(Arrays.stream(TypeCode.values()).mapToInt(TypeCode::code)).allMatch(c -> c > 0);
  }

  @Test
  void isWhatTheTypesSay() {
    assertThat(
            List.of(
                    ColumnType.BOOLEAN,
                    ColumnType.INT8,
                    ColumnType.INT16,
                    ColumnType.INT32,
                    ColumnType.INT64,
                    ColumnType.UINT8,
                    ColumnType.UINT16,
                    ColumnType.UINT32,
                    ColumnType.UINT64,
                    ColumnType.FLOAT16,
                    ColumnType.FLOAT32,
                    ColumnType.FLOAT64,
                    new ColumnType.Decimal(10, 2),
                    new ColumnType.Text(3, true),
                    ColumnType.VARCHAR,
                    new ColumnType.Bytes(3, true),
                    ColumnType.VARBINARY,
                    ColumnType.DATE,
                    new ColumnType.Time(6),
                    new ColumnType.Timestamp(6, false),
                    new ColumnType.Timestamp(6, true),
                    new ColumnType.Uuid(),
                    new ColumnType.Enumeration(List.of("a")),
                    new ColumnType.Complex(64),
                    new ColumnType.Complex(128),
                    new ColumnType.Row(List.of()),
                    new ColumnType.Array(ColumnType.INT8),
                    new ColumnType.Mapping(ColumnType.VARCHAR, ColumnType.INT8),
                    new ColumnType.Reference(),
                    new ColumnType.Interval(true),
                    new ColumnType.Interval(false),
                    new ColumnType.Null())
                .stream()
                .map(ColumnType::code))
        .containsExactly(TypeCode.values());
  }
}
