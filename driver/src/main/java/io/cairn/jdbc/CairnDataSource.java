package io.cairn.jdbc;

import io.cairn.jdbc.error.SqlErrors;
import io.cairn.jdbc.error.SqlState;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source for pools and containers: a URL, and a property for each option. A property that is
 * set counts where the URL does not name its option. Set it up first; then it is thread-safe.
 */
public final class CairnDataSource implements DataSource {
  private final CairnDriver driver = new CairnDriver();
  private final Properties options = new Properties();
  private String url = ConnectionUrl.PREFIX;
  private @Nullable PrintWriter logWriter;
  private int loginTimeoutSeconds;

  /** A data source of a database in memory, until a URL is set. */
  public CairnDataSource() {}

  public String getUrl() {
    return url;
  }

  /** Sets the URL: {@code jdbc:cairn:/data/tour.h5;threads=2}. */
  public void setUrl(String url) {
    this.url = url;
  }

  public boolean isReadOnly() {
    return Boolean.parseBoolean(get(Option.READ_ONLY));
  }

  public void setReadOnly(boolean readOnly) {
    set(Option.READ_ONLY, Boolean.toString(readOnly));
  }

  public boolean isCreate() {
    return Boolean.parseBoolean(get(Option.CREATE));
  }

  public void setCreate(boolean create) {
    set(Option.CREATE, Boolean.toString(create));
  }

  public @Nullable String getDurability() {
    return get(Option.DURABILITY);
  }

  public void setDurability(@Nullable String durability) {
    set(Option.DURABILITY, durability);
  }

  /** The number of threads, or 0 for the processors of the machine. */
  public int getThreads() {
    String given = get(Option.THREADS);
    return given == null ? 0 : Integer.parseInt(given);
  }

  /** Sets the number of threads; 0 for the processors of the machine. */
  public void setThreads(int threads) {
    set(Option.THREADS, threads == 0 ? null : Integer.toString(threads));
  }

  public @Nullable String getMemoryLimit() {
    return get(Option.MEMORY_LIMIT);
  }

  public void setMemoryLimit(@Nullable String memoryLimit) {
    set(Option.MEMORY_LIMIT, memoryLimit);
  }

  public @Nullable String getTempDir() {
    return get(Option.TEMP_DIR);
  }

  public void setTempDir(@Nullable String tempDir) {
    set(Option.TEMP_DIR, tempDir);
  }

  public @Nullable String getBusyTimeout() {
    return get(Option.BUSY_TIMEOUT);
  }

  public void setBusyTimeout(@Nullable String busyTimeout) {
    set(Option.BUSY_TIMEOUT, busyTimeout);
  }

  public @Nullable String getQueryTimeout() {
    return get(Option.QUERY_TIMEOUT);
  }

  public void setQueryTimeout(@Nullable String queryTimeout) {
    set(Option.QUERY_TIMEOUT, queryTimeout);
  }

  public @Nullable String getSchema() {
    return get(Option.SCHEMA);
  }

  public void setSchema(@Nullable String schema) {
    set(Option.SCHEMA, schema);
  }

  public boolean isImmutable() {
    return Boolean.parseBoolean(get(Option.IMMUTABLE));
  }

  public void setImmutable(boolean immutable) {
    set(Option.IMMUTABLE, Boolean.toString(immutable));
  }

  public @Nullable String getUser() {
    return get(Option.USER);
  }

  public void setUser(@Nullable String user) {
    set(Option.USER, user);
  }

  public @Nullable String getPassword() {
    return get(Option.PASSWORD);
  }

  public void setPassword(@Nullable String password) {
    set(Option.PASSWORD, password);
  }

  @Override
  public Connection getConnection() throws SQLException {
    return connect(options);
  }

  /** The user is what {@code DatabaseMetaData.getUserName} reports; the password has no effect. */
  @Override
  public Connection getConnection(@Nullable String username, @Nullable String password)
      throws SQLException {
    Properties named = new Properties();
    named.putAll(options);
    if (username != null) {
      named.setProperty(Option.USER.key(), username);
    }
    if (password != null) {
      named.setProperty(Option.PASSWORD.key(), password);
    }
    return connect(named);
  }

  private Connection connect(Properties named) throws SQLException {
    Connection connection = driver.connect(url, named);
    if (connection == null) {
      throw SqlErrors.create(
          SqlState.CANNOT_OPEN,
          "The URL '" + url + "' does not begin with " + ConnectionUrl.PREFIX);
    }
    return connection;
  }

  private void set(Option option, @Nullable String value) {
    if (value == null) {
      options.remove(option.key());
    } else {
      options.setProperty(option.key(), value);
    }
  }

  private @Nullable String get(Option option) {
    return options.getProperty(option.key(), option.defaultValue());
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return logWriter;
  }

  /** Kept for its getter: nothing is logged. */
  @Override
  public void setLogWriter(@Nullable PrintWriter out) {
    logWriter = out;
  }

  /** Kept for its getter: {@link DriverManager}'s has no effect here either. */
  @Override
  public void setLoginTimeout(int seconds) {
    loginTimeoutSeconds = seconds;
  }

  @Override
  public int getLoginTimeout() {
    return loginTimeoutSeconds;
  }

  @Override
  public Logger getParentLogger() {
    return driver.getParentLogger();
  }

  @Override
  public <T> T unwrap(@Nullable Class<T> iface) throws SQLException {
    return Wrappers.unwrap(this, iface);
  }

  @Override
  public boolean isWrapperFor(@Nullable Class<?> iface) {
    return Wrappers.isWrapper(this, iface);
  }
}
