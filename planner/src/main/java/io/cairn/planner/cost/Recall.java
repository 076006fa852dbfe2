package io.cairn.planner.cost;

import java.util.Objects;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.CyclicMetadataException;
import org.apache.calcite.rel.metadata.DelegatingMetadataRel;
import org.apache.calcite.rel.metadata.MetadataHandler;
import org.apache.calcite.rel.metadata.NullSentinel;
import org.apache.calcite.rel.metadata.RelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.jspecify.annotations.Nullable;

/** Answers a question about a node once, then from the query's memory. */
final class Recall {
  private Recall() {}

  /** Finds the answer for a node. */
  @FunctionalInterface
  interface Computation<T> {
    @Nullable T of(RelNode rel);
  }

  /** A question with arguments; one without is its method's name alone. */
  private record Question(String method, @Nullable Object first, @Nullable Object second) {}

  static Object question(String method, @Nullable Object argument) {
    return new Question(method, argument, null);
  }

  static Object question(String method, @Nullable Object first, @Nullable Object second) {
    return new Question(method, first, second);
  }

  /**
   * The answer that the query remembers, or else the computed one.
   *
   * @throws CyclicMetadataException if the computation needs its own answer
   */
  @SuppressWarnings("unchecked") // A question always has answers of one type.
  static <T> @Nullable T answer(
      RelNode asked, RelMetadataQuery query, Object question, Computation<T> computation) {
    RelNode rel = asked;
    while (rel instanceof DelegatingMetadataRel delegating) {
      rel = delegating.getMetadataDelegateRel();
    }
    Object known = query.map.get(rel, question);
    if (known != null) {
      if (known == NullSentinel.ACTIVE) {
        throw new CyclicMetadataException();
      }
      return known == NullSentinel.INSTANCE ? null : (T) known;
    }
    query.map.put(rel, question, NullSentinel.ACTIVE);
    boolean done = false;
    try {
      @Nullable T answer = computation.of(rel);
      query.map.put(rel, question, answer == null ? NullSentinel.INSTANCE : answer);
      done = true;
      return answer;
    } finally {
      if (!done) {
        query.map.row(rel).clear();
      }
    }
  }

  /** Calcite's estimator of a kind, whose constructor is not public. */
  static <H> H calcite(
      Class<H> type, RelMetadataProvider provider, Class<? extends MetadataHandler<?>> kind) {
    for (MetadataHandler<?> handler : provider.handlers(kind)) {
      if (type.isInstance(handler)) {
        return type.cast(handler);
      }
    }
    throw new AssertionError(Objects.requireNonNull(type.getName()));
  }
}
