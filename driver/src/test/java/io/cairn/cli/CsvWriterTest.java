package io.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Types;
import org.junit.jupiter.api.Test;

final class CsvWriterTest {
  @Test
  void quotesOnlyWhatNeedsIt() throws Exception {
    Rows rows =
        new Rows()
            .column("plain", Types.VARCHAR)
            .column("a,b", Types.VARCHAR)
            .row("x y", "say \"hi\"")
            .row("two\nlines", "cr\r")
            .row("1,5", "é日");

    assertThat(rows.written(new CsvWriter(true)))
        .isEqualTo("plain,\"a,b\"\nx y,\"say \"\"hi\"\"\"\n\"two\nlines\",\"cr\r\"\n\"1,5\",é日\n");
  }

  @Test
  void tellsNullFromTheEmptyString() throws Exception {
    Rows rows =
        new Rows()
            .column("a", Types.VARCHAR)
            .column("b", Types.VARCHAR)
            .row(null, "")
            .row("", null);

    assertThat(rows.written(new CsvWriter(true))).isEqualTo("a,b\n,\"\"\n\"\",\n");
  }

  @Test
  void leavesTheHeaderOut() throws Exception {
    Rows rows = new Rows().column("a", Types.INTEGER).row(1);

    assertThat(rows.written(new CsvWriter(false))).isEqualTo("1\n");
  }

  @Test
  void writesTheHeaderOfAnEmptyResult() throws Exception {
    Rows rows = new Rows().column("a", Types.INTEGER).column("b", Types.INTEGER);

    assertThat(rows.written(new CsvWriter(true))).isEqualTo("a,b\n");
  }
}
