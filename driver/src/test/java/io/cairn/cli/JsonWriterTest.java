package io.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Types;
import org.junit.jupiter.api.Test;

final class JsonWriterTest {
  @Test
  void writesAnArrayOfObjects() throws Exception {
    Rows rows =
        new Rows().column("a", Types.INTEGER).column("b", Types.VARCHAR).row(1, "x").row(2, null);

    assertThat(rows.written(JsonWriter.array()))
        .isEqualTo("[{\"a\":1,\"b\":\"x\"},\n {\"a\":2,\"b\":null}]\n");
  }

  @Test
  void writesAnEmptyArrayForNoRows() throws Exception {
    Rows rows = new Rows().column("a", Types.INTEGER);

    assertThat(rows.written(JsonWriter.array())).isEqualTo("[]\n");
    assertThat(rows.written(JsonWriter.lines())).isEmpty();
  }

  @Test
  void writesAnObjectALine() throws Exception {
    Rows rows = new Rows().column("a", Types.INTEGER).row(1).row(2);

    assertThat(rows.written(JsonWriter.lines())).isEqualTo("{\"a\":1}\n{\"a\":2}\n");
  }

  @Test
  void keepsNumbersAndBooleansAndQuotesWhatIsNoJsonNumber() throws Exception {
    Rows rows =
        new Rows()
            .column("d", Types.DOUBLE)
            .column("n", Types.DECIMAL)
            .column("b", Types.BOOLEAN)
            .row(1.0E10, new BigDecimal("0.50"), true)
            .row(Double.NaN, new BigDecimal("-3"), false)
            .row(Double.NEGATIVE_INFINITY, null, null);

    assertThat(rows.written(JsonWriter.lines()))
        .isEqualTo(
            """
            {"d":1.0E10,"n":0.50,"b":true}
            {"d":"NaN","n":-3,"b":false}
            {"d":"-Infinity","n":null,"b":null}
            """);
  }

  @Test
  void keepsTheTextOfArraysAndRowsAsJson() throws Exception {
    Rows rows = new Rows().column("a", Types.ARRAY).row("[1,2]");

    assertThat(rows.written(JsonWriter.lines())).isEqualTo("{\"a\":[1,2]}\n");
  }

  @Test
  void numbersRepeatedLabelsAroundThoseThatExist() throws Exception {
    Rows rows =
        new Rows()
            .column("a", Types.INTEGER)
            .column("a", Types.INTEGER)
            .column("a_2", Types.INTEGER)
            .column("a", Types.INTEGER)
            .column("b", Types.INTEGER)
            .column("b", Types.INTEGER)
            .row(1, 2, 3, 4, 5, 6);

    assertThat(rows.written(JsonWriter.lines()))
        .isEqualTo("{\"a\":1,\"a_3\":2,\"a_2\":3,\"a_4\":4,\"b\":5,\"b_2\":6}\n");
  }

  @Test
  void escapesControlCharactersAndLoneSurrogates() throws Exception {
    Rows rows = new Rows().column("\"", Types.VARCHAR).row("a\"\\\n\t\r\0é\uD83D\uDE00\uD83D!");

    assertThat(rows.written(JsonWriter.lines()))
        .isEqualTo("{\"\\\"\":\"a\\\"\\\\\\n\\t\\r\\u0000é\uD83D\uDE00\\ud83d!\"}\n");
  }
}
