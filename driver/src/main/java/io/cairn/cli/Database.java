package io.cairn.cli;

import io.cairn.jdbc.CairnDriver;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Opens what the arguments name. */
final class Database {
  private static final String PREFIX = "jdbc:cairn:";

  private Database() {}

  /** The URL of a file with its options, of a URL itself, or of a database in memory for null. */
  static String url(@Nullable String file) {
    if (file == null) {
      return PREFIX;
    }
    return file.startsWith(PREFIX) ? file : PREFIX + file;
  }

  /**
   * Connects, without the search of {@link java.sql.DriverManager} for drivers.
   *
   * @param create whether a file may be made
   */
  static Connection open(@Nullable String file, boolean create) throws SQLException {
    Properties properties = new Properties();
    if (!create && file != null) {
      properties.setProperty("create", "false");
    }
    String url = url(file);
    Connection connection = new CairnDriver().connect(url, properties);
    if (connection == null) {
      throw new AssertionError("the driver does not know its own URL " + url);
    }
    return connection;
  }
}
