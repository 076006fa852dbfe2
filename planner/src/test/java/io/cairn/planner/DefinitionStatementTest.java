package io.cairn.planner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionStatementTest {
  private final StoreDatabase database = new StoreDatabase();

  @AfterEach
  void close() {
    database.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "BOOLEAN | BOOLEAN",
        "TINYINT | TINYINT",
        "TINYINT UNSIGNED | TINYINT UNSIGNED",
        "SMALLINT UNSIGNED | SMALLINT UNSIGNED",
        "INT | INTEGER",
        "INTEGER UNSIGNED | INTEGER UNSIGNED",
        "BIGINT | BIGINT",
        "BIGINT UNSIGNED | BIGINT UNSIGNED",
        "REAL | REAL",
        "FLOAT | DOUBLE",
        "DOUBLE | DOUBLE",
        "DOUBLE PRECISION | DOUBLE",
        "DECIMAL | DECIMAL(38, 10)",
        "NUMERIC(38) | DECIMAL(38, 0)",
        "DECIMAL(38, 38) | DECIMAL(38, 38)",
        "DEC(5, 2) | DECIMAL(5, 2)",
        "CHAR | CHAR(1)",
        "CHAR(10) | CHAR(10)",
        "VARCHAR | VARCHAR",
        "VARCHAR(7) | VARCHAR(7)",
        "CHARACTER VARYING(7) | VARCHAR(7)",
        "TEXT | VARCHAR",
        "CLOB | VARCHAR",
        "BINARY(3) | BINARY(3)",
        "VARBINARY | VARBINARY",
        "VARBINARY(3) | VARBINARY(3)",
        "BLOB | VARBINARY",
        "DATE | DATE",
        "TIME | TIME(6)",
        "TIME(0) | TIME(0)",
        "TIMESTAMP | TIMESTAMP(6)",
        "TIMESTAMP(9) WITHOUT TIME ZONE | TIMESTAMP(9)",
        "TIMESTAMP WITH TIME ZONE | TIMESTAMP(6) WITH LOCAL TIME ZONE",
        "TIMESTAMP(3) WITH LOCAL TIME ZONE | TIMESTAMP(3) WITH LOCAL TIME ZONE",
        "TIMESTAMPTZ | TIMESTAMP(6) WITH LOCAL TIME ZONE",
        "TIMESTAMPTZ(9) | TIMESTAMP(9) WITH LOCAL TIME ZONE",
        "UUID | UUID",
      })
  void makesColumnsOfEveryType(String declared, String found) {
    database.run("CREATE TABLE t (c " + declared + ")");
    assertThat(
            database.rows(
                "SELECT data_type FROM information_schema.columns WHERE table_name = 't'"))
        .containsExactly(found);
    assertThat(database.run("INSERT INTO t VALUES (NULL)")).isEqualTo(1);
    assertThat(database.rows("SELECT c FROM t")).containsExactly("NULL");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "CREATE TABLE t (a INTEGER) | 42P07 | a table 't' in main already",
        "CREATE TABLE T (a INTEGER) | 42P07 | double quotes",
        "CREATE SCHEMA G | 42P07 | already",
        "CREATE SCHEMA g.H.i.j | 42P07 | 'g/h/i/j' already",
        "CREATE TABLE g (a INTEGER) | 42P07 | a schema 'g'",
        "CREATE VIEW t AS SELECT 1 AS a | 42P07 | a table 't'",
        "CREATE OR REPLACE VIEW t AS SELECT 1 AS a | 42P07 | a table 't'",
        "CREATE TABLE nope.x (a INTEGER) | 3F000 | Schema 'nope' not found",
        "CREATE TABLE gg.x (a INTEGER) | 3F000 | did you mean 'g'?",
        "CREATE TABLE \"g/x\" (a INTEGER) | 22023 | holds no '/'",
        "CREATE TABLE g.\"\" (a INTEGER) | 42601 | ",
        "CREATE TABLE information_schema.x (a INTEGER) | 25006 | shows the catalog",
        "CREATE SCHEMA cairn_catalog | 25006 | shows the catalog",
        "CREATE TABLE x | 42601 | needs columns",
        "CREATE TABLE x (a) | 42601 | needs a type",
        "CREATE TABLE x (a INTEGER, a INTEGER) | 42P07 | declared twice",
        "CREATE TABLE x (a INTEGER, A INTEGER) | 42P07 | in case alone",
        "CREATE TABLE x (a DECIMAL(39, 1)) | 22023 | 1 to 38 digits",
        "CREATE TABLE x (a DECIMAL(3, 4)) | 22023 | 1 to 38 digits",
        "CREATE TABLE x (a TIMESTAMP(10)) | 22023 | 0 to 9 digits",
        "CREATE TABLE x (a VARCHAR(0)) | 22023 | at least 1",
        "CREATE TABLE x (a INTEGER ARRAY) | 0A000 | cannot be stored",
        "CREATE TABLE x (a INTERVAL DAY) | 4 | ",
        "CREATE TABLE x (a NOSUCH) | 42804 | no type NOSUCH",
        "CREATE TABLE x (a INTEGER NULL PRIMARY KEY) | 42601 | declared NULL",
        "CREATE TABLE x (a INTEGER NULL NOT NULL) | 42601 | both NULL and NOT NULL",
        "CREATE TABLE x (a INTEGER PRIMARY KEY, b INTEGER PRIMARY KEY) | 42601 | one primary key",
        "CREATE TABLE x (a INTEGER, UNIQUE (b)) | 42703 | did you mean 'a'?",
        "CREATE TABLE x (a INTEGER, UNIQUE (a, a)) | 42601 | twice in a key",
        "CREATE TABLE x (a INTEGER, CONSTRAINT k UNIQUE (a), CONSTRAINT k UNIQUE (a)) | 42P07 | 'k'",
        "CREATE TABLE x (a INTEGER DEFAULT 'abc') | 22P02 | abc",
        "CREATE TABLE x (a TINYINT DEFAULT 100 + 100) | 22003 | 200",
        "CREATE TABLE x (a VARCHAR(2) DEFAULT 'abc') | 22001 | too long",
        "CREATE TABLE x (a INTEGER DEFAULT TRUE) | 42804 | holds INTEGER",
        "CREATE TABLE x (a INTEGER DEFAULT b) | 42703 | 'b' not found",
        "CREATE TABLE x (a, b) AS SELECT 1 | 42601 | names 2 columns",
        "CREATE TABLE x (a INTEGER) AS SELECT 1 | 42601 | write its name alone",
        "CREATE TABLE x AS SELECT 1 AS a, 2 AS a | 42P07 | declared twice",
        "CREATE TABLE x AS SELECT ARRAY[1] AS a | 0A000 | cannot be stored",
        "DROP TABLE nope | 42P01 | not found",
        "DROP TABLE nope.t | 3F000 | not found",
        "DROP VIEW nope | 42P01 | not found",
        "DROP VIEW t | 42P01 | use DROP TABLE",
        "DROP TABLE v | 42P01 | use DROP VIEW",
        "DROP SCHEMA nope | 3F000 | not found",
        "DROP SCHEMA main | 22023 | root",
        "DROP SCHEMA g | DEPENDENTS | CASCADE",
        "DROP SCHEMA g RESTRICT | DEPENDENTS | CASCADE",
        "CREATE INDEX i ON t (a) | 0A000 | CREATE INDEX",
        "CREATE UNIQUE INDEX i ON t (a) | 0A000 | CREATE UNIQUE",
        "CREATE TEMPORARY TABLE x (a INTEGER) | 0A000 | TEMPORARY",
        "CREATE OR REPLACE TABLE t (a INTEGER) | 0A000 | OR REPLACE TABLE",
        "CREATE MATERIALIZED VIEW x AS SELECT 1 | 0A000 | MATERIALIZED",
        "CREATE TABLE x (a INTEGER CHECK (a > 0)) | 0A000 | CHECK",
        "CREATE TABLE x (a INTEGER, CHECK (a > 0)) | 0A000 | CHECK",
        "CREATE TABLE x (a INTEGER REFERENCES t (a)) | 0A000 | REFERENCES",
        "CREATE TABLE x (a INTEGER, CONSTRAINT f FOREIGN KEY (a) REFERENCES t) | 0A000 | FOREIGN KEY",
        "CREATE TABLE x (a INTEGER GENERATED ALWAYS AS IDENTITY) | 0A000 | GENERATED",
        "CREATE TABLE x (LIKE t) | 0A000 | LIKE",
        "DROP INDEX i | 0A000 | DROP INDEX",
        "ALTER TABLE t ADD COLUMN b INTEGER | 0A000 | ALTER",
        "TRUNCATE TABLE t | 0A000 | TRUNCATE",
        "COMMENT ON TABLE t IS 'x' | 0A000 | COMMENT",
        "SAVEPOINT s | 0A000 | SAVEPOINT",
        "UPDATE t SET a = 1 | 0A000 | UPDATE",
        "UPDATE nope SET a = 1 | 42P01 | nope",
        "DELETE FROM t | 0A000 | DELETE",
        "MERGE INTO t USING t AS u ON t.a = u.a WHEN MATCHED THEN UPDATE SET a = 1 | 0A000 | MERGE",
        "SELECT * FROM nope.t | 3F000 | Schema 'nope' not found",
      })
  void refuses(String sql, String state, String text) {
    database.script(
        "CREATE TABLE t (a INTEGER)",
        "CREATE VIEW v AS SELECT a FROM t",
        "CREATE SCHEMA g.h.i.j",
        "CREATE TABLE g.t (a INTEGER)");
    String error = database.error(sql);
    assertThat(error).as(sql).startsWith(state);
    if (text != null) {
      assertThat(error).contains(text);
    }
    assertThat(database.error("SELECT * FROM x")).startsWith("42P01");
  }

  @Test
  void keepsTheSpellingOfNames() {
    database.script(
        "CREATE SCHEMA Sensors.\"Year 2024\"",
        "CREATE TABLE sensors.\"year 2024\".Readings (Value DOUBLE)",
        "CREATE TABLE \"Sensors/Year 2024\".\"READINGS\" (\"value\" DOUBLE, \"VALUE\" DOUBLE)");
    assertThat(
            database.rows(
                "SELECT table_schema, table_name FROM information_schema.tables"
                    + " WHERE table_type = 'BASE TABLE' ORDER BY table_name"))
        .containsExactly("Sensors/Year 2024|READINGS", "Sensors/Year 2024|Readings");
    assertThat(database.error("SELECT * FROM Sensors.\"Year 2024\".readings")).startsWith("42702");
    assertThat(database.rows("SELECT value FROM db.Sensors.\"Year 2024\".Readings")).isEmpty();
  }

  @Test
  void makesParentsOfSchemasAndRemovesThemWithTheirContent() {
    database.script(
        "CREATE SCHEMA a.b.c",
        "CREATE SCHEMA \"a/x\"",
        "CREATE SCHEMA IF NOT EXISTS a.b",
        "CREATE TABLE a.b.c.t (i INTEGER)",
        "CREATE TABLE IF NOT EXISTS a.b.c.T (other DOUBLE)");
    assertThat(database.rows("SELECT path FROM cairn_catalog.nodes ORDER BY path"))
        .containsExactly("/", "/a", "/a/b", "/a/b/c", "/a/b/c/t", "/a/x");
    database.script(
        "DROP SCHEMA IF EXISTS nope, \"a/x\"", "DROP SCHEMA a.b CASCADE", "DROP SCHEMA a");
    assertThat(database.rows("SELECT path FROM cairn_catalog.nodes")).containsExactly("/");
    database.script(
        "DROP TABLE IF EXISTS t, nope.t", "DROP VIEW IF EXISTS v", "DROP SCHEMA IF EXISTS a");
  }

  @Test
  void makesTablesOfQueries() {
    assertThat(
            database.run(
                "CREATE TABLE t AS SELECT value AS n, value * 1.5 AS d, 'x' AS s"
                    + " FROM TABLE(generate_series(1, 3))"))
        .isEqualTo(3);
    assertThat(database.rows("SELECT * FROM t")).containsExactly("1|1.5|x", "2|3.0|x", "3|4.5|x");
    assertThat(database.run("CREATE TABLE u (a, b) AS SELECT n, s FROM t WHERE n > ?", 1L))
        .isEqualTo(2);
    database.script(
        "INSERT INTO u VALUES (7, 'a longer text')",
        "CREATE TABLE e AS SELECT * FROM t WITH NO DATA",
        "CREATE TABLE f AS (SELECT * FROM t ORDER BY n DESC LIMIT 1) WITH DATA");
    assertThat(database.rows("SELECT a, b FROM u"))
        .containsExactly("2|x", "3|x", "7|a longer text");
    assertThat(database.rows("SELECT count(*) FROM e")).containsExactly("0");
    assertThat(database.rows("SELECT n FROM f")).containsExactly("3");
    assertThat(database.error("CREATE TABLE g AS SELECT 1 / (n - 2) AS q FROM t"))
        .startsWith("22012");
    assertThat(database.error("SELECT * FROM g")).startsWith("42P01");
  }

  @Test
  void listsKeysAndDefaults() {
    database.run(
        "CREATE TABLE t (a INTEGER, b VARCHAR(3) DEFAULT 'x' || 'y' NOT NULL, c DATE UNIQUE,"
            + " CONSTRAINT pk PRIMARY KEY (b, a), UNIQUE (a, c))");
    assertThat(
            database.rows(
                "SELECT constraint_name, constraint_type FROM information_schema.table_constraints"
                    + " WHERE table_schema = 'main' ORDER BY 1"))
        .containsExactly("pk|PRIMARY KEY", "t_a_c_key|UNIQUE", "t_c_key|UNIQUE");
    assertThat(
            database.rows(
                "SELECT constraint_name, column_name, ordinal_position"
                    + " FROM information_schema.key_column_usage WHERE table_name = 't'"
                    + " ORDER BY 1, 3"))
        .containsExactly("pk|b|1", "pk|a|2", "t_a_c_key|a|1", "t_a_c_key|c|2", "t_c_key|c|1");
    assertThat(
            database.rows(
                "SELECT column_name, column_default, is_nullable FROM information_schema.columns"
                    + " WHERE table_name = 't'"))
        .containsExactly("a|NULL|NO", "b|'x' || 'y'|NO", "c|NULL|YES");
    assertThat(
            database.rows(
                "SELECT name, default_value FROM cairn_catalog.columns WHERE path = '/t'"))
        .containsExactly("a|NULL", "b|'x' || 'y'", "c|NULL");
    assertThat(
            database.rows(
                "SELECT index_name, column_name, non_unique FROM information_schema.indexes"
                    + " WHERE index_name = 'pk'"))
        .containsExactly("pk|b|false", "pk|a|false");
  }
}
