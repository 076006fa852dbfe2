package io.cairn.cli;

import org.jline.utils.WCWidth;

/** How many columns of a terminal a text takes. */
final class DisplayWidth {
  private DisplayWidth() {}

  static int of(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) >= 0x7f) {
        return i + ofWide(text, i);
      }
    }
    return length;
  }

  private static int ofWide(String text, int from) {
    int width = 0;
    int at = from;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      width += Math.max(0, WCWidth.wcwidth(codePoint));
      at += Character.charCount(codePoint);
    }
    return width;
  }
}
