package io.cairn.planner.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.calcite.sql.parser.SqlParserPos;
import org.junit.jupiter.api.Test;

class StatementTextTest {
  @Test
  void splitsAtSemicolonsOnly() {
    assertThat(StatementText.split("SELECT 1; SELECT 2")).containsExactly("SELECT 1", "SELECT 2");
  }

  @Test
  void leavesSemicolonsInQuotesAndCommentsAlone() {
    assertThat(StatementText.split("SELECT ';', \"a;b\" -- c;d\n, 1 /* ; */; VALUES 2;"))
        .containsExactly("SELECT ';', \"a;b\" -- c;d\n, 1 /* ; */", "VALUES 2");
  }

  @Test
  void understandsDoubledQuotes() {
    assertThat(StatementText.split("SELECT 'it''s; fine'; SELECT 2"))
        .containsExactly("SELECT 'it''s; fine'", "SELECT 2");
  }

  @Test
  void dropsStatementsWithoutContent() {
    assertThat(StatementText.split(" ;; -- nothing\n; /* here */ ")).isEmpty();
  }

  @Test
  void survivesQuotesAndCommentsThatNeverEnd() {
    assertThat(StatementText.split("SELECT 'abc; SELECT 2")).hasSize(1);
    assertThat(StatementText.split("SELECT 1 /* abc; SELECT 2")).hasSize(1);
  }

  @Test
  void findsTheFirstWordBehindComments() {
    assertThat(StatementText.firstWord("/* x */ -- y\n  create table t")).isEqualTo("CREATE");
    assertThat(StatementText.firstWord("(SELECT 1)")).isEmpty();
    assertThat(StatementText.firstWord("")).isEmpty();
  }

  @Test
  void givesTheFirstWordsOfAStatement() {
    assertThat(StatementText.firstWords("/* a */ create -- b\n or Replace view v", 4))
        .containsExactly("CREATE", "OR", "REPLACE", "VIEW");
    assertThat(StatementText.firstWords("DROP (x)", 4)).containsExactly("DROP");
    assertThat(StatementText.firstWords("", 4)).isEmpty();
  }

  @Test
  void findsWordsOutsideOfQuotesAndComments() {
    assertThat(StatementText.hasWord("INSERT INTO t SELECT 1 Returning a", "RETURNING")).isTrue();
    assertThat(StatementText.hasWord("SELECT 'returning' -- returning\n", "RETURNING")).isFalse();
    assertThat(StatementText.hasWord("SELECT \"returning\", returning_x", "RETURNING")).isFalse();
  }

  @Test
  void cutsTextOutByLinesOfEveryKind() {
    String sql = "a\r\nbb cc\rdd\nee ff";
    assertThat(StatementText.at(sql, new SqlParserPos(2, 4, 4, 2))).isEqualTo("cc\rdd\nee");
    assertThat(StatementText.at(sql, new SqlParserPos(4, 4, 4, 5))).isEqualTo("ff");
  }

  @Test
  void readsNamesJoinedByDots() {
    assertThat(StatementText.path("SELECT * FROM a . \"b.c\".d x", new SqlParserPos(1, 15)))
        .containsExactly("a", "b.c", "d");
  }
}
