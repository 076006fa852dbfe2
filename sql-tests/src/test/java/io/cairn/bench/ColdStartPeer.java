package io.cairn.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;

/**
 * A process that connects, asks one query and exits. Usage: {@code ColdStartPeer [URL SQL]};
 * without arguments it is the floor of a bare JVM.
 */
final class ColdStartPeer {
  private ColdStartPeer() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 0) {
      System.out.println("nothing");
      return;
    }
    try (Connection connection = DriverManager.getConnection(arguments[0]);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(arguments[1])) {
      result.next();
      System.out.println(result.getLong(1));
    }
  }
}
