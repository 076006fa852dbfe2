package io.cairn.cli;

import io.cairn.jdbc.CairnDriver;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Our driver for sqlline, which prints what {@code getObject(column).toString()} gives. Here that
 * is the text of the value, as everywhere else; only binary numbers stay what they are, for they
 * print alike.
 */
final class ConsoleDriver implements Driver {
  private final CairnDriver driver = new CairnDriver();

  @Override
  public @Nullable Connection connect(String url, Properties properties) throws SQLException {
    Properties ours = new Properties();
    for (String key : properties.stringPropertyNames()) {
      // sqlline always names a user; files have none
      if (!key.equals("user") && !key.equals("password")) {
        ours.setProperty(key, properties.getProperty(key));
      }
    }
    Connection connection = driver.connect(url, ours);
    return connection == null ? null : (Connection) wrapped(connection);
  }

  private static Object wrapped(Object result) {
    if (result instanceof ResultSet) {
      return proxy(result, ResultSet.class);
    } else if (result instanceof CallableStatement) {
      return proxy(result, CallableStatement.class);
    } else if (result instanceof PreparedStatement) {
      return proxy(result, PreparedStatement.class);
    } else if (result instanceof Statement) {
      return proxy(result, Statement.class);
    } else if (result instanceof Connection) {
      return proxy(result, Connection.class);
    }
    return result;
  }

  private static Object proxy(Object target, Class<?> type) {
    InvocationHandler handler = (proxy, method, arguments) -> call(target, method, arguments);
    return Proxy.newProxyInstance(
        ConsoleDriver.class.getClassLoader(), new Class<?>[] {type}, handler);
  }

  @SuppressWarnings("NullAway") // reflection passes null for "no arguments"
  private static @Nullable Object call(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      Object result = method.invoke(target, arguments);
      if (result == null) {
        return null;
      }
      if (target instanceof ResultSet rows
          && method.getName().equals("getObject")
          && method.getParameterCount() == 1
          && arguments[0] instanceof Integer column) {
        return result instanceof Number && !(result instanceof BigDecimal)
            ? result
            : rows.getString(column);
      }
      return wrapped(result);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public boolean acceptsURL(String url) throws SQLException {
    return driver.acceptsURL(url);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties)
      throws SQLException {
    return driver.getPropertyInfo(url, properties);
  }

  @Override
  public int getMajorVersion() {
    return driver.getMajorVersion();
  }

  @Override
  public int getMinorVersion() {
    return driver.getMinorVersion();
  }

  @Override
  public boolean jdbcCompliant() {
    return driver.jdbcCompliant();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("io.cairn");
  }
}
