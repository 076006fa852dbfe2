package io.cairn.planner.parse;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.parse.generated.CairnSqlParser;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.config.Lex;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.SqlParserPos;

/** From the text of a statement to its syntax tree. */
public final class StatementParser {
  private static final int MAX_IDENTIFIER_LENGTH = 65_535;
  private static final int MAX_EXPECTED_TOKENS = 6;
  private static final Pattern ENCOUNTERED =
      Pattern.compile("Encountered \"(.*?)\" at line", Pattern.DOTALL);

  private static final SqlParser.Config CONFIG =
      SqlParser.config()
          .withLex(Lex.ORACLE)
          .withQuoting(Quoting.DOUBLE_QUOTE)
          .withUnquotedCasing(Casing.UNCHANGED)
          .withQuotedCasing(Casing.UNCHANGED)
          .withCaseSensitive(true)
          .withIdentifierMaxLength(MAX_IDENTIFIER_LENGTH)
          .withConformance(CairnConformance.INSTANCE)
          .withParserFactory(CairnSqlParser.FACTORY);

  private StatementParser() {}

  /**
   * Parses one statement; a trailing {@code ;} is allowed.
   *
   * @throws QueryException 42601 with the place, 54000 if it nests too deeply
   */
  public static SqlNode parse(String sql) {
    SqlNodeList statements;
    try {
      statements = SqlParser.create(sql, CONFIG).parseStmtList();
    } catch (SqlParseException e) {
      throw isStackOverflow(e) ? tooDeep(e) : syntaxError(sql, e);
    } catch (StackOverflowError e) {
      throw tooDeep(e);
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
    return statements.get(0);
  }

  private static boolean isStackOverflow(SqlParseException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof StackOverflowError) {
        return true;
      }
    }
    return String.valueOf(e.getMessage()).contains("StackOverflowError");
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
      found = "Syntax error: this is no statement; SELECT, VALUES, WITH and EXPLAIN start one";
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
