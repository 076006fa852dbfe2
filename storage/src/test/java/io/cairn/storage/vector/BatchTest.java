package io.cairn.storage.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchTest {
  @Test
  void asksItsLoaderOnceForEachColumnThatIsUsed() {
    List<Integer> loaded = new ArrayList<>();
    Batch batch =
        new Batch(
            3,
            ordinal -> {
              loaded.add(ordinal);
              return new IntVector();
            });
    batch.reset(10);
    ColumnVector first = batch.column(2);
    assertThat(batch.column(2)).isSameAs(first);
    assertThat(loaded).containsExactly(2);
  }

  @Test
  void asksItsLoaderAgainAfterAReset() {
    List<Integer> loaded = new ArrayList<>();
    Batch batch =
        new Batch(
            1,
            ordinal -> {
              loaded.add(ordinal);
              return new IntVector();
            });
    batch.reset(10);
    batch.column(0);
    batch.reset(5);
    batch.column(0);
    assertThat(loaded).containsExactly(0, 0);
  }

  @Test
  void keepsReadyColumnsOverAReset() {
    IntVector vector = new IntVector();
    Batch batch = new Batch(new ColumnVector[] {vector}, 3);
    batch.reset(4);
    assertThat(batch.column(0)).isSameAs(vector);
    assertThat(batch.rowCount()).isEqualTo(4);
  }

  @Test
  void selectsEveryRowAfterAReset() {
    Batch batch = new Batch(new ColumnVector[0], 3);
    batch.select(new int[] {1}, 1);
    assertThat(batch.selectedCount()).isEqualTo(1);
    batch.reset(2);
    assertThat(batch.selection()).isNull();
    assertThat(batch.selectedCount()).isEqualTo(2);
  }

  @Test
  void canDropASelection() {
    Batch batch = new Batch(new ColumnVector[0], 3);
    batch.select(new int[] {0, 2}, 2);
    batch.select(null, 0);
    assertThat(batch.selectedCount()).isEqualTo(3);
  }

  @Test
  void replacesAColumn() {
    Batch batch = new Batch(new ColumnVector[] {new IntVector()}, 3);
    LongVector replacement = new LongVector();
    batch.setColumn(0, replacement);
    assertThat(batch.column(0)).isSameAs(replacement);
  }

  @Test
  void refusesMoreRowsThanItsLanesHold() {
    Batch batch = new Batch(new ColumnVector[0], 0);
    batch.reset(Batch.CAPACITY);
    assertThatThrownBy(() -> batch.reset(Batch.CAPACITY + 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rowCount = 2049, expected 0 to 2048");
    assertThatThrownBy(() -> batch.reset(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void makesADictionaryOfTexts() {
    Dictionary dictionary = Dictionary.of(List.of("", "é", "日本"));
    assertThat(dictionary.size()).isEqualTo(3);
    assertThat(dictionary.text(0)).isEmpty();
    assertThat(dictionary.text(1)).isEqualTo("é");
    assertThat(dictionary.text(2)).isEqualTo("日本");
    assertThat(dictionary.offsets()).startsWith(0, 0, 2, 8);
  }
}
