package io.cairn.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the documents point to is there. */
class ReferenceTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)[^)]*\\)");
  private static final Pattern JAVA_NAME = Pattern.compile("`(io\\.cairn(?:\\.\\w+)+)`");

  @Test
  void findsTheFilesThatLinksPointTo() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Document document : Document.all()) {
      for (Matcher link = LINK.matcher(document.text()); link.find(); ) {
        String target = link.group(1);
        Path directory = document.file().resolveSibling(target).normalize();
        if (!target.contains(":") && !Files.exists(directory)) {
          broken.add(Document.ROOT.relativize(document.file()) + " -> " + target);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void findsTheClassesAndPackagesThatAreNamed() throws IOException {
    Set<String> classes =
        new ClassFileImporter()
            .importPackages("io.cairn").stream()
                .map(JavaClass::getFullName)
                .collect(Collectors.toSet());
    List<String> missing = new ArrayList<>();
    for (Document document : Document.all()) {
      for (Matcher name = JAVA_NAME.matcher(document.text()); name.find(); ) {
        String wanted = name.group(1);
        if (classes.stream().noneMatch(c -> c.equals(wanted) || c.startsWith(wanted + "."))) {
          missing.add(Document.ROOT.relativize(document.file()) + " names " + wanted);
        }
      }
    }
    assertThat(missing).isEmpty();
  }
}
