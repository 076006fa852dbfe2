package io.cairn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns arguments into a {@link Command}. */
final class CommandLine {
  static final String USAGE =
      """
      usage: cairn [FILE]                 console on a file; without one, on a database in memory
             cairn [FILE] -c SQL ...      run statements
             cairn [FILE] -f SCRIPT ...   run a script; - is standard input
             cairn tree FILE              the groups, tables and arrays of a file
             cairn import SRC FILE [GROUP]
                                          copy them into tables of a .cairn file, below GROUP
             cairn demo                   a tour on a small HDF5 file
             cairn help | --help          this text
             cairn --version              the version

      options: --format FORMAT    table (default), csv, json, jsonl, markdown
               --no-header        csv and table without the line of column names

      FILE may carry options: 'data.h5;threads=2;memoryLimit=1g' (docs/jdbc.md).
      Statements end with ';'. The first error stops with exit code 1; 2 is wrong usage.
      Environment: JAVA_HOME, CAIRN_OPTS (flags for the Java machine), NO_COLOR.
      """;

  private static final Set<String> ABSENT = Set.of("export", "migrate", "check", "serve");

  private final String[] arguments;
  private int next;
  private final List<String> words = new ArrayList<>();
  private final List<Command.Script> scripts = new ArrayList<>();
  private OutputFormat format = OutputFormat.TABLE;
  private boolean formatGiven;
  private boolean header = true;
  private boolean help;
  private boolean version;

  private CommandLine(String[] arguments) {
    this.arguments = arguments;
  }

  /**
   * Understands the arguments.
   *
   * @throws UsageException if they are no command
   */
  static Command parse(String... arguments) throws UsageException {
    CommandLine line = new CommandLine(arguments);
    // their own options would be unknown here, and the answer is the same for all of them
    if (arguments.length > 0 && ABSENT.contains(arguments[0])) {
      return new Command.Absent(arguments[0]);
    }
    line.read();
    return line.command();
  }

  private void read() throws UsageException {
    boolean optionsEnded = false;
    while (next < arguments.length) {
      String argument = arguments[next++];
      if (optionsEnded || !argument.startsWith("-") || argument.equals("-")) {
        words.add(argument);
      } else if (argument.equals("--")) {
        optionsEnded = true;
      } else {
        option(argument);
      }
    }
  }

  private void option(String argument) throws UsageException {
    int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
    String name = equals < 0 ? argument : argument.substring(0, equals);
    String attached = equals < 0 ? null : argument.substring(equals + 1);
    switch (name) {
      case "-c" -> scripts.add(new Command.Script.Text(value(name, attached)));
      case "-f" -> {
        String path = value(name, attached);
        scripts.add(
            path.equals("-") ? new Command.Script.StandardInput() : new Command.Script.File(path));
      }
      case "--format" -> {
        format = format(value(name, attached));
        formatGiven = true;
      }
      case "--no-header" -> header = flag(name, attached, false);
      case "-h", "--help" -> help = flag(name, attached, true);
      case "--version" -> version = flag(name, attached, true);
      default -> throw new UsageException("unknown option " + name);
    }
  }

  private String value(String option, @Nullable String attached) throws UsageException {
    if (attached != null) {
      return attached;
    }
    if (next == arguments.length) {
      throw new UsageException("option " + option + " needs a value");
    }
    return arguments[next++];
  }

  private static boolean flag(String option, @Nullable String attached, boolean meaning)
      throws UsageException {
    if (attached != null) {
      throw new UsageException("option " + option + " takes no value, found " + attached);
    }
    return meaning;
  }

  private static OutputFormat format(String word) throws UsageException {
    OutputFormat format = OutputFormat.ofWord(word);
    if (format == null) {
      throw new UsageException(
          "unknown format " + word + ", expected table, csv, json, jsonl or markdown");
    }
    return format;
  }

  private Command command() throws UsageException {
    if (help) {
      return new Command.Help();
    }
    if (version) {
      return new Command.Version();
    }
    String first = words.isEmpty() ? null : words.get(0);
    if (first == null) {
      return onFile(null);
    }
    if (ABSENT.contains(first)) {
      return new Command.Absent(first);
    }
    switch (first) {
      case "help" -> {
        onlyWords(first, 1);
        return new Command.Help();
      }
      case "demo" -> {
        onlyWords(first, 1);
        return new Command.Demo();
      }
      case "tree" -> {
        onlyWords(first, 2);
        return new Command.Tree(words.get(1));
      }
      case "import" -> {
        checkWords(first, 3, 4, "SRC and FILE");
        return new Command.Import(words.get(1), words.get(2), words.size() > 3 ? words.get(3) : "");
      }
      default -> {
        if (words.size() > 1) {
          throw new UsageException(
              isFileName(first)
                  ? "one file is expected, found also " + words.get(1)
                  : "unknown command " + first);
        }
        if (scripts.isEmpty() && !isFileName(first)) {
          throw new UsageException(
              "unknown command "
                  + first
                  + "; for a file of that name that is to be opened, write ./"
                  + first);
        }
        return onFile(first);
      }
    }
  }

  /**
   * Whether a word can only mean a file: it exists, or it has a directory, a suffix or a scheme.
   */
  private static boolean isFileName(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '.' || c == '/' || c == '\\' || c == ':' || c == ';') {
        return true;
      }
    }
    return new java.io.File(word).exists();
  }

  private Command onFile(@Nullable String file) {
    return scripts.isEmpty()
        ? new Command.OpenConsole(file, format, header)
        : new Command.Run(file, scripts, format, header);
  }

  private void onlyWords(String command, int count) throws UsageException {
    checkWords(command, count, count, "a file");
  }

  private void checkWords(String command, int min, int max, String needed) throws UsageException {
    if (!scripts.isEmpty() || formatGiven || !header) {
      throw new UsageException(
          "cairn " + command + " takes no options; for a file of that name write ./" + command);
    }
    if (words.size() < min) {
      throw new UsageException("cairn " + command + " needs " + needed);
    }
    if (words.size() > max) {
      throw new UsageException("cairn " + command + " takes no argument " + words.get(max));
    }
  }
}
