package io.cairn.storage.internal.encoding;

/**
 * How hard the encoder tries. Immutable.
 *
 * @param isLight whether encodings are chosen by what is smallest; else integers are offsets from
 *     the smallest, and all other values are as they are
 * @param zstdLevel level of zstd over what is left, 1 to 22, kept where it saves 12 % or more; 0
 *     for none
 */
public record CodecChoice(boolean isLight, int zstdLevel) {
  /** No encoding but the plainest. */
  public static final CodecChoice NONE = new CodecChoice(false, 0);

  /** Encodings alone. */
  public static final CodecChoice LIGHT = new CodecChoice(true, 0);

  /** Encodings, then zstd where it gains. */
  public static final CodecChoice DEFAULT = zstd(3);

  public CodecChoice {
    if (zstdLevel < 0 || zstdLevel > 22) {
      throw new IllegalArgumentException("zstdLevel = " + zstdLevel + ", expected 0 to 22");
    }
  }

  /** Encodings, then zstd of a level from 1 to 22 where it gains. */
  public static CodecChoice zstd(int level) {
    return new CodecChoice(true, level);
  }
}
