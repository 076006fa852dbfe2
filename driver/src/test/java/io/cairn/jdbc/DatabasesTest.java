package io.cairn.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cairn.planner.Engine;
import io.cairn.planner.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabasesTest {
  @TempDir Path directory;

  private static Connection connect(Object place) throws SQLException {
    return DriverManager.getConnection("jdbc:cairn:" + place);
  }

  private static Engine engine(Connection connection) throws SQLException {
    return connection.unwrap(Session.class).engine();
  }

  private static SQLException refusal(Object place) {
    SQLException error = catchThrowableOfType(SQLException.class, () -> connect(place).close());
    assertThat((Throwable) error).isNotNull();
    return error;
  }

  @Test
  void isOneForAllConnectionsToAFile() throws SQLException, IOException {
    Path file = TourFile.in(directory);
    Path link = Files.createSymbolicLink(directory.resolve("link.h5"), file);
    try (Connection first = connect(file);
        Connection second = connect(directory.resolve("x/../tour.h5"));
        Connection third = connect(link)) {
      assertThat(engine(second)).isSameAs(engine(first));
      assertThat(engine(third)).isSameAs(engine(first));
      assertThat(first.getCatalog()).isEqualTo("tour");
      assertThat(first.isReadOnly()).isTrue();
    }
  }

  @Test
  void closesBehindItsLastConnection() throws SQLException, IOException {
    Path file = TourFile.in(directory);
    Connection first = connect(file);
    Connection second = connect(file);
    Engine engine = engine(first);
    first.close();
    first.close();
    assertThat(second.isValid(0)).isTrue();
    second.close();
    try (Connection third = connect(file)) {
      assertThat(engine(third)).isNotSameAs(engine);
    }
  }

  @Test
  void isSharedInMemoryByName() throws SQLException {
    try (Connection named = connect("mem:a");
        Connection same = connect("mem:a;schema=main");
        Connection other = connect("mem:b");
        Connection own = connect("");
        Connection another = connect("")) {
      assertThat(engine(same)).isSameAs(engine(named));
      assertThat(engine(other)).isNotSameAs(engine(named));
      assertThat(engine(own)).isNotSameAs(engine(another));
      assertThat(own.getCatalog()).isEqualTo("memory");
    }
  }

  @Test
  void warnsThatAnotherConnectionChoseTheThreads() throws SQLException {
    try (Connection first = connect("mem:warn;threads=1");
        Connection second = connect("mem:warn;threads=2;memoryLimit=64m");
        Connection third = connect("mem:warn")) {
      assertThat((Throwable) first.getWarnings()).isNull();
      assertThat((Throwable) second.getWarnings()).hasMessageContaining("threads=2");
      assertThat((Throwable) second.getWarnings().getNextWarning())
          .hasMessageContaining("memoryLimit=64m");
      assertThat((Throwable) third.getWarnings()).isNull();
    }
  }

  @Test
  void opensAndClosesFromManyThreads() throws Exception {
    Path file = TourFile.in(directory);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<?>> done = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      done.add(
          threads.submit(
              () -> {
                for (int k = 0; k < 50; k++) {
                  try (Connection connection = connect(file)) {
                    assertThat(connection.isValid(1)).isTrue();
                  }
                }
                return null;
              }));
    }
    for (Future<?> each : done) {
      each.get();
    }
    threads.shutdown();
  }

  @Test
  void refusesWhatIsNotThere() {
    SQLException error = refusal(directory.resolve("absent.h5"));
    assertThat(error.getSQLState()).isEqualTo("08001");
    assertThat((Throwable) error).hasMessageContaining("absent.h5").hasMessageContaining("no such");
  }

  @Test
  void refusesADirectory() {
    SQLException error = refusal(directory);
    assertThat(error.getSQLState()).isEqualTo("08001");
    assertThat((Throwable) error).hasMessageContaining("directory");
  }

  @Test
  void refusesForeignBytes() throws IOException {
    Path picture = directory.resolve("photo.h5");
    Files.write(picture, new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16});
    SQLException error = refusal(picture);
    assertThat(error.getSQLState()).isEqualTo("08001");
    assertThat((Throwable) error).hasMessageContaining("JPEG");
  }

  @Test
  void refusesAnEmptyFile() throws IOException {
    Path empty = Files.createFile(directory.resolve("empty.h5"));
    assertThat(refusal(empty).getSQLState()).isEqualTo("08001");
  }

  @Test
  void reportsATruncatedFileAsDamaged() throws IOException {
    Path whole = TourFile.in(directory);
    byte[] bytes = Files.readAllBytes(whole);
    Path half = directory.resolve("half.h5");
    Files.write(half, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(refusal(half).getSQLState()).isEqualTo("XX001");
  }

  @Test
  @SuppressWarnings("try") // one of two is closed first
  void isOneForDriversOfAllClassLoaders() throws Exception {
    Path file = TourFile.in(directory);
    try (OtherDriver other = new OtherDriver()) {
      for (Object place : List.of(file, "mem:loaders")) {
        try (Connection ours = connect(place);
            Connection theirs = other.connect(place)) {
          assertThat(engine(theirs)).isSameAs(engine(ours));
          assertThat(theirs).isInstanceOf(CairnConnection.class);
          ours.close();
          assertThat(theirs.isValid(0)).isTrue();
        }
        try (Connection theirs = other.connect(place);
            Connection ours = connect(place)) {
          assertThat(theirs).isNotInstanceOf(CairnConnection.class);
          assertThat(ours.getClass()).isSameAs(theirs.getClass());
          theirs.close();
          assertThat(ours.isValid(0)).isTrue();
        }
        try (Connection ours = connect(place)) {
          assertThat(ours).isInstanceOf(CairnConnection.class);
        }
      }
      try (Connection ours = connect("");
          Connection theirs = other.connect("")) {
        assertThat(theirs.getClass()).isNotSameAs(ours.getClass());
      }
    }
  }

  @Test
  void passesTheErrorsOfOtherClassLoadersOn() throws Exception {
    Path file = TourFile.in(directory);
    try (OtherDriver other = new OtherDriver();
        Connection theirs = other.connect(file)) {
      assertThat(theirs.isValid(0)).isTrue();
      assertThat(refusal(file + ";schema=nowhere").getSQLState()).isEqualTo("3F000");
    }
  }

  @Test
  void createsNothingThatIsNotAskedFor() throws IOException {
    for (String options : List.of(";create=false", ";readOnly=true")) {
      SQLException error = refusal(directory.resolve("new.cairn") + options);
      assertThat(error.getSQLState()).isEqualTo("08001");
      assertThat((Throwable) error)
          .hasMessageContaining("new.cairn")
          .hasMessageContaining(options.substring(1));
    }
    assertThat((Throwable) refusal(directory.resolve("absent/new.cairn")))
        .hasMessageContaining("no directory");
    assertThat((Throwable) refusal(directory.resolve("new.h5"))).hasMessageContaining(".cairn");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void goesByTheSignatureAndNotByTheName() throws SQLException, IOException {
    try (Connection connection = connect(TourFile.in(directory, "tour.cairn"))) {
      assertThat(connection.getCatalog()).isEqualTo("tour");
    }
  }

  @Test
  void givesTheDatabaseBackWhenTheSessionCannotStart() throws SQLException, IOException {
    Path file = TourFile.in(directory);
    assertThat(refusal(file + ";schema=nowhere").getSQLState()).isEqualTo("3F000");
    Engine engine;
    try (Connection connection = connect(file + ";schema=sensors/2024")) {
      assertThat(connection.getSchema()).isEqualTo("sensors/2024");
      engine = engine(connection);
    }
    try (Connection connection = connect(file)) {
      assertThat(engine(connection)).isNotSameAs(engine);
    }
  }
}
