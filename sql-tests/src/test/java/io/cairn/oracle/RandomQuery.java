package io.cairn.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes random queries over the readings and stations of tour.h5 that two databases have to answer
 * alike: where they would rightly differ (integer overflow of narrow types, integer division,
 * digits of a sum with cancellation) it does not go. One thread at a time.
 */
final class RandomQuery {
  private static final List<String> KEYS =
      List.of("r.station", "r.sky", "r.valid", "r.wind", "r.humidity", "r.temperature");
  private static final List<String> SKIES = List.of("clear", "cloudy", "fog", "rain", "snow");

  private final Random random;

  RandomQuery(Random random) {
    this.random = random;
  }

  /** A query, and whether its rows come in a promised order. */
  record Sql(String text, boolean isOrdered) {}

  Sql next() {
    String from =
        switch (random.nextInt(4)) {
          case 0 -> "\"sensors/2024\".readings AS r JOIN stations AS s ON s.id = r.station";
          case 1 ->
              "\"sensors/2024\".readings AS r LEFT JOIN (SELECT * FROM stations WHERE "
                  + pick("active", "elevation > 1000", "region <> 'north'")
                  + ") AS s ON s.id = r.station";
          default -> "\"sensors/2023\".readings AS r";
        };
    boolean joins = from.contains("JOIN");
    String where = random.nextInt(4) == 0 ? "" : " WHERE " + condition(2, joins);
    return switch (random.nextInt(5)) {
      case 0 -> new Sql(rows(from, where, joins), true);
      case 1 -> new Sql("SELECT " + aggregates(joins) + " FROM " + from + where, false);
      case 2 ->
          new Sql(
              "SELECT DISTINCT " + String.join(", ", keys(joins)) + " FROM " + from + where, false);
      default -> new Sql(groups(from, where, joins), false);
    };
  }

  private String rows(String from, String where, boolean joins) {
    List<String> columns = new ArrayList<>(List.of("r.ts", "r.station"));
    for (int i = random.nextInt(3); i >= 0; i--) {
      columns.add(value(joins));
    }
    String direction = pick("", " DESC");
    return "SELECT "
        + String.join(", ", columns)
        + " FROM "
        + from
        + where
        + " ORDER BY r.ts"
        + direction
        + ", r.station"
        + pick("", " LIMIT 20", " LIMIT 5 OFFSET 300", " OFFSET 8000");
  }

  private String groups(String from, String where, boolean joins) {
    List<String> keys = keys(joins);
    return "SELECT "
        + String.join(", ", keys)
        + ", "
        + aggregates(joins)
        + " FROM "
        + from
        + where
        + " GROUP BY "
        + String.join(", ", keys)
        + pick("", "", " HAVING count(*) > 20", " HAVING max(r.ts) > 1720000000");
  }

  private List<String> keys(boolean joins) {
    List<String> keys = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      keys.add(
          joins && random.nextBoolean()
              ? pick("s.region", "s.active", "s.elevation")
              : KEYS.get(random.nextInt(KEYS.size())));
    }
    return keys;
  }

  private String aggregates(boolean joins) {
    List<String> calls = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      calls.add(
          switch (random.nextInt(8)) {
            case 0 -> "count(*)";
            case 1 -> "count(" + pick("DISTINCT ", "") + value(joins) + ")";
            case 2 -> "sum(" + whole(2, joins) + ")";
            case 3 -> "sum(abs(" + real(1, joins) + "))";
            case 4 -> "avg(abs(" + whole(1, joins) + "))";
            case 5 -> "min(" + value(joins) + ")";
            case 6 -> "max(" + value(joins) + ")";
            default -> "sum(" + whole(1, joins) + ") FILTER (WHERE " + condition(1, joins) + ")";
          });
    }
    return String.join(", ", calls);
  }

  private String value(boolean joins) {
    return switch (random.nextInt(4)) {
      case 0 -> whole(2, joins);
      case 1 -> real(2, joins);
      case 2 -> text(1, joins);
      default -> KEYS.get(random.nextInt(KEYS.size()));
    };
  }

  /** An expression of type BIGINT that stays far from overflow. */
  private String whole(int depth, boolean joins) {
    return switch (random.nextInt(depth == 0 ? 4 : 9)) {
      case 0 -> "CAST(r.station AS BIGINT)";
      case 1 -> "CAST(r.wind AS BIGINT)";
      case 2 -> "NULLIF(CAST(r.wind AS BIGINT), " + random.nextInt(20) + ")";
      case 3 ->
          joins
              ? "CAST(s.elevation AS BIGINT)"
              : "CAST(" + (random.nextInt(200) - 100) + " AS BIGINT)";
      case 4 ->
          "(" + whole(depth - 1, joins) + pick(" + ", " - ", " * ") + whole(depth - 1, joins) + ")";
      case 5 ->
          "CASE WHEN "
              + condition(depth - 1, joins)
              + " THEN "
              + whole(depth - 1, joins)
              + pick("", " ELSE " + whole(depth - 1, joins))
              + " END";
      case 6 -> "abs(" + whole(depth - 1, joins) + ")";
      case 7 -> "COALESCE(" + whole(depth - 1, joins) + ", " + whole(depth - 1, joins) + ")";
      default -> "r.ts - 1700000000";
    };
  }

  /** An expression of type DOUBLE; temperatures hold NaN. */
  private String real(int depth, boolean joins) {
    return switch (random.nextInt(depth == 0 ? 3 : 6)) {
      case 0 -> "r.temperature";
      case 1 -> "CAST(r.humidity AS DOUBLE)";
      case 2 -> "CAST(" + whole(0, joins) + " AS DOUBLE)";
      case 3 ->
          "(" + real(depth - 1, joins) + pick(" + ", " - ", " * ") + random.nextInt(9) + ".5e0)";
      case 4 ->
          "CASE WHEN "
              + condition(depth - 1, joins)
              + " THEN "
              + real(depth - 1, joins)
              + " ELSE "
              + real(depth - 1, joins)
              + " END";
      default -> "(" + real(depth - 1, joins) + " + " + real(depth - 1, joins) + ")";
    };
  }

  private String text(int depth, boolean joins) {
    return switch (random.nextInt(depth == 0 ? 2 : 5)) {
      case 0 -> "r.sky";
      case 1 -> joins ? "s.name" : "upper(r.sky)";
      case 2 -> "(" + text(depth - 1, joins) + " || '-')";
      case 3 -> "NULLIF(r.sky, '" + pick(SKIES) + "')";
      default ->
          "CASE WHEN "
              + condition(depth - 1, joins)
              + " THEN 'yes' ELSE "
              + text(0, joins)
              + " END";
    };
  }

  private String condition(int depth, boolean joins) {
    if (depth > 0 && random.nextInt(3) > 0) {
      return switch (random.nextInt(5)) {
        case 0 -> "NOT (" + condition(depth - 1, joins) + ")";
        case 1, 2 ->
            "(" + condition(depth - 1, joins) + " AND " + condition(depth - 1, joins) + ")";
        default -> "(" + condition(depth - 1, joins) + " OR " + condition(depth - 1, joins) + ")";
      };
    }
    String operator = pick(" < ", " <= ", " = ", " <> ", " >= ", " > ");
    return switch (random.nextInt(14)) {
      case 0 -> "r.wind" + operator + random.nextInt(60);
      case 1 -> "r.temperature" + operator + (random.nextInt(400) - 100) / 10.0 + "e0";
      case 2 -> "r.temperature" + operator + "CAST('NaN' AS DOUBLE)";
      case 3 -> "r.ts BETWEEN 1710000000 AND " + (1710000000 + random.nextInt(15_000_000));
      case 4 -> "r.sky" + operator + "'" + pick(SKIES) + "'";
      case 5 -> "r.sky " + pick("IN", "NOT IN") + " ('" + pick(SKIES) + "', '" + pick(SKIES) + "')";
      case 6 -> "r.sky LIKE '" + pick("c%", "%o%", "___", "%w") + "'";
      case 7 -> "r.valid";
      case 8 -> "r.station IN (1, 3, " + random.nextInt(9) + ")";
      case 9 -> whole(1, joins) + " IS " + pick("", "NOT ") + "NULL";
      case 10 -> whole(1, joins) + operator + whole(1, joins);
      case 11 -> real(1, joins) + operator + real(1, joins);
      case 12 ->
          joins
              ? "s.elevation" + operator + random.nextInt(3000)
              : "r.station IN (SELECT id FROM stations WHERE elevation > "
                  + random.nextInt(3000)
                  + ")";
      default -> "r.humidity BETWEEN " + random.nextInt(60) + " AND " + random.nextInt(100);
    };
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
