package io.cairn.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFileTest {
  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("shop.cairn");
  }

  private static Connection connect(Object place) throws SQLException {
    return DriverManager.getConnection("jdbc:cairn:" + place);
  }

  private static void run(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String value(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static SQLException refusal(Object place) {
    SQLException error = catchThrowableOfType(SQLException.class, () -> connect(place).close());
    assertThat((Throwable) error).isNotNull();
    return error;
  }

  private static String stateOf(Connection connection, String sql) {
    return catchThrowableOfType(SQLException.class, () -> run(connection, sql)).getSQLState();
  }

  private void make() throws SQLException {
    try (Connection connection = connect(file)) {
      run(
          connection,
          "CREATE TABLE orders (id INTEGER PRIMARY KEY, note VARCHAR)",
          "INSERT INTO orders VALUES (1, 'first')");
    }
  }

  @Test
  void isMadeByTheFirstConnectionAndFoundByTheNext() throws SQLException {
    make();
    try (Connection connection = connect(file)) {
      assertThat(connection.getCatalog()).isEqualTo("shop");
      assertThat(connection.isReadOnly()).isFalse();
      assertThat(value(connection, "SELECT note FROM orders")).isEqualTo("first");
      assertThat(stateOf(connection, "INSERT INTO orders VALUES (1, 'again')")).isEqualTo("23505");
      assertThat(stateOf(connection, "INSERT INTO orders VALUES (NULL, 'x')")).isEqualTo("23502");
      assertThat(stateOf(connection, "CREATE TABLE orders (n INTEGER)")).isEqualTo("42P07");
    }
  }

  @Test
  void isMadeFromAnEmptyFileOfItsName() throws Exception {
    Files.createFile(file);
    make();
    Path other = Files.createFile(directory.resolve("empty.data"));
    assertThat(refusal(other).getSQLState()).isEqualTo("08001");
    assertThat(Files.size(other)).isZero();
  }

  @Test
  void isKnownByItsSignatureWhateverItsName() throws Exception {
    make();
    Path renamed = Files.move(file, directory.resolve("shop.bin"));
    try (Connection connection = connect(renamed)) {
      assertThat(value(connection, "SELECT count(*) FROM orders")).isEqualTo("1");
    }
    Files.write(
        directory.resolve("x.cairn"),
        new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16});
    SQLException picture = refusal(directory.resolve("x.cairn"));
    assertThat(picture.getSQLState()).isEqualTo("08001");
    assertThat((Throwable) picture).hasMessageContaining("JPEG").hasMessageContaining("x.cairn");
  }

  @Test
  void isDamagedWhenItIsCutOff() throws Exception {
    make();
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {100, 5_000, bytes.length / 2}) {
      Path cut = directory.resolve("cut" + length + ".cairn");
      Files.write(cut, Arrays.copyOf(bytes, length));
      SQLException error = refusal(cut);
      assertThat(error.getSQLState()).as("cut at %d", length).isEqualTo("XX001");
      assertThat((Throwable) error).hasMessageContaining("cut" + length + ".cairn");
    }
  }

  @Test
  void isNotChangedThroughAReadOnlyConnection() throws Exception {
    make();
    byte[] before = Files.readAllBytes(file);
    try (Connection reader = connect(file + ";readOnly=true")) {
      assertThat(reader.isReadOnly()).isTrue();
      assertThat(value(reader, "SELECT count(*) FROM orders")).isEqualTo("1");
      assertThat(stateOf(reader, "DROP TABLE orders")).isEqualTo("25006");
      try (Connection late = connect(file)) {
        assertThat((Throwable) late.getWarnings()).hasMessageContaining("readOnly=true");
        assertThat(late.isReadOnly()).isTrue();
        SQLException error =
            catchThrowableOfType(
                SQLException.class, () -> run(late, "INSERT INTO orders VALUES (2, 'x')"));
        assertThat(error.getSQLState()).isEqualTo("25006");
        assertThat((Throwable) error).hasMessageContaining("another connection");
      }
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    try (Connection writer = connect(file);
        Connection reader = connect(file + ";readOnly=true")) {
      run(writer, "INSERT INTO orders VALUES (2, 'second')");
      assertThat(value(reader, "SELECT count(*) FROM orders")).isEqualTo("2");
      assertThat(stateOf(reader, "INSERT INTO orders VALUES (3, 'x')")).isEqualTo("25006");
    }
  }

  @Test
  void belongsToOneProcessAtATime() throws Exception {
    make();
    try (OtherProcess other = new OtherProcess(file)) {
      assertThat(other.answer()).isEqualTo("open");
      for (String options : new String[] {"", ";readOnly=true"}) {
        SQLException error = refusal(file + ";busyTimeout=50ms" + options);
        assertThat(error.getSQLState()).isEqualTo("55006");
        assertThat((Throwable) error).hasMessageContaining("shop.cairn");
      }
    }
    try (Connection connection = connect(file)) {
      assertThat(connection.isValid(0)).isTrue();
      try (OtherProcess other = new OtherProcess(file + ";busyTimeout=50ms")) {
        assertThat(other.answer()).isEqualTo("55006");
      }
    }
  }

  @Test
  void staysLockedWhenAConnectionOfAnotherClassLoaderCloses() throws Exception {
    make();
    try (Connection ours = connect(file);
        OtherDriver loader = new OtherDriver()) {
      try (Connection theirs = loader.connect(file)) {
        run(theirs, "INSERT INTO orders VALUES (2, 'theirs')");
      }
      try (OtherProcess process = new OtherProcess(file + ";busyTimeout=50ms")) {
        assertThat(process.answer()).isEqualTo("55006");
      }
      assertThat(value(ours, "SELECT count(*) FROM orders")).isEqualTo("2");
    }
  }

  @Test
  void keepsWhatWasCommittedWhenItsProcessIsKilled() throws Exception {
    OtherProcess other =
        new OtherProcess(
            file,
            "CREATE TABLE orders (id INTEGER PRIMARY KEY, note VARCHAR)",
            "INSERT INTO orders VALUES (1, 'first')",
            "BEGIN",
            "INSERT INTO orders VALUES (2, 'never')");
    assertThat(other.answer()).isEqualTo("open");
    other.kill();
    try (Connection connection = connect(file)) {
      assertThat(value(connection, "SELECT sum(id) FROM orders")).isEqualTo("1");
    }
  }

  @Test
  void warnsThatAnotherConnectionChoseTheDurability() throws SQLException {
    try (Connection first = connect(file + ";durability=normal");
        Connection second = connect(file + ";durability=off")) {
      assertThat((Throwable) first.getWarnings()).isNull();
      assertThat((Throwable) second.getWarnings())
          .hasMessageContaining("durability=off")
          .hasMessageContaining("normal");
    }
  }

  @Test
  void refusesADirectoryOfItsName() throws IOException {
    Files.createDirectory(file);
    SQLException error = refusal(file);
    assertThat(error.getSQLState()).isEqualTo("08001");
    assertThat((Throwable) error).hasMessageContaining("directory");
  }
}
