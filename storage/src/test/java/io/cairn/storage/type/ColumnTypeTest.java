package io.cairn.storage.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnTypeTest {
  @Test
  void holdsEveryIntegerOfUpTo32SignedBitsInAnIntLane() {
    for (ColumnType type :
        List.of(
            ColumnType.INT8,
            ColumnType.INT16,
            ColumnType.INT32,
            ColumnType.UINT8,
            ColumnType.UINT16)) {
      assertThat(type.naturalLane()).as("%s", type).isEqualTo(Lane.INT);
    }
    for (ColumnType type : List.of(ColumnType.INT64, ColumnType.UINT32, ColumnType.UINT64)) {
      assertThat(type.naturalLane()).as("%s", type).isEqualTo(Lane.LONG);
    }
  }

  @Test
  void widensDecimalsBeyond18Digits() {
    assertThat(new ColumnType.Decimal(18, 2).naturalLane()).isEqualTo(Lane.LONG);
    assertThat(new ColumnType.Decimal(19, 2).naturalLane()).isEqualTo(Lane.INT128);
  }

  @Test
  void refusesTypesOutOfRange() {
    assertThatThrownBy(() -> new ColumnType.Int(24, true))
        .hasMessage("bits = 24, expected 8, 16, 32 or 64");
    assertThatThrownBy(() -> new ColumnType.FloatingPoint(80))
        .hasMessage("bits = 80, expected 16, 32 or 64");
    assertThatThrownBy(() -> new ColumnType.Decimal(39, 0)).hasMessageContaining("out of range");
    assertThatThrownBy(() -> new ColumnType.Decimal(5, 6)).hasMessageContaining("out of range");
    assertThatThrownBy(() -> new ColumnType.Decimal(0, 0)).hasMessageContaining("out of range");
    assertThatThrownBy(() -> new ColumnType.Timestamp(10, false))
        .hasMessage("precision = 10, expected 0 to 9");
    assertThatThrownBy(() -> new ColumnType.Time(-1)).hasMessage("precision = -1, expected 0 to 9");
  }

  @Test
  void letsAColumnNarrowALongTypeAlone() {
    Column narrow = new Column("a", ColumnType.INT64, false, Column.Role.DATA, Lane.INT);
    assertThat(narrow.lane()).isEqualTo(Lane.INT);
    assertThatThrownBy(() -> new Column("a", ColumnType.FLOAT64, false, Column.Role.DATA, Lane.INT))
        .hasMessageContaining("cannot use lane INT");
    assertThatThrownBy(() -> new Column("a", ColumnType.INT32, false, Column.Role.DATA, Lane.LONG))
        .hasMessageContaining("cannot use lane LONG");
  }

  @Test
  void findsColumnsByTheirExactName() {
    Schema schema =
        new Schema(
            List.of(
                Column.of("a", ColumnType.INT32, true), Column.of("A", ColumnType.INT32, true)));
    assertThat(schema.indexOf("A")).isEqualTo(1);
    assertThat(schema.indexOf("b")).isEqualTo(-1);
  }
}
