package io.cairn.planner.parse;

import static org.assertj.core.api.Assertions.assertThat;

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
}
