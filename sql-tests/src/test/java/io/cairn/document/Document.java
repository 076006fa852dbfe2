package io.cairn.document;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A Markdown file of the project. Immutable. */
record Document(Path file, String text) {
  /** The project's root, seen from this module. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /**
   * A block of SQL, and the block right below it if that is {@code text}.
   *
   * @param line where the block starts, from 1
   * @param connection what stands in a comment {@code <!-- on: NAME -->} above it, else {@code
   *     tour}
   */
  record Example(Path file, int line, String connection, String sql, @Nullable String output) {
    @Override
    public String toString() {
      return ROOT.relativize(file) + ":" + line;
    }
  }

  /** README.md and everything under docs, in order. */
  static List<Document> all() throws IOException {
    List<Document> documents = new ArrayList<>();
    for (Path start : List.of(ROOT.resolve("README.md"), ROOT.resolve("docs"))) {
      if (Files.exists(start)) {
        try (Stream<Path> files = Files.walk(start)) {
          for (Path file :
              files.filter(path -> path.toString().endsWith(".md")).sorted().toList()) {
            documents.add(new Document(file, Files.readString(file, StandardCharsets.UTF_8)));
          }
        }
      }
    }
    return documents;
  }

  List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    String[] lines = text.split("\n", -1);
    String connection = "tour";
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].startsWith("<!-- on: ")) {
        connection = lines[i].substring("<!-- on: ".length()).replace("-->", "").strip();
      } else if (lines[i].equals("```sql")) {
        int end = closing(lines, i);
        int next = end + 1;
        while (next < lines.length && lines[next].isBlank()) {
          next++;
        }
        boolean hasOutput = next < lines.length && lines[next].equals("```text");
        examples.add(
            new Example(
                file,
                i + 1,
                connection,
                between(lines, i, end),
                hasOutput ? between(lines, next, closing(lines, next)) : null));
        connection = "tour";
        i = end;
      } else if (lines[i].startsWith("```")) {
        i = closing(lines, i);
      }
    }
    return examples;
  }

  private int closing(String[] lines, int start) {
    for (int i = start + 1; i < lines.length; i++) {
      if (lines[i].startsWith("```")) {
        return i;
      }
    }
    throw new IllegalStateException(file + ":" + (start + 1) + ": the block is never closed");
  }

  private static String between(String[] lines, int start, int end) {
    return String.join("\n", List.of(lines).subList(start + 1, end));
  }
}
