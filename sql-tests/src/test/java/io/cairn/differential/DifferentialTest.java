package io.cairn.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.differential.Comparison.Outcome;
import io.cairn.differential.Comparison.Verdict;
import io.cairn.differential.Databases.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random queries over random tables have DuckDB's answers, in databases of every {@link Setting}.
 *
 * <p>{@code -Ddifferential.queries=N} runs N of them, {@code -Dcairn.seed=N} others; {@code
 * -Ddifferential.first=N} begins at the Nth, so that one query can be run again alone: each has a
 * seed of its own, and its tables depend on the round that it belongs to.
 */
class DifferentialTest {
  private static final int QUERIES = Integer.getInteger("differential.queries", 2000);
  private static final int FIRST = Integer.getInteger("differential.first", 0);
  private static final int ROUND = 250;
  private static final int TIMEOUT_SECONDS = 60;

  /** What is left of a query may join everything with everything: that is not waited for. */
  private static final int SHRINKING_TIMEOUT_SECONDS = 2;

  private static final int SHRINKING_ATTEMPTS = 300;
  private static final int MOST_FAULTS = Integer.getInteger("differential.faults", 3);

  /** To see what Cairn's usual operators refuse, as small queries. */
  private static final boolean REPORTS_REFUSALS = Boolean.getBoolean("differential.refusals");

  /** Share of the queries that one of the databases may refuse before they test too little. */
  private static final double REFUSED_SHARE = 0.05;

  @TempDir private Path directory;

  @Test
  void haveTheAnswersOfAnotherDatabase() throws SQLException, IOException {
    long seed = Long.getLong("cairn.seed", 42);
    List<String> faults = new ArrayList<>();
    Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    int last = FIRST + QUERIES;
    for (int from = FIRST; from < last && faults.size() < MOST_FAULTS; ) {
      int round = from / ROUND;
      int to = Math.min(last, (round + 1) * ROUND);
      Path place = directory.resolve("round" + round);
      try (Databases databases = new Databases(new Random(seed * 31 + round), place)) {
        Comparison comparison = new Comparison(databases, TIMEOUT_SECONDS);
        for (int number = from; number < to && faults.size() < MOST_FAULTS; number++) {
          check(number, seed, databases, comparison, verdicts, faults);
        }
      }
      from = to;
    }
    System.out.println(verdicts);
    assertThat(faults).isEmpty();
    int refused =
        verdicts.getOrDefault(Verdict.UNSUPPORTED, 0)
            + verdicts.getOrDefault(Verdict.OUT_OF_MEMORY, 0)
            + verdicts.getOrDefault(Verdict.ORACLE_REFUSES, 0)
            + verdicts.getOrDefault(Verdict.ORACLE_CHANGES, 0)
            + verdicts.getOrDefault(Verdict.BOTH_REFUSE, 0);
    assertThat((double) refused).as("%s", verdicts).isLessThan(REFUSED_SHARE * 2 * QUERIES);
  }

  private static void check(
      int number,
      long seed,
      Databases databases,
      Comparison comparison,
      Map<Verdict, Integer> verdicts,
      List<String> faults) {
    Random random = new Random(seed * 1_000_003 + number);
    QueryMaker.Query query = new QueryMaker(random, databases.tables()).next();
    List<Setting> settings =
        List.of(Setting.USUAL, random.nextBoolean() ? Setting.SMALL : Setting.FALLBACK);
    for (Setting setting : settings) {
      Outcome outcome = comparison.compare(query, setting);
      verdicts.merge(outcome.verdict(), 1, Integer::sum);
      if (Boolean.getBoolean("differential.verbose") && outcome.verdict() != Verdict.SAME) {
        System.out.printf(
            "%d %s %s%n    %s%n    %s%n",
            number,
            setting,
            outcome.verdict(),
            outcome.text(),
            query.sql().text(Sql.Dialect.CAIRN));
      }
      boolean isRefusal =
          REPORTS_REFUSALS && setting == Setting.USUAL && outcome.verdict() == Verdict.UNSUPPORTED;
      if (outcome.verdict().isWrong() || isRefusal) {
        faults.add(report(number, seed, setting, query, outcome, databases));
        return;
      }
    }
  }

  private static String report(
      int number,
      long seed,
      Setting setting,
      QueryMaker.Query query,
      Outcome outcome,
      Databases databases) {
    Comparison comparison = new Comparison(databases, SHRINKING_TIMEOUT_SECONDS);
    // Without the columns that keep a sequence: what is left is compared as a bag.
    boolean isOfOrder = !comparison.compare(query.sql(), List.of(), setting).isLike(outcome);
    List<Integer> ordered = isOfOrder ? query.ordered() : List.of();
    Sql small =
        new Shrinker(
                sql -> comparison.compare(sql, ordered, setting).isLike(outcome),
                SHRINKING_ATTEMPTS)
            .shrink(query.sql());
    return String.format(
        "seed %d, query %d, %s: %s %s%n  %s%nshrunk: %s%nDuckDB: %s%n%s%n",
        seed,
        number,
        setting,
        outcome.verdict(),
        outcome.text(),
        query.sql().text(Sql.Dialect.CAIRN),
        small.text(Sql.Dialect.CAIRN),
        small.text(Sql.Dialect.DUCK),
        comparison.compare(small, ordered, setting).text());
  }
}
