package io.cairn.planner.exec.kernel;

/** Code points in UTF-8 bytes. Works on damaged text too: a stray byte counts as it comes. */
public final class Utf8 {
  private Utf8() {}

  /** Code points from {@code from} to {@code to}. */
  public static int count(byte[] bytes, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += (bytes[i] & 0xC0) != 0x80 ? 1 : 0;
    }
    return count;
  }

  /** The position after this many code points, at most {@code to}. */
  public static int skip(byte[] bytes, int from, int to, long codePoints) {
    int position = from;
    for (long left = codePoints; left > 0 && position < to; left--) {
      position++;
      while (position < to && (bytes[position] & 0xC0) == 0x80) {
        position++;
      }
    }
    return position;
  }

  /** Where the last code point before {@code to} starts, not before {@code from}. */
  public static int back(byte[] bytes, int from, int to) {
    int position = to - 1;
    while (position > from && (bytes[position] & 0xC0) == 0x80) {
      position--;
    }
    return position;
  }

  /** The first position of the needle at or after {@code from}, or -1; an empty one is at from. */
  public static int indexOf(byte[] bytes, int from, int to, byte[] needle) {
    int length = needle.length;
    if (length == 0) {
      return from;
    }
    byte first = needle[0];
    int last = to - length;
    for (int i = from; i <= last; i++) {
      if (bytes[i] == first && matches(bytes, i, needle)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether the needle stands at this position; the caller knows that there is room. */
  public static boolean matches(byte[] bytes, int at, byte[] needle) {
    for (int i = 0; i < needle.length; i++) {
      if (bytes[at + i] != needle[i]) {
        return false;
      }
    }
    return true;
  }
}
