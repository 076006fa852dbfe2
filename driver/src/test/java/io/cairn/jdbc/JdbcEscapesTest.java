package io.cairn.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcEscapesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "SELECT {d '2020-01-31'} ~ SELECT DATE '2020-01-31'",
        "{t '12:00:00'} ~ TIME '12:00:00'",
        "{ts '2020-01-31 12:00:00'} ~ TIMESTAMP '2020-01-31 12:00:00'",
        "a LIKE 'x' {escape '!'} ~ a LIKE 'x' ESCAPE '!'",
        "FROM {oj a LEFT OUTER JOIN b ON a.x = b.x} ~ FROM a LEFT OUTER JOIN b ON a.x = b.x",
        "SELECT 1 {limit 5} ~ SELECT 1 LIMIT 5",
        "{fn ucase(a)} ~ UPPER(a)",
        "{FN LCASE( a )} ~ LOWER(a)",
        "{fn length(a)} ~ CHAR_LENGTH(a)",
        "{fn concat(a, {fn ucase('}')})} ~ (a || UPPER('}'))",
        "{fn locate('a', b)} ~ POSITION('a' IN b)",
        "{fn locate('a', b, 3)} ~ POSITION('a' IN b FROM 3)",
        "{fn insert(a, 1, 2, 'x')} ~ OVERLAY(a PLACING 'x' FROM 1 FOR 2)",
        "{fn convert(a, SQL_INTEGER)} ~ CAST(a AS INTEGER)",
        "{fn timestampadd(SQL_TSI_DAY, 1, a)} ~ TIMESTAMPADD(DAY, 1, a)",
        "{fn curdate()} ~ CURRENT_DATE",
        "{fn now()} ~ LOCALTIMESTAMP",
        "{fn abs(f(1, 2))} ~ abs(f(1, 2))"
      })
  void translates(String escaped, String sql) throws SQLException {
    assertThat(JdbcEscapes.translate(escaped)).isEqualTo(sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT '{d ''2020-01-31''}' FROM t",
        "SELECT \"{fn x}\" FROM t",
        "SELECT 1 -- {d '",
        "SELECT 1 /* {ts '1'} */ + 2",
        "PATTERN (a{2,3})",
        "SELECT 'it''s {d'",
        "SELECT 1 }"
      })
  void leavesQuotesCommentsAndOtherBracesAlone(String sql) throws SQLException {
    assertThat(JdbcEscapes.translate(sql)).isEqualTo(sql);
  }

  @Test
  void refusesAnEscapeThatIsNotClosed() {
    assertThatThrownBy(() -> JdbcEscapes.translate("SELECT {d '2020-01-31'"))
        .isInstanceOf(SQLException.class)
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("42601");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{call f(1)}", "{? = call f(1)}", "{ CALL f}"})
  void refusesProcedures(String sql) {
    assertThatThrownBy(() -> JdbcEscapes.translate(sql))
        .isInstanceOf(SQLFeatureNotSupportedException.class);
  }

  @Test
  void refusesAWrongNumberOfOperands() {
    assertThatThrownBy(() -> JdbcEscapes.translate("{fn locate('a')}"))
        .hasMessageContaining("LOCATE")
        .hasMessageContaining("2 or 3");
  }
}
