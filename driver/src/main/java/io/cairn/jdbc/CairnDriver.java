package io.cairn.jdbc;

import io.cairn.jdbc.error.SqlErrors;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import org.apache.calcite.avatica.AvaticaConnection;
import org.apache.calcite.avatica.AvaticaFactory;
import org.apache.calcite.avatica.DriverVersion;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.UnregisteredDriver;
import org.jspecify.annotations.Nullable;

/**
 * The JDBC driver for {@code jdbc:cairn:} URLs: a path up to the first {@code ;}, then {@code
 * key=value} options; without a path a database in memory. Thread-safe.
 */
public final class CairnDriver extends UnregisteredDriver {
  static final int MAJOR_VERSION = 0;
  static final int MINOR_VERSION = 1;

  static {
    new CairnDriver().register();
  }

  /** Called by {@code ServiceLoader}; programs use {@link DriverManager}. */
  public CairnDriver() {}

  @Override
  protected AvaticaFactory createFactory() {
    return new CairnFactory();
  }

  @Override
  protected DriverVersion createDriverVersion() {
    String version = MAJOR_VERSION + "." + MINOR_VERSION;
    return new DriverVersion(
        "Cairn JDBC Driver",
        version,
        "Cairn",
        version,
        false,
        MAJOR_VERSION,
        MINOR_VERSION,
        MAJOR_VERSION,
        MINOR_VERSION);
  }

  @Override
  protected String getConnectStringPrefix() {
    return ConnectionUrl.PREFIX;
  }

  @Override
  public Meta createMeta(AvaticaConnection connection) {
    return new CairnMeta(connection);
  }

  @Override
  public boolean acceptsURL(@Nullable String url) {
    return ConnectionUrl.accepts(url);
  }

  /**
   * Opens a connection.
   *
   * @return null if the URL is another driver's
   * @throws SQLException 08001 if the URL or an option is wrong or the file cannot be opened, XX001
   *     if it is damaged, 0A000 for a kind of database that this driver does not have
   */
  @Override
  public @Nullable Connection connect(@Nullable String url, @Nullable Properties info)
      throws SQLException {
    if (url == null || !acceptsURL(url)) {
      return null;
    }
    try {
      return CairnConnection.open(this, factory, url, info);
    } catch (RuntimeException | Error e) {
      throw SqlErrors.of(e);
    }
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(@Nullable String url, @Nullable Properties info)
      throws SQLException {
    ConnectionUrl parsed =
        ConnectionUrl.parse(url == null || !acceptsURL(url) ? ConnectionUrl.PREFIX : url, info);
    Option[] options = Option.values();
    DriverPropertyInfo[] properties = new DriverPropertyInfo[options.length];
    for (int i = 0; i < options.length; i++) {
      Option option = options[i];
      String given = parsed.given(option);
      DriverPropertyInfo property =
          new DriverPropertyInfo(option.key(), given != null ? given : option.defaultValue());
      property.description = option.description();
      property.required = false;
      if (!option.choices().isEmpty()) {
        property.choices = option.choices().toArray(new String[0]);
      }
      properties[i] = property;
    }
    return properties;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("io.cairn");
  }
}
