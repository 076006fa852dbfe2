package io.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Types;
import org.junit.jupiter.api.Test;

final class MarkdownWriterTest {
  @Test
  void writesATableWithEscapes() throws Exception {
    Rows rows =
        new Rows()
            .column("a|b", Types.VARCHAR)
            .column("n", Types.DOUBLE)
            .row("x|y\nz", 1.5)
            .row(null, null);

    assertThat(rows.written(new MarkdownWriter()))
        .isEqualTo("| a\\|b | n |\n|---|--:|\n| x\\|y<br>z | 1.5 |\n| NULL | NULL |\n");
  }
}
