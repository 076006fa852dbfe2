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
    boolean escaped = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      boolean last = i == pattern.length() - 1;
      if (!escaped && (c == '%' || c == '_')) {
        return null;
      }
      if (!escaped && c == ESCAPE && !last) {
        escaped = true;
      } else {
        name.append(c);
        escaped = false;
      }
    }
    return name.toString();
  }

  /** LIKE refuses an escape before an ordinary character; JDBC's patterns allow it. */
  private static String wellFormed(String pattern) {
    StringBuilder out = new StringBuilder(pattern.length() + 2);
    boolean escaped = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      boolean last = i == pattern.length() - 1;
      if (!escaped && c == ESCAPE && !last) {
        escaped = true;
        continue;
      }
      boolean special = c == '%' || c == '_' || c == ESCAPE;
      if (special && (escaped || c == ESCAPE)) {
        out.append(ESCAPE);
      }
      out.append(c);
      escaped = false;
    }
    return out.toString();
  }
}
