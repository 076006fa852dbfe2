package io.cairn.jdbc.metadata;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The result of {@code getTableTypes}, and the words behind it. */
public final class TableTypes {
  static final String TABLE = "TABLE";
  static final String VIEW = "VIEW";
  static final String SYSTEM_TABLE = "SYSTEM TABLE";

  /** The word of {@code information_schema} for {@link #TABLE}; the others are the same. */
  static final String BASE_TABLE = "BASE TABLE";

  private static final List<String> WORDS = List.of(SYSTEM_TABLE, TABLE, VIEW);

  private TableTypes() {}

  public static MetadataRows rows() {
    return new MetadataRows(
        new Shape().text("TABLE_TYPE").columns(),
        List.of(
            new @Nullable Object[] {SYSTEM_TABLE},
            new @Nullable Object[] {TABLE},
            new @Nullable Object[] {VIEW}));
  }

  /** The word of {@code information_schema} for a word of JDBC, or null if it is unknown. */
  static @Nullable String inCatalog(@Nullable String type) {
    String word = type == null ? "" : type.toUpperCase(Locale.ROOT);
    if (word.equals(TABLE) || word.equals(BASE_TABLE)) {
      return BASE_TABLE;
    }
    return WORDS.contains(word) ? word : null;
  }
}
