package io.cairn.planner.catalog;

import io.cairn.storage.predicate.Constant;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.Schema;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The only values that a predicate leaves possible for some text columns. A view looks at nodes
 * that these values name, and at no others. Immutable.
 */
final class Pins {
  static final Pins NONE = new Pins(Map.of());

  private final Map<String, Set<String>> values;

  private Pins(Map<String, Set<String>> values) {
    this.values = values;
  }

  /** What the conjuncts of a bound predicate over this schema say. */
  static Pins of(Predicate predicate, Schema schema) {
    Map<String, Set<String>> values = new HashMap<>();
    for (Predicate conjunct : predicate.conjuncts()) {
      if (conjunct instanceof Predicate.Comparison comparison
          && comparison.operator() == Predicate.Operator.EQUAL) {
        pin(values, schema, comparison.column(), List.of(comparison.constant()));
      } else if (conjunct instanceof Predicate.In in) {
        pin(values, schema, in.column(), in.constants());
      }
    }
    return new Pins(values);
  }

  private static void pin(
      Map<String, Set<String>> values, Schema schema, int column, List<Constant> constants) {
    Set<String> texts = new LinkedHashSet<>();
    for (Constant constant : constants) {
      if (!(constant instanceof Constant.Text text)) {
        return;
      }
      texts.add(new String(text.bytes(), StandardCharsets.UTF_8));
    }
    values.merge(
        schema.column(column).name(),
        texts,
        (first, second) -> {
          first.retainAll(second);
          return first;
        });
  }

  /** The values that the column can have; null if it can have any. */
  @Nullable Set<String> of(String column) {
    return values.get(column);
  }

  /** Whether the column can have this value. */
  boolean allows(String column, String value) {
    Set<String> allowed = values.get(column);
    return allowed == null || allowed.contains(value);
  }
}
