package io.cairn.cli;

import org.jspecify.annotations.Nullable;

/** The forms in which result sets are printed. */
enum OutputFormat {
  TABLE("table"),
  CSV("csv"),
  JSON("json"),
  JSONL("jsonl"),
  MARKDOWN("markdown");

  private final String word;

  OutputFormat(String word) {
    this.word = word;
  }

  /** The word for {@code --format}. */
  String word() {
    return word;
  }

  /** The format of a word, or null if there is none. */
  static @Nullable OutputFormat ofWord(String word) {
    for (OutputFormat format : values()) {
      if (format.word.equals(word)) {
        return format;
      }
    }
    return null;
  }

  /** A writer of this format. */
  ResultWriter writer(boolean header) {
    return switch (this) {
      case TABLE -> new TableWriter(header);
      case CSV -> new CsvWriter(header);
      case JSON -> JsonWriter.array();
      case JSONL -> JsonWriter.lines();
      case MARKDOWN -> new MarkdownWriter();
    };
  }
}
