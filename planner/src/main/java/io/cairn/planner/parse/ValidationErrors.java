package io.cairn.planner.parse;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.schema.CairnCatalogReader;
import io.cairn.planner.schema.CairnTable;
import io.cairn.planner.schema.NameSuggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** Turns what Calcite says of a wrong statement into an error with a code, a place and a hint. */
public final class ValidationErrors {
  /** Calcite's messages, most telling first; the codes are ours. */
  private enum Kind {
    TABLE("(?:Object|Table|View) '(.*?)' not found.*", ErrorCode.UNKNOWN_TABLE),
    SCHEMA("Schema '(.*?)' not found.*", ErrorCode.UNKNOWN_SCHEMA),
    COLUMN("Column '(.*?)' not found in .*", ErrorCode.UNKNOWN_COLUMN),
    TARGET_COLUMN("Unknown target column '(.*?)'.*", ErrorCode.UNKNOWN_COLUMN),
    FIELD("Unknown (?:field|identifier) '(.*?)'.*", ErrorCode.UNKNOWN_COLUMN),
    AMBIGUOUS("Column '(.*?)' is ambiguous.*", ErrorCode.AMBIGUOUS_NAME),
    FUNCTION("No match found for function signature (.*)", ErrorCode.UNKNOWN_FUNCTION),
    ARGUMENTS("Invalid number of arguments to function '(.*?)'.*", ErrorCode.UNKNOWN_FUNCTION),
    GROUPING("Expression '(.*?)' is not being grouped.*", ErrorCode.GROUPING_ERROR),
    AGGREGATE(
        "(Aggregate expression.*|Aggregate expressions.*|Windowed aggregate.*)",
        ErrorCode.GROUPING_ERROR),
    TYPES(
        "(Cannot apply '.*|.*[Tt]ype mismatch.*|Values passed to .*|Cast function cannot.*|WHERE"
            + " clause must be.*|HAVING clause must be.*|ON clause must be.*|.*must be a"
            + " condition.*|Cannot infer.*|Illegal mixing of types.*|Illegal use"
            + " of.*|.*incompatible types.*)",
        ErrorCode.TYPE_MISMATCH),
    TYPE_NAME("Unknown datatype name '(.*?)'.*", ErrorCode.TYPE_MISMATCH),
    RELATION_TWICE("Duplicate relation name '(.*?)'.*", ErrorCode.AMBIGUOUS_NAME),
    DATETIME_LITERAL(
        "(Illegal (?:DATE|TIME|TIMESTAMP)\\b.* literal .*)", ErrorCode.DATETIME_OUT_OF_RANGE),
    LITERAL(
        "(Illegal .* literal .*|.*out of range.*|Numeric literal.*)",
        ErrorCode.NUMERIC_OUT_OF_RANGE);

    private final Pattern pattern;
    private final ErrorCode code;

    Kind(String pattern, ErrorCode code) {
      this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
      this.code = code;
    }
  }

  private static final Pattern MISSING_OBJECT =
      Pattern.compile("Object '(.*?)' not found.*", Pattern.DOTALL);

  private static final Pattern CORRELATED_JOIN =
      Pattern.compile("Correlated (\\w+) join is not supported");

  private ValidationErrors() {}

  /** What to tell the user about an exception that planning threw. */
  public static QueryException translate(RuntimeException e, @Nullable CairnCatalogReader catalog) {
    return translate(e, catalog, "");
  }

  /**
   * As the other one.
   *
   * @param sql the statement's text, which tells a missing schema from a missing table
   */
  public static QueryException translate(
      RuntimeException e, @Nullable CairnCatalogReader catalog, String sql) {
    QueryException ours = findOurs(e);
    if (ours != null) {
      return ours;
    }
    if (e instanceof CalciteContextException context) {
      String text = innermost(context);
      Kind kind = kind(text);
      ErrorCode code = kind == null ? ErrorCode.SYNTAX_ERROR : kind.code;
      String message = message(kind, text, catalog);
      String schema = kind == Kind.TABLE ? missingSchema(context, text, sql) : null;
      if (schema != null) {
        code = ErrorCode.UNKNOWN_SCHEMA;
        message = "Schema '" + schema + "' not found";
      }
      return context.getPosLine() > 0
          ? new QueryException(code, message, context.getPosLine(), context.getPosColumn(), e)
          : new QueryException(code, message, e);
    }
    if (e instanceof CalciteException) {
      String text = String.valueOf(e.getMessage());
      Kind kind = kind(text);
      return new QueryException(
          kind == null ? ErrorCode.SYNTAX_ERROR : kind.code, message(kind, text, catalog), e);
    }
    if (e instanceof UnsupportedOperationException) {
      return new QueryException(
          ErrorCode.NOT_SUPPORTED,
          "The statement uses something that is not supported: " + e.getMessage(),
          e);
    }
    Matcher correlated = CORRELATED_JOIN.matcher(String.valueOf(e.getMessage()));
    if (e instanceof IllegalArgumentException && correlated.matches()) {
      return new QueryException(
          ErrorCode.NOT_SUPPORTED,
          "A subquery in the condition of a "
              + correlated.group(1)
              + " JOIN that names columns of the joined tables is not supported; compute it in a"
              + " subquery of FROM",
          e);
    }
    return new QueryException(
        ErrorCode.INTERNAL, "Planning failed unexpectedly: " + e + "; this is a bug in Cairn", e);
  }

  /**
   * The schema in the name of a table that is missing, up to and with the step that leads nowhere;
   * null where the table alone is.
   */
  private static @Nullable String missingSchema(
      CalciteContextException e, String text, String sql) {
    Matcher matcher = MISSING_OBJECT.matcher(text);
    if (!matcher.matches() || e.getPosLine() <= 0 || sql.isEmpty()) {
      return null;
    }
    List<String> steps =
        StatementText.path(sql, new SqlParserPos(e.getPosLine(), e.getPosColumn()));
    int at = steps.indexOf(matcher.group(1));
    return at < 0 || at == steps.size() - 1 ? null : String.join("/", steps.subList(0, at + 1));
  }

  private static @Nullable QueryException findOurs(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof QueryException ours) {
        return ours;
      }
    }
    return null;
  }

  private static String innermost(CalciteContextException e) {
    Throwable cause = e.getCause();
    return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
  }

  private static @Nullable Kind kind(String text) {
    for (Kind kind : Kind.values()) {
      if (kind.pattern.matcher(text).matches()) {
        return kind;
      }
    }
    return null;
  }

  private static String message(
      @Nullable Kind kind, String text, @Nullable CairnCatalogReader catalog) {
    if (kind == null) {
      return text;
    }
    Matcher matcher = kind.pattern.matcher(text);
    String name = matcher.matches() ? matcher.group(1) : "";
    return switch (kind) {
      case TABLE ->
          withSuggestion(
              "Table '" + name + "' not found",
              name,
              catalog == null ? List.of() : catalog.tableNames());
      case COLUMN, FIELD ->
          withSuggestion("Column '" + name + "' not found", name, columnNames(catalog));
      case FUNCTION ->
          "Function " + name + " not found; docs/sql.md lists the functions and their arguments";
      case GROUPING ->
          "Column '" + name + "' must stand in GROUP BY or inside an aggregate function";
      case AMBIGUOUS -> "Column '" + name + "' is ambiguous; write it with its table's name";
      default -> text;
    };
  }

  private static List<String> columnNames(@Nullable CairnCatalogReader catalog) {
    List<String> names = new ArrayList<>();
    if (catalog != null) {
      for (CairnTable table : catalog.resolvedTables()) {
        names.addAll(table.getRowType().getFieldNames());
      }
    }
    return names;
  }

  private static String withSuggestion(String message, String name, List<String> candidates) {
    String nearest = NameSuggestion.nearest(name, candidates);
    if (nearest != null) {
      return message + "; did you mean '" + nearest + "'?";
    }
    return message;
  }
}
