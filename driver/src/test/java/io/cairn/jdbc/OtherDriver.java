package io.cairn.jdbc;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/** The driver again, with classes of its own, as a second application of a server has it. */
final class OtherDriver implements AutoCloseable {
  private final URLClassLoader loader;
  private final Driver driver;

  OtherDriver() throws ReflectiveOperationException, IOException {
    List<URL> classPath = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      classPath.add(Path.of(entry).toUri().toURL());
    }
    loader =
        new URLClassLoader(classPath.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
    driver =
        (Driver)
            loader.loadClass(CairnDriver.class.getName()).getDeclaredConstructor().newInstance();
  }

  Connection connect(Object place) throws SQLException {
    return Objects.requireNonNull(driver.connect("jdbc:cairn:" + place, new Properties()));
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
