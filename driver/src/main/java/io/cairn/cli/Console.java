package io.cairn.cli;

import java.io.IOException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import sqlline.BuiltInProperty;
import sqlline.SqlLine;
import sqlline.SqlLineOpts;

/** The console: sqlline on one database, with our settings. */
final class Console {
  private Console() {}

  /**
   * Talks with the user until the end of input.
   *
   * @throws SQLException if the database cannot be opened
   */
  static void run(Command.OpenConsole console) throws SQLException, CommandFailure, IOException {
    String format = console.format().word();
    if (console.format() == OutputFormat.JSONL || console.format() == OutputFormat.MARKDOWN) {
      throw new CommandFailure(
          "0A000", "The console has no format " + format + "; give it to -c or -f.");
    }
    useConsoleDriver();
    // sqlline would go on without a connection
    try (Connection opened = Database.open(console.file(), true)) {
      opened.getMetaData();
      SqlLine line = new SqlLine();
      SqlLineOpts options = line.getOpts();
      String home = System.getProperty("user.home");
      options.set(BuiltInProperty.HISTORY_FILE, home + "/.cairn/history");
      options.set(BuiltInProperty.PROPERTIES_FILE, home + "/.cairn/console.properties");
      options.set(BuiltInProperty.PROMPT, "cairn> ");
      options.set(BuiltInProperty.OUTPUT_FORMAT, format);
      options.set(BuiltInProperty.CSV_QUOTE_CHARACTER, "\"");
      options.set(BuiltInProperty.NULL_VALUE, "NULL");
      options.set(BuiltInProperty.SHOW_HEADER, Boolean.toString(console.header()));
      options.set(BuiltInProperty.COLOR, Boolean.toString(System.getenv("NO_COLOR") == null));
      String[] arguments = {
        "-ac",
        ConsoleApplication.class.getName(),
        "-u",
        Database.url(console.file()),
        "-n",
        "",
        "-p",
        ""
      };
      line.begin(arguments, null, true);
    }
  }

  /** Puts the console's driver in place of ours, for the connections of this process. */
  private static void useConsoleDriver() throws SQLException {
    // made first: loading our driver registers it
    Driver consoleDriver = new ConsoleDriver();
    List<Driver> drivers = new ArrayList<>(Collections.list(DriverManager.getDrivers()));
    for (Driver driver : drivers) {
      DriverManager.deregisterDriver(driver);
    }
    DriverManager.registerDriver(consoleDriver);
  }
}
