package io.cairn.jdbc.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Collects the conditions of a metadata query with their parameters. */
final class Conditions {
  /** What {@code getSearchStringEscape} tells. */
  private static final char ESCAPE = '\\';

  private final StringJoiner text = new StringJoiner(" AND ", " WHERE ", "").setEmptyValue("");
  private final List<String> parameters = new ArrayList<>();

  /** The column has exactly this name; null means any. */
  Conditions name(String column, @Nullable String name) {
    if (name != null) {
      text.add(column + " = ?");
      parameters.add(name);
    }
    return this;
  }

  /**
   * The column matches a pattern of JDBC: {@code %} any text, {@code _} any character, each literal
   * behind a backslash; null means any.
   */
  Conditions pattern(String column, @Nullable String pattern) {
    if (pattern == null || pattern.equals("%")) {
      return this;
    }
    String literal = literal(pattern);
    if (literal != null) {
      return name(column, literal);
    }
    text.add(column + " LIKE ? ESCAPE '" + ESCAPE + "'");
    parameters.add(wellFormed(pattern));
    return this;
  }

  /** A condition without parameters. */
  Conditions fixed(String condition) {
    text.add(condition);
    return this;
  }

  MetadataQuery query(String select, String order) {
    return new MetadataQuery(select + text + order, parameters);
  }

  /** The name that a pattern without wildcards means, or null if it has some. */
  private static @Nullable String literal(String pattern) {
    StringBuilder name = new StringBuilder(pattern.length());
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '%' || c == '_') {
        return null;
      }
      if (c == ESCAPE && i + 1 < pattern.length()) {
        i++;
        c = pattern.charAt(i);
      }
      name.append(c);
    }
    return name.toString();
  }

  /** LIKE refuses an escape before an ordinary character; JDBC's patterns allow it. */
  private static String wellFormed(String pattern) {
    StringBuilder out = new StringBuilder(pattern.length() + 2);
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c != ESCAPE) {
        out.append(c);
        continue;
      }
      char next = i + 1 < pattern.length() ? pattern.charAt(i + 1) : ESCAPE;
      i++;
      if (next == '%' || next == '_' || next == ESCAPE) {
        out.append(ESCAPE);
      }
      out.append(next);
    }
    return out.toString();
  }
}
