package io.cairn.storage.predicate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PredicateTest {
  private static final Predicate A = new Predicate.IsNull(0);
  private static final Predicate B = new Predicate.IsNull(1);
  private static final Predicate C = new Predicate.IsNull(2);

  @Test
  void flattensConjunctions() {
    Predicate nested = new Predicate.And(List.of(A, new Predicate.And(List.of(B, C))));
    assertThat(nested.conjuncts()).containsExactly(A, B, C);
    assertThat(Predicate.and(List.of(nested, A))).isEqualTo(new Predicate.And(List.of(A, B, C, A)));
  }

  @Test
  void leavesASingleOperandBare() {
    assertThat(Predicate.and(List.of(A))).isEqualTo(A);
    assertThat(Predicate.and(List.of(Predicate.all(), A))).isEqualTo(A);
  }

  @Test
  void selectsEverythingWithoutConditions() {
    assertThat(Predicate.and(List.of()).isAll()).isTrue();
    assertThat(Predicate.all().conjuncts()).isEmpty();
    assertThat(Predicate.none().isAll()).isFalse();
  }

  @Test
  void doesNotTakeDisjunctionsApart() {
    Predicate or = new Predicate.Or(List.of(A, B));
    assertThat(or.conjuncts()).containsExactly(or);
  }
}
