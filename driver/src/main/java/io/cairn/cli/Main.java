package io.cairn.cli;

import io.cairn.cli.Output.OutputException;
import io.cairn.planner.Warmup;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line. Results go to standard output; errors and counts to standard error. Exit code
 * 0: fine; 1: the SQL or the data failed; 2: wrong usage.
 */
public final class Main {
  private static final int FINE = 0;
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  private final Streams streams;
  private final RunningStatement running;

  private Main(Streams streams, RunningStatement running) {
    this.streams = streams;
    this.running = running;
  }

  /** Runs a command and ends the process. */
  public static void main(String[] arguments) {
    Streams streams =
        new Streams(
            System.in,
            new Output(new FileOutputStream(FileDescriptor.out)),
            new PrintStream(
                new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    RunningStatement running = new RunningStatement();
    running.cancelOnShutdown();
    int exitCode = run(Arguments.decoded(arguments), streams, running);
    running.reported();
    System.exit(exitCode);
  }

  /** Runs a command; gives its exit code. */
  static int run(String[] arguments, Streams streams, RunningStatement running) {
    PrintStream err = streams.err();
    int exitCode;
    try {
      exitCode = new Main(streams, running).execute(CommandLine.parse(arguments));
    } catch (UsageException e) {
      err.println("error [22023] " + e.getMessage());
      err.print(CommandLine.USAGE);
      exitCode = WRONG_USAGE;
    } catch (CommandFailure e) {
      exitCode = failed(e.text(), streams);
    } catch (SQLException e) {
      exitCode = failed(CommandFailure.of(e, "").text(), streams);
    } catch (OutputException e) {
      return outputFailed(e, err);
    } catch (IOException e) {
      exitCode = failed("error [58030] " + e.getMessage(), streams);
    } catch (OutOfMemoryError e) {
      exitCode =
          failed(
              "error [53200] The Java machine is out of memory ("
                  + e.getMessage()
                  + ").\nGive it more, as in CAIRN_OPTS=-Xmx4g.",
              streams);
    } catch (RuntimeException | Error e) {
      exitCode = failed("error [XX000] Internal error, a bug in Cairn: " + e, streams);
      e.printStackTrace(err);
    }
    try {
      streams.out().flush();
    } catch (OutputException e) {
      return outputFailed(e, err);
    } catch (IOException e) {
      throw new AssertionError("output fails with its own exception", e);
    }
    return exitCode;
  }

  private static int failed(String text, Streams streams) {
    try {
      streams.out().flush();
    } catch (IOException e) {
      // the output is gone; the error that follows is what the user needs
    }
    streams.err().println(text);
    return FAILED;
  }

  private static int outputFailed(OutputException failure, PrintStream err) {
    if (failure.readerIsGone()) {
      return FINE;
    }
    err.println("error [58030] Cannot write to standard output: " + failure.getMessage());
    return FAILED;
  }

  private int execute(Command command) throws CommandFailure, SQLException, IOException {
    if (command instanceof Command.Run run) {
      run(run);
    } else if (command instanceof Command.OpenConsole console) {
      openConsole(console);
    } else if (command instanceof Command.Tree tree) {
      try (Connection connection = Database.open(tree.file(), false)) {
        TreeCommand.run(connection, running, streams.out().nextResult());
      }
    } else if (command instanceof Command.Import files) {
      boolean all = new ImportCommand(streams.err(), isTerminal(System.console())).run(files);
      return all ? FINE : FAILED;
    } else if (command instanceof Command.Demo) {
      new DemoCommand(streams, running).run();
    } else if (command instanceof Command.Help) {
      streams.out().print(CommandLine.USAGE);
    } else if (command instanceof Command.Version) {
      streams.out().print("cairn " + version() + "\n");
    } else if (command instanceof Command.Absent absent) {
      throw new CommandFailure(
          "0A000",
          "This version of Cairn has no command "
              + absent.name()
              + ".\n"
              + "The commands that it has: cairn help");
    } else {
      throw new AssertionError(command);
    }
    return FINE;
  }

  private void run(Command.Run run) throws CommandFailure, SQLException, IOException {
    Warmup.start();
    boolean create = run.scripts().stream().noneMatch(Command.Script.Text.class::isInstance);
    try (Connection connection = Database.open(run.file(), create)) {
      ScriptRunner runner =
          new ScriptRunner(connection, run.format().writer(run.header()), streams, running);
      for (Command.Script script : run.scripts()) {
        runner.run(ScriptRunner.read(script, streams.in()));
      }
    }
  }

  private void openConsole(Command.OpenConsole console)
      throws CommandFailure, SQLException, IOException {
    if (!isTerminal(System.console())) {
      // statements that come through a pipe are a script
      run(
          new Command.Run(
              console.file(),
              List.of(new Command.Script.StandardInput()),
              console.format(),
              console.header()));
    } else {
      Console.run(console);
    }
  }

  /** Whether a user sits at both ends; since Java 22 there is a console even where nobody does. */
  private static boolean isTerminal(java.io.@Nullable Console console) {
    if (console == null) {
      return false;
    }
    try {
      return Boolean.TRUE.equals(java.io.Console.class.getMethod("isTerminal").invoke(console));
    } catch (NoSuchMethodException beforeJava22) {
      return true;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a public method of a public class", e);
    }
  }

  private static String version() {
    @Nullable String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "(built from source)" : version;
  }
}
