package io.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.cli.JarProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a tree of its own, with a Java and a Maven that only say what they were told. */
@DisabledOnOs(OS.WINDOWS)
final class LauncherTest {
  private static final FileTime EARLY = FileTime.fromMillis(1_000_000_000_000L);
  private static final FileTime LATER = FileTime.fromMillis(1_100_000_000_000L);
  private static final FileTime LATEST = FileTime.fromMillis(1_200_000_000_000L);

  @TempDir Path directory;
  private Path home;
  private Path javaHome;

  @BeforeEach
  void makeTree() throws IOException {
    home = Files.createDirectories(directory.resolve("a home"));
    Files.copy(Path.of("..", "cairn"), home.resolve("cairn"));
    executable(home.resolve("cairn"));
    write(home.resolve("pom.xml"), "", EARLY);
    for (String module : List.of("storage", "formats", "planner", "driver")) {
      write(home.resolve(module).resolve("pom.xml"), "", EARLY);
      write(home.resolve(module).resolve("src/main/java/A.java"), "", EARLY);
    }
    javaHome = directory.resolve("jdk");
    java("17.0.15");
    write(directory.resolve("bin/mvn"), "#!/bin/sh\necho \"mvn $*\" >&2\n", EARLY);
    executable(directory.resolve("bin/mvn"));
  }

  private void java(String version) throws IOException {
    write(javaHome.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n", EARLY);
    write(
        javaHome.resolve("bin/java"),
        "#!/bin/sh\nfor a; do printf '<%s>' \"$a\"; done\nexit 7\n",
        EARLY);
    executable(javaHome.resolve("bin/java"));
  }

  private void jar(FileTime time) throws IOException {
    write(home.resolve("driver/target/cairn.jar"), "", time);
    for (String tree : List.of("storage", "formats", "planner", "driver")) {
      Files.setLastModifiedTime(home.resolve(tree).resolve("src/main"), EARLY);
      Files.setLastModifiedTime(home.resolve(tree).resolve("src/main/java"), EARLY);
    }
    write(home.resolve("driver/target/cairn-17.0.15.jsa"), "", LATEST);
  }

  private static void write(Path file, String text, FileTime time) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, time);
  }

  private static void executable(Path file) {
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Outcome launch(List<String> environment, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("env", "JAVA_HOME=" + javaHome));
    command.add("PATH=" + directory.resolve("bin") + ":" + System.getenv("PATH"));
    command.addAll(environment);
    command.add(home.resolve("cairn").toString());
    command.addAll(List.of(arguments));
    return JarProcess.start(command, "");
  }

  @Test
  void runsTheJarBesideItAndKeepsArgumentsWhole() throws Exception {
    jar(LATER);

    Outcome outcome = launch(List.of(), "a b.h5", "-c", "SELECT '*'", "");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isEqualTo(7);
    assertThat(outcome.out())
        .endsWith("<-jar><" + home + "/driver/target/cairn.jar><a b.h5><-c><SELECT '*'><>");
  }

  @Test
  void findsTheJarThroughASymbolicLink() throws Exception {
    jar(LATER);
    Path link = Files.createSymbolicLink(directory.resolve("link"), home.resolve("cairn"));

    Outcome outcome =
        JarProcess.start(List.of("env", "JAVA_HOME=" + javaHome, link.toString()), "");

    assertThat(outcome.out()).contains("<" + home + "/driver/target/cairn.jar>");
  }

  @Test
  void passesFlagsToTheJavaMachine() throws Exception {
    jar(LATER);

    assertThat(launch(List.of("CAIRN_OPTS=-Xmx4g -Da=b")).out()).contains("<-Xmx4g><-Da=b><-jar>");
    assertThat(launch(List.of()).out()).contains("<-XX:+UseSerialGC>");
    assertThat(launch(List.of("CAIRN_OPTS=-XX:+UseG1GC")).out())
        .contains("<-XX:+UseG1GC>")
        .doesNotContain("SerialGC");
  }

  @Test
  void buildsAnAbsentJarAndSaysSoOnStandardError() throws Exception {
    Outcome outcome = launch(List.of(), "help");

    assertThat(outcome.err())
        .contains("Building driver/target/cairn.jar")
        .contains("mvn -q -B -DskipTests package -pl driver -am\n");
    assertThat(outcome.out()).doesNotContain("mvn").endsWith("<help>");
  }

  @Test
  void buildsAgainWhenASourceIsNewer() throws Exception {
    jar(LATER);
    write(home.resolve("formats/src/main/java/A.java"), "", LATEST);
    write(home.resolve("planner/src/test/java/ATest.java"), "", EARLY);

    assertThat(launch(List.of()).err()).contains("mvn ");
  }

  @Test
  void doesNotBuildForATest() throws Exception {
    write(home.resolve("planner/src/test/java/ATest.java"), "", LATEST);
    jar(LATER);

    assertThat(launch(List.of()).err()).isEmpty();
  }

  @Test
  void stopsWhenTheBuildFails() throws Exception {
    write(directory.resolve("bin/mvn"), "#!/bin/sh\nexit 1\n", EARLY);

    Outcome outcome = launch(List.of(), "help");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains("error [58030] The build failed");
    assertThat(outcome.out()).isEmpty();
    assertThat(home.resolve("driver/target/build.lock")).doesNotExist();
  }

  @Test
  void refusesAnOlderJava() throws Exception {
    jar(LATER);
    java("11.0.2");

    Outcome outcome = launch(List.of(), "help");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).startsWith("error [58030] Java 17 or newer is needed, found 11.0.2");

    java("1.8.0_402");
    assertThat(launch(List.of(), "help").err()).contains("found 1.8.0_402");
  }

  @Test
  void takesAnyNewerJava() throws Exception {
    jar(LATER);
    write(home.resolve("driver/target/cairn-25-ea.jsa"), "", LATEST);
    java("25-ea");

    assertThat(launch(List.of(), "help").exitCode()).isEqualTo(7);
  }

  @Test
  void saysThatJavaHomeHasNoJava() throws Exception {
    jar(LATER);
    Files.delete(javaHome.resolve("bin/java"));

    assertThat(launch(List.of()).err()).startsWith("error [58030] JAVA_HOME is ");
  }
}
