package io.cairn.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.planner.error.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameResolutionTest {
  private final PlannedDatabase database = new PlannedDatabase();

  @AfterEach
  void close() {
    database.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "t | main.t",
        "T | main.t",
        "main.t | main.t",
        "db.main.t | main.t",
        "DB.g.h.t2 | g/h.t2",
        "g.h.t2 | g/h.t2",
        "\"g/h\".t2 | g/h.t2",
        "\"G/H\".\"T2\" | g/h.t2",
        "\"/g/h\".t2 | g/h.t2",
        "g.mixed | g.Mixed",
        "g.twin | g.twin",
        "g.\"TWIN\" | g.TWIN",
        "g.h.\"sp ace\" | g/h.sp ace",
        "g.\"H\" | g.H",
        "g.h.t2 | g/h.t2",
      })
  void findsTablesBySchemaPathOrCatalog(String name, String table) {
    assertThat(database.scan("SELECT a FROM " + name).table().name()).isEqualTo(table);
  }

  @Test
  void refusesANameThatSeveralTablesCouldHave() {
    assertThat(database.error("SELECT a FROM g.Twin").code()).isEqualTo(ErrorCode.AMBIGUOUS_NAME);
    assertThat(database.error("SELECT a FROM g.Twin")).hasMessageContaining("twin, TWIN");
  }

  @Test
  void looksForSingleNamesInTheDefaultSchemaAlone() {
    database.session().setSchema("G/h");
    assertThat(database.session().schema()).isEqualTo("g/h");
    assertThat(database.scan("SELECT a FROM t2").table().name()).isEqualTo("g/h.t2");
    assertThat(database.error("SELECT a FROM t").code()).isEqualTo(ErrorCode.UNKNOWN_TABLE);
    assertThat(database.scan("SELECT a FROM g.h.t2").table().name()).isEqualTo("g/h.t2");
  }

  @Test
  void tellsWhyANodeCannotBeQueried() {
    assertThat(database.error("SELECT * FROM g.broken").code()).isEqualTo(ErrorCode.NOT_SUPPORTED);
    assertThat(database.error("SELECT * FROM g.broken")).hasMessageContaining("zstd");
  }

  @Test
  void leavesHiddenColumnsOutOfStarButFindsThemByName() {
    assertThat(database.prepare("SELECT * FROM t").columns())
        .extracting(ResultColumn::label)
        .containsExactly("a", "b", "name", "u", "value");
    assertThat(database.prepare("SELECT t.* FROM t").columns()).hasSize(5);
    assertThat(database.prepare("SELECT ROWID, a FROM t").columns())
        .extracting(ResultColumn::label)
        .containsExactly("ROWID", "a");
    assertThat(database.prepare("SELECT * FROM (SELECT rowid, a FROM t) x").columns()).hasSize(2);
  }

  @Test
  void keepsTheSpellingOfTheUserInLabelsAndOfTheFileInNames() {
    ResultColumn column = database.prepare("SELECT NAME FROM T").columns().get(0);
    assertThat(column.label()).isEqualTo("NAME");
    assertThat(column.name()).isEqualTo("name");
    assertThat(column.schema()).isEqualTo("main");
    assertThat(column.table()).isEqualTo("t");
    assertThat(column.catalog()).isEqualTo("db");
  }

  @Test
  void readsValueAsAName() {
    assertThat(
            database
                .prepare(
                    "SELECT value, sum(value) s, (value) + 1 AS p FROM t WHERE value > 3 GROUP BY value ORDER BY value")
                .columns())
        .hasSize(3);
  }

  @Test
  void refusesAnUnknownSchema() {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> database.session().setSchema("nowhere")))
        .hasMessageContaining("nowhere");
  }
}
