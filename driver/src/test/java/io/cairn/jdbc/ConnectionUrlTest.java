package io.cairn.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionUrlTest {
  private static SQLException refusal(String url, Properties properties) {
    try {
      ConnectionOptions.of(ConnectionUrl.parse(url, properties));
    } catch (SQLException e) {
      return e;
    }
    throw new AssertionError("accepted " + url);
  }

  private static ConnectionOptions options(String url) throws SQLException {
    return ConnectionOptions.of(ConnectionUrl.parse(url, new Properties()));
  }

  @Test
  void takesThePathUpToTheFirstSemicolon() throws SQLException {
    ConnectionUrl url =
        ConnectionUrl.parse("jdbc:cairn:/data/a b.h5;threads=2;readOnly=true;", null);
    assertThat(url.path()).isEqualTo(Path.of("/data/a b.h5"));
    assertThat(url.given(Option.THREADS)).isEqualTo("2");
    assertThat(ConnectionOptions.of(url).readOnly()).isTrue();
  }

  @Test
  void takesNoPathForMemory() throws SQLException {
    assertThat(ConnectionUrl.parse("jdbc:cairn:", null).path()).isNull();
    assertThat(ConnectionUrl.parse("jdbc:cairn:;threads=1", null).path()).isNull();
    assertThat(ConnectionUrl.parse("jdbc:cairn:mem:a;threads=1", null).memoryName()).isEqualTo("a");
  }

  @Test
  void prefersTheUrlToTheProperties() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("threads", "7");
    properties.setProperty("schema", "a/b");
    ConnectionOptions options =
        ConnectionOptions.of(ConnectionUrl.parse("jdbc:cairn:;threads=3", properties));
    assertThat(options.threads()).isEqualTo(3);
    assertThat(options.schema()).isEqualTo("a/b");
  }

  @Test
  void hasTheDefaultsOfTheContract() throws SQLException {
    ConnectionOptions options = options("jdbc:cairn:");
    assertThat(options.readOnly()).isFalse();
    assertThat(options.create()).isTrue();
    assertThat(options.durability()).isEqualTo(ConnectionOptions.Durability.FULL);
    assertThat(options.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(options.memoryLimitBytes()).isEqualTo(Runtime.getRuntime().maxMemory() / 4);
    assertThat(options.tempDir()).isEqualTo(Path.of(System.getProperty("java.io.tmpdir")));
    assertThat(options.busyTimeoutMillis()).isEqualTo(5000);
    assertThat(options.queryTimeoutMillis()).isZero();
    assertThat(options.schema()).isEqualTo("main");
    assertThat(options.immutable()).isFalse();
  }

  @Test
  void namesTheKnownOptionsWhenOneIsUnknown() {
    SQLException refusal = refusal("jdbc:cairn:;thread=2", new Properties());
    assertThat(refusal.getSQLState()).isEqualTo("08001");
    assertThat((Throwable) refusal).hasMessageContaining("'thread'");
    for (Option option : Option.values()) {
      assertThat((Throwable) refusal).hasMessageContaining(option.key());
    }
  }

  @Test
  void refusesAnUnknownProperty() {
    Properties properties = new Properties();
    properties.setProperty("lex", "MYSQL");
    assertThat(refusal("jdbc:cairn:", properties).getSQLState()).isEqualTo("08001");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "threads=0",
        "threads=1025",
        "threads=two",
        "threads",
        "memoryLimit=1",
        "memoryLimit=64x",
        "memoryLimit=99999999999g",
        "memoryLimit=",
        "tempDir=/no/such/directory",
        "busyTimeout=-1",
        "busyTimeout=5h",
        "queryTimeout=soon",
        "readOnly=yes",
        "create=",
        "durability=maybe",
        "immutable=1",
        "threads=1;threads=2"
      })
  void refusesAWrongValue(String pair) {
    SQLException refusal = refusal("jdbc:cairn:;" + pair, new Properties());
    assertThat(refusal.getSQLState()).isEqualTo("08001");
    assertThat((Throwable) refusal).hasMessageContaining(pair.replaceAll("=.*", ""));
  }

  @ParameterizedTest
  @CsvSource({"1048576,1048576", "2048k,2097152", "64m,67108864", "2G,2147483648"})
  void readsMemoryWithUnits(String text, long bytes) throws SQLException {
    assertThat(options("jdbc:cairn:;memoryLimit=" + text).memoryLimitBytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"500,500", "500ms,500", "5s,5000", "2m,120000", "0,0"})
  void readsTimesWithUnits(String text, long millis) throws SQLException {
    assertThat(options("jdbc:cairn:;queryTimeout=" + text).queryTimeoutMillis()).isEqualTo(millis);
  }

  @Test
  void refusesARemoteDatabaseByName() {
    SQLException refusal = refusal("jdbc:cairn:http://host:1/;threads=1", new Properties());
    assertThat(refusal.getSQLState()).isEqualTo("0A000");
    assertThat((Throwable) refusal).hasMessageContaining("http://host:1/");
  }

  @Test
  void wantsANameForSharedMemory() {
    assertThat((Throwable) refusal("jdbc:cairn:mem:", new Properties()))
        .hasMessageContaining("name");
  }

  @Test
  void leavesOtherDriversUrlsAlone() {
    assertThat(ConnectionUrl.accepts("jdbc:other:x")).isFalse();
    assertThat(ConnectionUrl.accepts(null)).isFalse();
    assertThat(new CairnDriver().acceptsURL("jdbc:cairn:x")).isTrue();
  }
}
