package io.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArgumentsTest {
  @TempDir Path directory;

  @Test
  void rereadsTheLastWordsAsUtf8() throws Exception {
    Path commandLine = directory.resolve("cmdline");
    Files.writeString(commandLine, "java\0-jar\0cairn.jar\0-c\0SELECT 'Étoile'\0");

    assertThat(Arguments.reread(new String[] {"-c", "SELECT '\uFFFD\uFFFDtoile'"}, commandLine))
        .containsExactly("-c", "SELECT 'Étoile'");
  }

  @Test
  void keepsWhatItCannotReread() {
    String[] arguments = {"a"};

    assertThat(Arguments.reread(arguments, directory.resolve("none"))).isSameAs(arguments);
  }

  @Test
  void leavesWholeArgumentsAlone() {
    String[] arguments = {"-c", "SELECT 'Étoile'"};

    assertThat(Arguments.decoded(arguments)).isSameAs(arguments);
  }
}
