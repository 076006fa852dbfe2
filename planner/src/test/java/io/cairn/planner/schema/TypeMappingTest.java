package io.cairn.planner.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypeMappingTest {
  private static final List<ColumnType> TYPES =
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
          ColumnType.FLOAT32,
          ColumnType.FLOAT64,
          new ColumnType.Decimal(38, 10),
          new ColumnType.Decimal(1, 1),
          new ColumnType.Text(5, true),
          new ColumnType.Text(5, false),
          ColumnType.VARCHAR,
          new ColumnType.Bytes(4, true),
          ColumnType.VARBINARY,
          ColumnType.DATE,
          new ColumnType.Time(0),
          new ColumnType.Time(9),
          new ColumnType.Timestamp(6, false),
          new ColumnType.Timestamp(9, true),
          new ColumnType.Uuid(),
          new ColumnType.Array(ColumnType.INT32),
          new ColumnType.Row(
              List.of(
                  Column.of("x", ColumnType.FLOAT64, true),
                  Column.of("y", ColumnType.VARCHAR, true))),
          new ColumnType.Mapping(ColumnType.VARCHAR, ColumnType.INT32));

  @Test
  void givesBackEveryTypeThatSqlHas() {
    CairnTypeFactory factory = new CairnTypeFactory();
    for (ColumnType type : TYPES) {
      assertThat(TypeMapping.toStorage(TypeMapping.toSql(factory, type, true))).isEqualTo(type);
    }
  }

  @Test
  void widensHalfFloatsAndNamesEnumerationsAsText() {
    CairnTypeFactory factory = new CairnTypeFactory();
    assertThat(TypeMapping.toStorage(TypeMapping.toSql(factory, ColumnType.FLOAT16, false)))
        .isEqualTo(ColumnType.FLOAT32);
    assertThat(
            TypeMapping.toStorage(
                TypeMapping.toSql(factory, new ColumnType.Enumeration(List.of("A")), false)))
        .isEqualTo(ColumnType.VARCHAR);
  }

  @Test
  void namesTypesAsSqlDoes() {
    assertThat(TYPES.stream().map(TypeMapping::sqlName))
        .contains(
            "INTEGER UNSIGNED",
            "DECIMAL(38, 10)",
            "CHAR(5)",
            "VARCHAR",
            "TIMESTAMP(9) WITH LOCAL TIME ZONE",
            "INTEGER ARRAY");
  }
}
