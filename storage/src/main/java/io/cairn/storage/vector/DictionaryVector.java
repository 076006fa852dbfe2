package io.cairn.storage.vector;

import org.jspecify.annotations.Nullable;

/**
 * Byte strings as codes into a dictionary. Every code of a row that is not NULL is from 0 to {@code
 * dictionary.size() - 1}; codes of other entries are also within the dictionary's bounds (0 if it
 * is empty), so that a gather over the whole lane is safe.
 */
public final class DictionaryVector extends ColumnVector {
  private final int[] codes;
  private Dictionary dictionary;

  /** Uses the arrays as they are, without a copy. */
  public DictionaryVector(int[] codes, Dictionary dictionary, int @Nullable [] nulls) {
    super(nulls);
    this.codes = codes;
    this.dictionary = dictionary;
  }

  /** One entry a row. */
  public int[] codes() {
    return codes;
  }

  public Dictionary dictionary() {
    return dictionary;
  }

  /** Replaces the dictionary, as at a row group's border. */
  public void setDictionary(Dictionary replacement) {
    this.dictionary = replacement;
  }
}
