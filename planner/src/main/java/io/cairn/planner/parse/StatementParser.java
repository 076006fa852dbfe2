package io.cairn.planner.parse;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.parse.generated.CairnSqlParser;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.util.SourceStringReader;

/** From the text of a statement to its syntax tree. */
public final class StatementParser {
  private static final int MAX_IDENTIFIER_LENGTH = 65_535;
  private static final int MAX_EXPECTED_TOKENS = 6;
  private static final Pattern ENCOUNTERED =
      Pattern.compile("Encountered \"(.*?)\" at line", Pattern.DOTALL);

  private StatementParser() {}

  /**
   * Parses one statement; a trailing {@code ;} is allowed.
   *
   * @throws QueryException 42601 with the place, 54000 if it nests too deeply
   */
  public static SqlNode parse(String sql) {
    SqlAbstractParserImpl parser = parser(sql);
    SqlNodeList statements;
    try {
      statements = parser.parseSqlStmtList();
    } catch (QueryException e) {
      throw e;
    } catch (StackOverflowError e) {
      throw tooDeep(e);
    } catch (Exception | Error e) {
      // The lexer reports what it cannot read by errors of its own.
      throw syntaxError(sql, parser.normalizeException(e));
    }
    if (statements.isEmpty()) {
      throw new QueryException(ErrorCode.SYNTAX_ERROR, "The statement is empty");
    }
    if (statements.size() > 1) {
      SqlParserPos second = statements.get(1).getParserPosition();
      throw new QueryException(
          ErrorCode.SYNTAX_ERROR,
          "Found " + statements.size() + " statements, expected one; run them one by one",
          second.getLineNum(),
          second.getColumnNum(),
          null);
    }
    SqlNode statement = statements.get(0);
    CommaJoins.regroup(statement);
    return statement;
  }

  /**
   * Parses an expression.
   *
   * @throws QueryException 42601 with the place, 54000 if it nests too deeply
   */
  public static SqlNode parseExpression(String sql) {
    SqlAbstractParserImpl parser = parser(sql);
    try {
      return parser.parseSqlExpressionEof();
    } catch (QueryException e) {
      throw e;
    } catch (StackOverflowError e) {
      throw tooDeep(e);
    } catch (Exception | Error e) {
      throw syntaxError(sql, parser.normalizeException(e));
    }
  }

  /**
   * The generated parser itself: Calcite's own front to it loads Calcite's own parser too, a
   * megabyte of classes.
   */
  @SuppressWarnings("deprecation") // the parser reads its time units, and nothing else sets them
  private static SqlAbstractParserImpl parser(String sql) {
    SqlAbstractParserImpl parser = CairnSqlParser.FACTORY.getParser(new SourceStringReader(sql));
    parser.setTabSize(1);
    parser.setQuotedCasing(Casing.UNCHANGED);
    parser.setUnquotedCasing(Casing.UNCHANGED);
    parser.setIdentifierMaxLength(MAX_IDENTIFIER_LENGTH);
    parser.setConformance(CairnConformance.INSTANCE);
    parser.setTimeUnitCodes(Map.of());
    parser.switchTo(SqlAbstractParserImpl.LexicalState.DQID);
    return parser;
  }

  private static QueryException tooDeep(Throwable e) {
    return new QueryException(
        ErrorCode.PROGRAM_LIMIT, "The statement nests too deeply; break it into parts", e);
  }

  private static QueryException syntaxError(String sql, SqlParseException e) {
    SqlParserPos position = e.getPos();
    String message = String.valueOf(e.getMessage());
    Matcher encountered = ENCOUNTERED.matcher(message);
    String found;
    if (encountered.find()) {
      String token = encountered.group(1).strip();
      found =
          token.endsWith("<EOF>") || token.isEmpty()
              ? "Syntax error at the end"
              : "Syntax error at '" + token + "'";
    } else if (message.startsWith("Incorrect syntax near the keyword")) {
      found =
          "Syntax error at the keyword "
              + message.replaceAll("(?s)^[^']*('[^']*').*$", "$1")
              + "; quote it if it is a name";
    } else if (message.startsWith("Non-query expression")) {
      found =
          "Syntax error: this is no statement; SELECT, INSERT, CREATE, DROP and EXPLAIN start one";
    } else {
      found = firstLine(message);
    }
    if (StatementText.split(sql).isEmpty()) {
      found = "The statement is empty";
    }
    Collection<String> expected = e.getExpectedTokenNames();
    if (!expected.isEmpty() && expected.size() <= MAX_EXPECTED_TOKENS) {
      found += "; expected " + String.join(", ", expected);
    }
    if (position == null || position.getLineNum() <= 0) {
      return new QueryException(ErrorCode.SYNTAX_ERROR, found, e);
    }
    return new QueryException(
        ErrorCode.SYNTAX_ERROR, found, position.getLineNum(), position.getColumnNum(), e);
  }

  private static String firstLine(String message) {
    List<String> lines = message.lines().toList();
    return lines.isEmpty() ? "Syntax error" : lines.get(0);
  }
}
