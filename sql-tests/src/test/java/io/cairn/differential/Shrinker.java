package io.cairn.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes SQL smaller as long as it stays interesting. */
final class Shrinker {
  private final Predicate<Sql> isInteresting;
  private int attempts;

  /**
   * A shrinker.
   *
   * @param attempts how often to ask whether something is interesting
   */
  Shrinker(Predicate<Sql> isInteresting, int attempts) {
    this.isInteresting = isInteresting;
    this.attempts = attempts;
  }

  /** A smaller tree that is interesting too, or the same. */
  Sql shrink(Sql sql) {
    Sql best = sql;
    Sql smaller = step(best);
    while (smaller != null) {
      best = smaller;
      smaller = step(best);
    }
    return best;
  }

  private @Nullable Sql step(Sql sql) {
    int size = size(sql);
    for (Sql candidate : candidates(sql)) {
      if (attempts > 0 && size(candidate) < size) {
        attempts--;
        if (isInteresting.test(candidate)) {
          return candidate;
        }
      }
    }
    return null;
  }

  /** What a tree weighs: its texts, those that say nothing more than a literal almost nothing. */
  private static int size(Sql sql) {
    return sql.text(Sql.Dialect.CAIRN).length();
  }

  /** The tree with one place changed, in all ways; changes near the root come first. */
  private static List<Sql> candidates(Sql sql) {
    List<Sql> candidates = new ArrayList<>();
    if (sql instanceof Sql.Items items) {
      for (int i = 0; i < items.children().size() && items.children().size() > items.least(); i++) {
        candidates.add(items.without(i));
      }
    } else {
      addDescendants(sql, sql.kind(), candidates);
      if (!sql.kind().literal().isEmpty()) {
        candidates.add(Sql.of(sql.kind(), sql.kind().literal()));
      }
      if (sql.kind() == Kind.PART && sql.children().isEmpty()) {
        candidates.add(Sql.of(Kind.PART, ""));
      }
    }
    for (int i = 0; i < sql.children().size(); i++) {
      for (Sql changed : candidates(sql.children().get(i))) {
        List<Sql> children = new ArrayList<>(sql.children());
        children.set(i, changed);
        candidates.add(sql.with(children));
      }
    }
    return candidates;
  }

  private static void addDescendants(Sql sql, Kind kind, List<Sql> found) {
    for (Sql child : sql.children()) {
      if (child.kind() == kind) {
        found.add(child);
      }
      addDescendants(child, kind, found);
    }
  }
}
