package io.cairn.planner.exec.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cairn.planner.exec.kernel.TextSearch;
import io.cairn.planner.exec.kernel.Utf8;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A LIKE pattern made ready: the pieces between its {@code %}, each of bytes and single characters.
 * Every piece is looked for as far left as possible, which is enough: what the last piece leaves is
 * only ever more. Immutable and thread-safe.
 */
final class LikePattern {
  private final boolean anchoredEnd;
  private final boolean ignoreCase;
  private final List<Piece> pieces;

  /**
   * Text without {@code %}.
   *
   * @param parts runs of bytes; between two of them stands one character, any
   */
  private record Piece(List<byte[]> parts) {
    boolean isEmpty() {
      return parts.size() == 1 && parts.get(0).length == 0;
    }

    /** The end of a match that starts here, or -1. */
    int matchAt(byte[] bytes, int at, int to) {
      int position = at;
      for (int i = 0; i < parts.size(); i++) {
        if (i > 0) {
          if (position >= to) {
            return -1;
          }
          position = Utf8.skip(bytes, position, to, 1);
        }
        byte[] part = parts.get(i);
        if (to - position < part.length || !Utf8.matches(bytes, position, part)) {
          return -1;
        }
        position += part.length;
      }
      return position;
    }

    /** The end of the first match from here on, or -1. */
    int find(byte[] bytes, int from, int to) {
      byte[] first = parts.get(0);
      if (parts.size() == 1) {
        int hit = Utf8.indexOf(bytes, from, to, first);
        return hit < 0 ? -1 : hit + first.length;
      }
      for (int at = from; at <= to; at = at == to ? to + 1 : Utf8.skip(bytes, at, to, 1)) {
        int hit = first.length == 0 ? at : Utf8.indexOf(bytes, at, to, first);
        if (hit < 0) {
          return -1;
        }
        int end = matchAt(bytes, hit, to);
        if (end >= 0) {
          return end;
        }
        at = hit;
      }
      return -1;
    }

    /** Whether a match ends exactly at {@code to} and starts at {@code from} or later. */
    boolean matchesEnd(byte[] bytes, int from, int to) {
      int characters = parts.size() - 1;
      int position = to;
      for (int i = parts.size() - 1; i >= 0; i--) {
        byte[] part = parts.get(i);
        if (position - from < part.length || !Utf8.matches(bytes, position - part.length, part)) {
          return false;
        }
        position -= part.length;
        if (characters-- > 0) {
          if (position <= from) {
            return false;
          }
          position = Utf8.back(bytes, from, position);
        }
      }
      return true;
    }
  }

  private LikePattern(boolean anchoredEnd, boolean ignoreCase, List<Piece> pieces) {
    this.anchoredEnd = anchoredEnd;
    this.ignoreCase = ignoreCase;
    this.pieces = pieces;
  }

  /**
   * Finds texts that may match, by the longest run of bytes that stands anywhere in those that do;
   * null if there is none.
   */
  @Nullable TextSearch search() {
    byte[] longest = {};
    int floating = pieces.size() - (anchoredEnd ? 1 : 0);
    for (int i = 1; i < floating && !ignoreCase; i++) {
      for (byte[] part : pieces.get(i).parts()) {
        longest = part.length > longest.length ? part : longest;
      }
    }
    return longest.length == 0 ? null : new TextSearch(longest);
  }

  /** Whether every text that {@link #search} finds matches. */
  boolean isSearch() {
    return !anchoredEnd
        && pieces.size() == 2
        && pieces.get(0).isEmpty()
        && pieces.get(1).parts().size() == 1;
  }

  /**
   * Reads a pattern.
   *
   * @param escape one character before a {@code %}, {@code _} or itself that stands for itself; -1
   *     for none
   */
  static LikePattern of(String pattern, int escape, boolean ignoreCase) {
    String text = ignoreCase ? fold(pattern) : pattern;
    List<Piece> pieces = new ArrayList<>();
    List<byte[]> parts = new ArrayList<>();
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    boolean anchoredEnd = true;
    boolean empty = true;
    int[] codePoints = text.codePoints().toArray();
    for (int i = 0; i < codePoints.length; i++) {
      int c = codePoints[i];
      anchoredEnd = true;
      if (c == escape) {
        i++;
        boolean known =
            i < codePoints.length
                && (codePoints[i] == '%' || codePoints[i] == '_' || codePoints[i] == escape);
        if (!known) {
          throw Failures.badArgument(
              "In the LIKE pattern '"
                  + pattern
                  + "' the escape character '"
                  + Character.toString(escape)
                  + "' stands before none of % and _ and itself; double it to match it");
        }
        part.writeBytes(Character.toString(codePoints[i]).getBytes(UTF_8));
        empty = false;
      } else if (c == '%') {
        if (!empty || pieces.isEmpty()) {
          parts.add(part.toByteArray());
          pieces.add(new Piece(List.copyOf(parts)));
        }
        parts = new ArrayList<>();
        part = new ByteArrayOutputStream();
        empty = true;
        anchoredEnd = false;
      } else if (c == '_') {
        parts.add(part.toByteArray());
        part = new ByteArrayOutputStream();
        empty = false;
      } else {
        part.writeBytes(Character.toString(c).getBytes(UTF_8));
        empty = false;
      }
    }
    if (anchoredEnd) {
      parts.add(part.toByteArray());
      pieces.add(new Piece(List.copyOf(parts)));
    }
    // The first piece is empty where the pattern starts with %.
    return new LikePattern(anchoredEnd, ignoreCase, List.copyOf(pieces));
  }

  boolean matches(byte[] bytes, int from, int to) {
    if (ignoreCase) {
      byte[] folded = fold(new String(bytes, from, to - from, UTF_8)).getBytes(UTF_8);
      return matchesFolded(folded, 0, folded.length);
    }
    return matchesFolded(bytes, from, to);
  }

  private boolean matchesFolded(byte[] bytes, int from, int to) {
    int last = pieces.size() - 1;
    int position = pieces.get(0).matchAt(bytes, from, to);
    if (position < 0) {
      return false;
    }
    if (last == 0) {
      return !anchoredEnd || position == to;
    }
    for (int i = 1; i < last || (i == last && !anchoredEnd); i++) {
      position = pieces.get(i).find(bytes, position, to);
      if (position < 0) {
        return false;
      }
    }
    return !anchoredEnd || pieces.get(last).matchesEnd(bytes, position, to);
  }

  private static String fold(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
      }
    }
    return text.toLowerCase(Locale.ROOT);
  }
}
