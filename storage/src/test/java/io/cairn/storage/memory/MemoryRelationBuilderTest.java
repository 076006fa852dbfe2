package io.cairn.storage.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.type.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemoryRelationBuilderTest {
  private static MemoryRelationBuilder single(ColumnType type) {
    return MemoryRelation.builder(new Schema(List.of(Column.of("c", type, false))));
  }

  private static void assertRefuses(ColumnType type, Object value, String message) {
    assertThatThrownBy(() -> single(type).row(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static @Nullable Object roundTrip(ColumnType type, Object value) {
    return Rows.readAll(single(type).row(value).build()).get(0)[0];
  }

  @Test
  void takesTheExtremesOfEveryInteger() {
    assertThat(roundTrip(ColumnType.INT8, -128L)).isEqualTo(-128L);
    assertThat(roundTrip(ColumnType.UINT8, 255L)).isEqualTo(255L);
    assertThat(roundTrip(ColumnType.UINT32, 4294967295L)).isEqualTo(4294967295L);
    assertThat(roundTrip(ColumnType.INT64, Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
    BigInteger largest = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    assertThat(roundTrip(ColumnType.UINT64, largest)).isEqualTo(largest);
  }

  @Test
  void refusesIntegersOutOfRange() {
    assertRefuses(ColumnType.INT8, 128L, "Column c, row 0: 128 does not fit Int[bits=8");
    assertRefuses(ColumnType.UINT8, -1L, "-1 does not fit");
    assertRefuses(ColumnType.UINT32, 4294967296L, "does not fit");
    assertRefuses(ColumnType.UINT64, BigInteger.valueOf(-1), "does not fit");
    assertRefuses(ColumnType.UINT64, BigInteger.ONE.shiftLeft(64), "does not fit");
  }

  @Test
  void refusesNumbersThatDoNotFitANarrowLane() {
    for (ColumnType type : List.of(ColumnType.INT64, ColumnType.UINT32)) {
      Column narrow = new Column("c", type, false, Column.Role.DATA, Lane.INT);
      assertThatThrownBy(() -> MemoryRelation.builder(new Schema(List.of(narrow))).row(1L << 31))
          .hasMessageContaining("in lane INT");
    }
    Column unsigned = new Column("c", ColumnType.UINT64, false, Column.Role.DATA, Lane.INT);
    assertThatThrownBy(
            () ->
                MemoryRelation.builder(new Schema(List.of(unsigned)))
                    .row(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE)))
        .hasMessageContaining("in lane INT");
  }

  @Test
  void keepsDecimalsExactlyOrRefusesThem() {
    ColumnType narrow = new ColumnType.Decimal(5, 2);
    assertThat(roundTrip(narrow, new BigDecimal("1.5"))).isEqualTo(new BigDecimal("1.50"));
    assertRefuses(narrow, new BigDecimal("1.555"), "does not fit");
    assertRefuses(narrow, new BigDecimal("1000"), "does not fit");
    ColumnType wide = new ColumnType.Decimal(38, 0);
    BigDecimal largest = BigDecimal.TEN.pow(38).subtract(BigDecimal.ONE);
    assertThat(roundTrip(wide, largest)).isEqualTo(largest);
    assertThat(roundTrip(wide, largest.negate())).isEqualTo(largest.negate());
  }

  @Test
  void refusesForeignForms() {
    assertRefuses(
        ColumnType.INT32,
        1,
        "Column c, row 0: found a value of java.lang.Integer, expected java.lang.Long");
    assertRefuses(ColumnType.FLOAT32, 1.0f, "expected java.lang.Double");
    assertRefuses(ColumnType.VARCHAR, new byte[0], "expected java.lang.String");
    assertRefuses(ColumnType.VARBINARY, "", "expected byte[]");
    assertRefuses(new ColumnType.Array(ColumnType.INT8), new Object[0], "expected java.util.List");
  }

  @Test
  void refusesNullWhereTheColumnCannotBeNull() {
    @Nullable Object[] row = {null};
    assertThatThrownBy(() -> single(ColumnType.INT32).row(row))
        .hasMessage("Column c, row 0: NULL in a column that cannot be NULL");
  }

  @Test
  void refusesRowsOfAnotherWidth() {
    assertThatThrownBy(() -> single(ColumnType.INT32).row(1L).row(1L, 2L))
        .hasMessage("Row 1 has 2 values, expected one for each of 1 columns");
  }

  @Test
  void refusesDictionariesForOtherLanesAndLateOnes() {
    assertThatThrownBy(() -> single(ColumnType.INT32).dictionary("c"))
        .hasMessageContaining("only lane TEXT can have a dictionary");
    assertThatThrownBy(() -> single(ColumnType.VARCHAR).dictionary("d"))
        .hasMessageContaining("no column d");
    assertThatThrownBy(() -> single(ColumnType.VARCHAR).row("x").dictionary("c"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void keepsMoreTextThanItsFirstRoom() {
    MemoryRelationBuilder builder = single(ColumnType.VARCHAR);
    for (int i = 0; i < 1000; i++) {
      builder.row("x".repeat(i));
    }
    List<@Nullable Object[]> rows = Rows.readAll(builder.build());
    for (int i = 0; i < 1000; i++) {
      assertThat(rows.get(i)[0]).isEqualTo("x".repeat(i));
    }
  }
}
