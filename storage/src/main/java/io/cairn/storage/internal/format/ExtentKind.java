package io.cairn.storage.internal.format;

import org.jspecify.annotations.Nullable;

/** What an extent holds. The codes are in files: they never change and are never used again. */
public enum ExtentKind {
  ROOT(1),
  CATALOG(2),
  DIRECTORY(3),
  ROW_GROUP(4),
  OVERFLOW(5),
  FREE_MAP(6),
  DELETIONS(8),
  INDEX_RUN(9),
  ARRAY_CHUNK(10),
  FILE_CONTENT(11);

  private static final @Nullable ExtentKind[] BY_CODE = new @Nullable ExtentKind[256];

  static {
    for (ExtentKind kind : values()) {
      BY_CODE[kind.code] = kind;
    }
  }

  private final int code;

  ExtentKind(int code) {
    this.code = code;
  }

  /** One byte; never zero. */
  public int code() {
    return code;
  }

  /** The kind of a code, or null if this version knows none. */
  public static @Nullable ExtentKind ofCode(int code) {
    return BY_CODE[code & 0xFF];
  }
}
