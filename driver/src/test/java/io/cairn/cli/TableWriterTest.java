package io.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Types;
import org.junit.jupiter.api.Test;

final class TableWriterTest {
  @Test
  void framesColumnsWithNumbersToTheRight() throws Exception {
    Rows rows =
        new Rows()
            .column("name", Types.VARCHAR)
            .column("n", Types.INTEGER)
            .row("a", 1)
            .row(null, 2000);

    assertThat(rows.written(new TableWriter(true)))
        .isEqualTo(
            """
            +------+------+
            | name | n    |
            +------+------+
            | a    |    1 |
            | NULL | 2000 |
            +------+------+
            """);
  }

  @Test
  void leavesTheHeaderOut() throws Exception {
    Rows rows = new Rows().column("long name", Types.VARCHAR).row("a");

    assertThat(rows.written(new TableWriter(false))).isEqualTo("+---+\n| a |\n+---+\n");
  }

  @Test
  void showsTheHeaderOfAnEmptyResult() throws Exception {
    Rows rows = new Rows().column("a", Types.VARCHAR);

    assertThat(rows.written(new TableWriter(true))).isEqualTo("+---+\n| a |\n+---+\n+---+\n");
  }

  @Test
  void keepsARowOnOneLine() throws Exception {
    Rows rows = new Rows().column("a", Types.VARCHAR).row("x\ny\t\u001b");

    assertThat(rows.written(new TableWriter(false)))
        .isEqualTo("+------------+\n| x\\ny\\t\\x1b |\n+------------+\n");
  }

  @Test
  void measuresWideLettersAsTheTerminalDoes() throws Exception {
    Rows rows = new Rows().column("a", Types.VARCHAR).row("日本").row("Étoile").row("e\u0301");

    assertThat(rows.written(new TableWriter(false)))
        .isEqualTo("+--------+\n| 日本   |\n| Étoile |\n| e\u0301      |\n+--------+\n");
  }

  @Test
  void printsLaterLongerValuesInFull() throws Exception {
    Rows rows = new Rows().column("a", Types.VARCHAR);
    for (int i = 0; i < 1_000; i++) {
      rows.row("x");
    }
    rows.row("y".repeat(300));

    assertThat(rows.written(new TableWriter(false)))
        .startsWith("+---+\n| x |\n")
        .endsWith("| x |\n| " + "y".repeat(300) + " |\n+---+\n");
  }

  @Test
  void doesNotPadEveryRowToOneHugeValue() throws Exception {
    Rows rows = new Rows().column("a", Types.VARCHAR).row("y".repeat(100_000)).row("x");

    assertThat(rows.written(new TableWriter(false)).length()).isLessThan(102_000);
  }
}
