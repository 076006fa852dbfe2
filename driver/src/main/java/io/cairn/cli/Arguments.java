package io.cairn.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Arguments as the user typed them. */
final class Arguments {
  private Arguments() {}

  /**
   * Repairs arguments with letters that the Java machine lost: where the locale is not UTF-8, as in
   * many containers, it puts U+FFFD in place of every other byte. On Linux the bytes can be read
   * again.
   */
  static String[] decoded(String[] arguments) {
    for (String argument : arguments) {
      if (argument.indexOf('\uFFFD') >= 0) {
        return reread(arguments, Path.of("/proc/self/cmdline"));
      }
    }
    return arguments;
  }

  /** The last arguments of a command line whose words end in NUL. */
  static String[] reread(String[] arguments, Path commandLine) {
    String text;
    try {
      text = new String(Files.readAllBytes(commandLine), StandardCharsets.UTF_8);
    } catch (IOException notLinux) {
      return arguments;
    }
    String[] words = text.split("\0", -1);
    int end = words.length - 1;
    int start = end - arguments.length;
    return start < 0 ? arguments : Arrays.copyOfRange(words, start, end);
  }
}
