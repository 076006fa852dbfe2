package io.cairn.planner.catalog;

import static io.cairn.planner.catalog.ViewColumn.flag;
import static io.cairn.planner.catalog.ViewColumn.text;

import io.cairn.planner.schema.SchemaName;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A type that SQL can name, as {@code information_schema.type_info} lists it. */
record TypeRow(
    String name,
    int code,
    int precision,
    @Nullable String prefix,
    @Nullable String suffix,
    @Nullable String parameters,
    boolean caseSensitive,
    boolean unsigned,
    int maxScale,
    @Nullable Integer radix) {
  private static final int UNLIMITED = Integer.MAX_VALUE;
  private static final int MAX_FRACTION = 9;
  private static final int NULLABLE = 1;
  private static final int SEARCHABLE = 3;

  private static final List<TypeRow> ALL =
      Stream.of(
              plain("BOOLEAN", TypeDescription.BOOLEAN, 1),
              number("TINYINT", TypeDescription.TINYINT, 3, 0, false),
              number("SMALLINT", TypeDescription.SMALLINT, 5, 0, false),
              number("TINYINT UNSIGNED", TypeDescription.SMALLINT, 3, 0, true),
              number("INTEGER", TypeDescription.INTEGER, 10, 0, false),
              number("SMALLINT UNSIGNED", TypeDescription.INTEGER, 5, 0, true),
              number("BIGINT", TypeDescription.BIGINT, 19, 0, false),
              number("INTEGER UNSIGNED", TypeDescription.BIGINT, 10, 0, true),
              number("DECIMAL", TypeDescription.DECIMAL, 38, 38, false),
              number("BIGINT UNSIGNED", TypeDescription.DECIMAL, 20, 0, true),
              number("REAL", TypeDescription.REAL, 7, 0, false),
              number("DOUBLE", TypeDescription.DOUBLE, 15, 0, false),
              quoted("CHAR", TypeDescription.CHAR, "'", true),
              quoted("VARCHAR", TypeDescription.VARCHAR, "'", true),
              quoted("BINARY", TypeDescription.BINARY, "X'", false),
              quoted("VARBINARY", TypeDescription.VARBINARY, "X'", false),
              temporal("DATE", TypeDescription.DATE, null, 10, 0),
              temporal("TIME", TypeDescription.TIME, "precision", 18, MAX_FRACTION),
              temporal("TIMESTAMP", TypeDescription.TIMESTAMP, "precision", 29, MAX_FRACTION),
              temporal(
                  "TIMESTAMP WITH LOCAL TIME ZONE",
                  TypeDescription.TIMESTAMP_WITH_TIMEZONE,
                  "precision",
                  35,
                  MAX_FRACTION),
              plain("UUID", TypeDescription.OTHER, 36),
              plain("ARRAY", TypeDescription.ARRAY, 0),
              plain("ROW", TypeDescription.STRUCT, 0),
              plain("MAP", TypeDescription.OTHER, 0))
          .sorted(Comparator.comparingInt(TypeRow::code))
          .toList();

  /** {@code information_schema.type_info}: columns and order are those of JDBC's getTypeInfo. */
  static View<TypeRow> view() {
    return new View<>(
        SchemaName.INFORMATION_SCHEMA,
        "type_info",
        List.of(
            text("type_name", TypeRow::name),
            ViewColumn.number("data_type", TypeRow::code),
            ViewColumn.number("precision", TypeRow::precision),
            text("literal_prefix", TypeRow::prefix),
            text("literal_suffix", TypeRow::suffix),
            text("create_params", TypeRow::parameters),
            ViewColumn.number("nullable", type -> NULLABLE),
            flag("case_sensitive", TypeRow::caseSensitive),
            ViewColumn.number("searchable", type -> SEARCHABLE),
            flag("unsigned_attribute", TypeRow::unsigned),
            flag("fixed_prec_scale", type -> false),
            flag("auto_increment", type -> false),
            text("local_type_name", type -> null),
            ViewColumn.number("minimum_scale", type -> 0),
            ViewColumn.number("maximum_scale", TypeRow::maxScale),
            ViewColumn.number("sql_data_type", type -> null),
            ViewColumn.number("sql_datetime_sub", type -> null),
            ViewColumn.number("num_prec_radix", TypeRow::radix)),
        (scope, pins) -> ALL.stream());
  }

  private static TypeRow plain(String name, int code, int precision) {
    return new TypeRow(name, code, precision, null, null, null, false, false, 0, null);
  }

  private static TypeRow number(
      String name, int code, int precision, int maxScale, boolean unsigned) {
    String parameters = maxScale > 0 ? "precision,scale" : null;
    return new TypeRow(
        name, code, precision, null, null, parameters, false, unsigned, maxScale, 10);
  }

  private static TypeRow quoted(String name, int code, String prefix, boolean caseSensitive) {
    return new TypeRow(name, code, UNLIMITED, prefix, "'", "length", caseSensitive, false, 0, null);
  }

  private static TypeRow temporal(
      String name, int code, @Nullable String parameters, int size, int maxScale) {
    return new TypeRow(
        name, code, size, name + " '", "'", parameters, false, false, maxScale, null);
  }
}
