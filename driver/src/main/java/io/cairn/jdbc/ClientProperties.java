package io.cairn.jdbc;

import io.cairn.jdbc.error.SqlErrors;
import io.cairn.jdbc.error.SqlState;
import java.sql.SQLClientInfoException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a client says of itself: kept for the getters, nothing else uses it. Thread-safe. */
final class ClientProperties {
  private final Map<String, String> values = new ConcurrentHashMap<>();

  /**
   * Sets one property; null removes it.
   *
   * @param closed whether the connection is
   * @throws SQLClientInfoException 22023 without a name, 08003 on a closed connection
   */
  void set(@Nullable String name, @Nullable String value, boolean closed)
      throws SQLClientInfoException {
    checkOpen(closed);
    if (name == null) {
      throw SqlErrors.clientInfo(
          "The name of a client property is null", SqlState.INVALID_ARGUMENT);
    }
    if (value == null) {
      values.remove(name);
    } else {
      values.put(name, value);
    }
  }

  /** Sets these properties and no others. */
  void replace(@Nullable Properties properties, boolean closed) throws SQLClientInfoException {
    checkOpen(closed);
    values.clear();
    if (properties != null) {
      for (String name : properties.stringPropertyNames()) {
        values.put(name, properties.getProperty(name));
      }
    }
  }

  private static void checkOpen(boolean closed) throws SQLClientInfoException {
    if (closed) {
      throw SqlErrors.clientInfo("The connection is closed", SqlState.CLOSED);
    }
  }

  @Nullable String value(@Nullable String name) {
    return name == null ? null : values.get(name);
  }

  Properties all() {
    Properties properties = new Properties();
    properties.putAll(values);
    return properties;
  }
}
