package io.cairn.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the arguments ask for. */
sealed interface Command {
  /** Print the usage. */
  record Help() implements Command {}

  /** Print the version. */
  record Version() implements Command {}

  /** Walk through a file that comes with the program. */
  record Demo() implements Command {}

  /** Print the nodes of a file. */
  record Tree(String file) implements Command {}

  /**
   * Copy a file's tables and arrays into a store.
   *
   * @param group the path of the group that they go below; empty for the root
   */
  record Import(String source, String file, String group) implements Command {}

  /** A command that other versions may have. */
  record Absent(String name) implements Command {}

  /** Talk with a user at a terminal; without a file about a database in memory. */
  record OpenConsole(@Nullable String file, OutputFormat format, boolean header)
      implements Command {}

  /** Run statements and scripts in order; without a file on a database in memory. */
  record Run(@Nullable String file, List<Script> scripts, OutputFormat format, boolean header)
      implements Command {
    public Run {
      scripts = List.copyOf(scripts);
    }
  }

  /** Statements to run: the text itself or where it stands. */
  sealed interface Script {
    /** The text after {@code -c}. */
    record Text(String sql) implements Script {}

    /** A file after {@code -f}. */
    record File(String path) implements Script {}

    /** Standard input. */
    record StandardInput() implements Script {}
  }
}
