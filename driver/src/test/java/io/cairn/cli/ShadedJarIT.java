package io.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.cli.JarProcess.Outcome;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jar that users get: what is in it, and that it works beside another Calcite. */
final class ShadedJarIT {
  private static final long MAX_BYTES = 32_000_000;
  private static final Path ANOTHER_CALCITE = Path.of("target", "another-calcite").toAbsolutePath();

  @TempDir Path directory;

  @Test
  void staysSmall() throws Exception {
    assertThat(Files.size(JarProcess.JAR)).isLessThan(MAX_BYTES);
  }

  @Test
  void holdsOurPackagesAlone() throws Exception {
    try (JarFile jar = new JarFile(JarProcess.JAR.toFile())) {
      List<String> foreign =
          Collections.list(jar.entries()).stream()
              .map(ZipEntry::getName)
              .filter(name -> !name.startsWith("io/") && !name.startsWith("META-INF/"))
              .filter(name -> !isZstd(name))
              .toList();
      List<String> outsideOurs =
          Collections.list(jar.entries()).stream()
              .map(ZipEntry::getName)
              .filter(name -> name.startsWith("io/") && !name.startsWith("io/cairn/"))
              .filter(name -> !name.equals("io/"))
              .toList();

      assertThat(foreign).isEmpty();
      assertThat(outsideOurs).isEmpty();
    }
  }

  /** Native code finds its classes by name, so that they cannot move. */
  private static boolean isZstd(String name) {
    return "com/github/luben/zstd/".startsWith(name)
        || name.startsWith("com/github/luben/zstd/")
        || name.matches("(linux|darwin|win)/((amd64|aarch64|x86_64)/(libzstd-jni-.*)?)?");
  }

  @Test
  void namesNoClassThatWasMoved() throws Exception {
    List<String> moved = List.of("org/apache/calcite/", "org/codehaus/", "org/slf4j/");
    List<String> found = new ArrayList<>();
    try (JarFile jar = new JarFile(JarProcess.JAR.toFile())) {
      for (ZipEntry entry : Collections.list(jar.entries())) {
        if (!entry.getName().endsWith(".class")) {
          continue;
        }
        String text = new String(bytes(jar, entry), StandardCharsets.ISO_8859_1);
        for (String name : moved) {
          int at = text.indexOf(name);
          while (at >= 0) {
            if (!text.startsWith("io/cairn/shaded/", at - "io/cairn/shaded/".length())) {
              found.add(entry.getName() + ": " + name);
              break;
            }
            at = text.indexOf(name, at + 1);
          }
        }
      }
    }

    assertThat(found).isEmpty();
  }

  private static byte[] bytes(JarFile jar, ZipEntry entry) throws Exception {
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  @Test
  void saysWhatItIs() throws Exception {
    try (JarFile jar = new JarFile(JarProcess.JAR.toFile())) {
      Attributes attributes = jar.getManifest().getMainAttributes();

      assertThat(attributes.getValue("Main-Class")).isEqualTo("io.cairn.cli.Main");
      assertThat(attributes.getValue("Automatic-Module-Name")).isEqualTo("io.cairn");
      assertThat(attributes.getValue("Multi-Release")).isEqualTo("true");
      assertThat(
              new String(
                      bytes(jar, jar.getEntry("META-INF/services/java.sql.Driver")),
                      StandardCharsets.UTF_8)
                  .strip())
          .isEqualTo("io.cairn.jdbc.CairnDriver");
      for (String text : List.of("LICENSE", "LICENSE-cairn.txt", "NOTICE", "THIRD-PARTY.txt")) {
        assertThat(jar.getEntry("META-INF/" + text)).as(text).isNotNull();
      }
      assertThat(Collections.list(jar.entries()).stream().map(ZipEntry::getName))
          .noneMatch(name -> name.endsWith("module-info.class"))
          .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)"))
          .noneMatch(name -> name.startsWith("META-INF/maven/"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          SELECT count(*) FROM stations s JOIN stations t ON s.region = t.region ; 12
          SELECT max(r) FROM (SELECT rank() OVER (ORDER BY elevation) AS r FROM stations) AS x ; 6
          SELECT initcap(lower(name)) FROM stations WHERE id = 2 ; Crow Ridge
          SELECT count(*) FROM stations WHERE name SIMILAR TO '(Crow|Mill)%' ; 2
          SELECT count(*) FROM (SELECT region FROM stations INTERSECT SELECT 'north' FROM stations) AS x ; 1
          SELECT json_value('{"a": 7}', '$.a') FROM stations WHERE id = 1 ; 7
          SELECT sum(value) FROM TABLE(generate_series(1, 100)) ; 5050
          """)
  void answersBehindAnotherCalcite(String sql, String expected) throws Exception {
    Outcome outcome =
        JarProcess.runBehind(
            ANOTHER_CALCITE,
            JarProcess.tour(directory),
            "--format",
            "csv",
            "--no-header",
            "-c",
            sql);

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).isEqualTo(expected + "\n");
  }

  @Test
  void isFoundAsADriverInAClassLoaderWithAnotherCalcite() throws Exception {
    List<URL> urls = new ArrayList<>();
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(ANOTHER_CALCITE, "*.jar")) {
      for (Path jar : jars) {
        urls.add(jar.toUri().toURL());
      }
    }
    urls.add(JarProcess.JAR.toUri().toURL());
    String url = "jdbc:cairn:" + JarProcess.tour(directory);

    try (URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Driver ours =
          ServiceLoader.load(Driver.class, loader).stream()
              .filter(provider -> provider.type().getName().equals("io.cairn.jdbc.CairnDriver"))
              .findFirst()
              .orElseThrow()
              .get();
      assertThat(ours.getClass().getClassLoader()).isSameAs(loader);
      try (Connection connection = ours.connect(url, new Properties());
          Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT upper(region), count(*) FROM stations GROUP BY region ORDER BY 1")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).isEqualTo("NORTH");
        assertThat(rows.getInt(2)).isEqualTo(2);
      }
    }
  }
}
