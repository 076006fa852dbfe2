package io.cairn.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MetadataTest {
  @TempDir Path directory;
  private Connection connection;
  private DatabaseMetaData metaData;

  @BeforeEach
  void connect() throws Exception {
    connection = DriverManager.getConnection("jdbc:cairn:" + TourFile.in(directory));
    metaData = connection.getMetaData();
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  /** The columns of each result, as the documentation of java.sql.DatabaseMetaData lists them. */
  static Stream<Arguments> shapes() {
    return Stream.of(
        Arguments.of(
            "getProcedures",
            "PROCEDURE_CAT PROCEDURE_SCHEM PROCEDURE_NAME * * * REMARKS PROCEDURE_TYPE"
                + " SPECIFIC_NAME"),
        Arguments.of(
            "getProcedureColumns",
            "PROCEDURE_CAT PROCEDURE_SCHEM PROCEDURE_NAME COLUMN_NAME COLUMN_TYPE DATA_TYPE"
                + " TYPE_NAME PRECISION LENGTH SCALE RADIX NULLABLE REMARKS COLUMN_DEF"
                + " SQL_DATA_TYPE SQL_DATETIME_SUB CHAR_OCTET_LENGTH ORDINAL_POSITION IS_NULLABLE"
                + " SPECIFIC_NAME"),
        Arguments.of(
            "getTables",
            "TABLE_CAT TABLE_SCHEM TABLE_NAME TABLE_TYPE REMARKS TYPE_CAT TYPE_SCHEM TYPE_NAME"
                + " SELF_REFERENCING_COL_NAME REF_GENERATION"),
        Arguments.of("getSchemas", "TABLE_SCHEM TABLE_CATALOG"),
        Arguments.of("getCatalogs", "TABLE_CAT"),
        Arguments.of("getTableTypes", "TABLE_TYPE"),
        Arguments.of(
            "getColumns",
            "TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME DATA_TYPE TYPE_NAME COLUMN_SIZE"
                + " BUFFER_LENGTH DECIMAL_DIGITS NUM_PREC_RADIX NULLABLE REMARKS COLUMN_DEF"
                + " SQL_DATA_TYPE SQL_DATETIME_SUB CHAR_OCTET_LENGTH ORDINAL_POSITION IS_NULLABLE"
                + " SCOPE_CATALOG SCOPE_SCHEMA SCOPE_TABLE SOURCE_DATA_TYPE IS_AUTOINCREMENT"
                + " IS_GENERATEDCOLUMN"),
        Arguments.of(
            "getColumnPrivileges",
            "TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME GRANTOR GRANTEE PRIVILEGE IS_GRANTABLE"),
        Arguments.of(
            "getTablePrivileges",
            "TABLE_CAT TABLE_SCHEM TABLE_NAME GRANTOR GRANTEE PRIVILEGE IS_GRANTABLE"),
        Arguments.of(
            "getBestRowIdentifier",
            "SCOPE COLUMN_NAME DATA_TYPE TYPE_NAME COLUMN_SIZE BUFFER_LENGTH DECIMAL_DIGITS"
                + " PSEUDO_COLUMN"),
        Arguments.of(
            "getVersionColumns",
            "SCOPE COLUMN_NAME DATA_TYPE TYPE_NAME COLUMN_SIZE BUFFER_LENGTH DECIMAL_DIGITS"
                + " PSEUDO_COLUMN"),
        Arguments.of(
            "getPrimaryKeys", "TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME KEY_SEQ PK_NAME"),
        Arguments.of("getImportedKeys", FOREIGN_KEYS),
        Arguments.of("getExportedKeys", FOREIGN_KEYS),
        Arguments.of("getCrossReference", FOREIGN_KEYS),
        Arguments.of(
            "getTypeInfo",
            "TYPE_NAME DATA_TYPE PRECISION LITERAL_PREFIX LITERAL_SUFFIX CREATE_PARAMS NULLABLE"
                + " CASE_SENSITIVE SEARCHABLE UNSIGNED_ATTRIBUTE FIXED_PREC_SCALE AUTO_INCREMENT"
                + " LOCAL_TYPE_NAME MINIMUM_SCALE MAXIMUM_SCALE SQL_DATA_TYPE SQL_DATETIME_SUB"
                + " NUM_PREC_RADIX"),
        Arguments.of(
            "getIndexInfo",
            "TABLE_CAT TABLE_SCHEM TABLE_NAME NON_UNIQUE INDEX_QUALIFIER INDEX_NAME TYPE"
                + " ORDINAL_POSITION COLUMN_NAME ASC_OR_DESC CARDINALITY PAGES FILTER_CONDITION"),
        Arguments.of(
            "getUDTs", "TYPE_CAT TYPE_SCHEM TYPE_NAME CLASS_NAME DATA_TYPE REMARKS BASE_TYPE"),
        Arguments.of(
            "getSuperTypes",
            "TYPE_CAT TYPE_SCHEM TYPE_NAME SUPERTYPE_CAT SUPERTYPE_SCHEM SUPERTYPE_NAME"),
        Arguments.of("getSuperTables", "TABLE_CAT TABLE_SCHEM TABLE_NAME SUPERTABLE_NAME"),
        Arguments.of(
            "getAttributes",
            "TYPE_CAT TYPE_SCHEM TYPE_NAME ATTR_NAME DATA_TYPE ATTR_TYPE_NAME ATTR_SIZE"
                + " DECIMAL_DIGITS NUM_PREC_RADIX NULLABLE REMARKS ATTR_DEF SQL_DATA_TYPE"
                + " SQL_DATETIME_SUB CHAR_OCTET_LENGTH ORDINAL_POSITION IS_NULLABLE SCOPE_CATALOG"
                + " SCOPE_SCHEMA SCOPE_TABLE SOURCE_DATA_TYPE"),
        Arguments.of("getClientInfoProperties", "NAME MAX_LEN DEFAULT_VALUE DESCRIPTION"),
        Arguments.of(
            "getFunctions",
            "FUNCTION_CAT FUNCTION_SCHEM FUNCTION_NAME REMARKS FUNCTION_TYPE SPECIFIC_NAME"),
        Arguments.of(
            "getFunctionColumns",
            "FUNCTION_CAT FUNCTION_SCHEM FUNCTION_NAME COLUMN_NAME COLUMN_TYPE DATA_TYPE TYPE_NAME"
                + " PRECISION LENGTH SCALE RADIX NULLABLE REMARKS CHAR_OCTET_LENGTH"
                + " ORDINAL_POSITION IS_NULLABLE SPECIFIC_NAME"),
        Arguments.of(
            "getPseudoColumns",
            "TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME DATA_TYPE COLUMN_SIZE DECIMAL_DIGITS"
                + " NUM_PREC_RADIX COLUMN_USAGE REMARKS CHAR_OCTET_LENGTH IS_NULLABLE"));
  }

  private static final String FOREIGN_KEYS =
      "PKTABLE_CAT PKTABLE_SCHEM PKTABLE_NAME PKCOLUMN_NAME FKTABLE_CAT FKTABLE_SCHEM"
          + " FKTABLE_NAME FKCOLUMN_NAME KEY_SEQ UPDATE_RULE DELETE_RULE FK_NAME PK_NAME"
          + " DEFERRABILITY";

  @ParameterizedTest
  @MethodSource("shapes")
  void hasTheShapeOfTheSpecification(String method, String columns) throws Exception {
    for (Method each : DatabaseMetaData.class.getMethods()) {
      if (each.getName().equals(method)) {
        try (ResultSet rows = (ResultSet) each.invoke(metaData, arguments(each))) {
          String[] expected = columns.split(" ");
          ResultSetMetaData found = rows.getMetaData();
          assertThat(found.getColumnCount()).isEqualTo(expected.length);
          for (int i = 0; i < expected.length; i++) {
            if (!expected[i].equals("*")) {
              assertThat(found.getColumnLabel(i + 1)).isEqualTo(expected[i]);
            }
          }
          rows.next();
        }
      }
    }
  }

  @Test
  void answersEveryQuestion() throws Exception {
    for (Method method : DatabaseMetaData.class.getMethods()) {
      if (method.getDeclaringClass() == DatabaseMetaData.class) {
        Object answer = method.invoke(metaData, arguments(method));
        assertThat(answer).as(method.getName()).isNotNull();
        if (answer instanceof ResultSet rows) {
          rows.close();
        }
      }
    }
  }

  private static @Nullable Object[] arguments(Method method) {
    Class<?>[] types = method.getParameterTypes();
    @Nullable Object[] arguments = new @Nullable Object[types.length];
    for (int i = 0; i < types.length; i++) {
      if (types[i] == int.class) {
        arguments[i] = 1;
      } else if (types[i] == boolean.class) {
        arguments[i] = true;
      }
    }
    return arguments;
  }

  private static List<String> list(ResultSet rows, String... columns) throws SQLException {
    List<String> found = new ArrayList<>();
    try (rows) {
      while (rows.next()) {
        StringBuilder line = new StringBuilder();
        for (String column : columns) {
          line.append(line.length() == 0 ? "" : " ").append(rows.getString(column));
        }
        found.add(line.toString());
      }
    }
    return found;
  }

  @Test
  void listsTheFileAndItsGroups() throws SQLException {
    assertThat(list(metaData.getCatalogs(), "TABLE_CAT")).containsExactly("tour");
    assertThat(list(metaData.getSchemas(), "TABLE_CATALOG", "TABLE_SCHEM"))
        .containsExactly(
            "tour cairn_catalog",
            "tour information_schema",
            "tour main",
            "tour sensors",
            "tour sensors/2023",
            "tour sensors/2024",
            "tour terrain",
            "tour terrain/snow");
    assertThat(list(metaData.getSchemas("tour", "sensors/2024"), "TABLE_SCHEM"))
        .containsExactly("sensors/2024");
    assertThat(list(metaData.getSchemas("other", null), "TABLE_SCHEM")).isEmpty();
    assertThat(list(metaData.getTableTypes(), "TABLE_TYPE"))
        .containsExactly("SYSTEM TABLE", "TABLE", "VIEW");
  }

  @Test
  void listsTables() throws SQLException {
    String[] types = {"TABLE"};
    assertThat(list(metaData.getTables(null, null, "%", types), "TABLE_SCHEM", "TABLE_NAME"))
        .containsExactly(
            "main opened",
            "main stations",
            "sensors/2023 readings",
            "sensors/2024 readings",
            "terrain elevation",
            "terrain/snow depth",
            "terrain/snow months");
    assertThat(list(metaData.getTables("tour", "main", "stations", null), "TABLE_TYPE", "REMARKS"))
        .containsExactly("TABLE Where the sensors stand");
    assertThat(list(metaData.getTables(null, null, "Stations", null), "TABLE_NAME")).isEmpty();
    assertThat(
            list(
                metaData.getTables(null, null, "nodes", new String[] {"SYSTEM TABLE"}),
                "TABLE_SCHEM"))
        .containsExactly("cairn_catalog");
    assertThat(list(metaData.getTables(null, null, null, new String[] {"ALIAS"}), "TABLE_NAME"))
        .isEmpty();
  }

  @Test
  void matchesPatternsWithEscapes() throws SQLException {
    assertThat(list(metaData.getSchemas(null, "sensors/%"), "TABLE_SCHEM"))
        .containsExactly("sensors/2023", "sensors/2024");
    assertThat(list(metaData.getSchemas(null, "sensors/202_"), "TABLE_SCHEM")).hasSize(2);
    assertThat(list(metaData.getSchemas(null, "sensors/202\\_"), "TABLE_SCHEM")).isEmpty();
    assertThat(list(metaData.getSchemas(null, "information\\_schema"), "TABLE_SCHEM"))
        .containsExactly("information_schema");
    assertThat(list(metaData.getSchemas(null, "%n\\_schema"), "TABLE_SCHEM"))
        .containsExactly("information_schema");
  }

  @Test
  void listsColumns() throws SQLException {
    ResultSet rows = metaData.getColumns("tour", "sensors/2024", "readings", "%");
    assertThat(
            list(
                rows,
                "ORDINAL_POSITION",
                "COLUMN_NAME",
                "DATA_TYPE",
                "TYPE_NAME",
                "COLUMN_SIZE",
                "DECIMAL_DIGITS"))
        .containsExactly(
            "1 station " + Types.INTEGER + " INTEGER 10 0",
            "2 ts " + Types.BIGINT + " BIGINT 19 0",
            "3 temperature " + Types.DOUBLE + " DOUBLE 15 null",
            "4 humidity " + Types.REAL + " REAL 7 null",
            "5 wind " + Types.SMALLINT + " TINYINT UNSIGNED 3 0",
            "6 sky " + Types.VARCHAR + " VARCHAR 6 null",
            "7 valid " + Types.BOOLEAN + " BOOLEAN 1 null");
    assertThat(
            list(metaData.getColumns(null, "main", "stations", "name"), "TYPE_NAME", "COLUMN_SIZE"))
        .containsExactly("VARCHAR 24");
  }

  @Test
  void describesTheTypesInTheOrderOfTheirCodes() throws SQLException {
    List<Integer> codes = new ArrayList<>();
    try (ResultSet rows = metaData.getTypeInfo()) {
      while (rows.next()) {
        codes.add(rows.getInt("DATA_TYPE"));
        assertThat(rows.getInt("NULLABLE")).isEqualTo(DatabaseMetaData.typeNullable);
      }
    }
    assertThat(codes).isSorted().contains(Types.DECIMAL, Types.VARCHAR, Types.TIMESTAMP);
  }

  @Test
  void givesTheAnswersOfTheContract() throws SQLException {
    assertThat(metaData.getDatabaseProductName()).isEqualTo("Cairn");
    assertThat(metaData.getURL()).startsWith("jdbc:cairn:").endsWith("tour.h5");
    assertThat(metaData.getIdentifierQuoteString()).isEqualTo("\"");
    assertThat(metaData.getSearchStringEscape()).isEqualTo("\\");
    assertThat(metaData.getSchemaTerm()).isEqualTo("group");
    assertThat(metaData.getCatalogTerm()).isEqualTo("file");
    assertThat(metaData.getCatalogSeparator()).isEqualTo(".");
    assertThat(metaData.isCatalogAtStart()).isTrue();
    assertThat(metaData.storesMixedCaseIdentifiers()).isTrue();
    assertThat(metaData.supportsMixedCaseQuotedIdentifiers()).isTrue();
    assertThat(metaData.nullsAreSortedHigh()).isTrue();
    assertThat(metaData.supportsTransactions()).isTrue();
    assertThat(metaData.getDefaultTransactionIsolation())
        .isEqualTo(Connection.TRANSACTION_REPEATABLE_READ);
    assertThat(metaData.supportsTransactionIsolationLevel(Connection.TRANSACTION_SERIALIZABLE))
        .isFalse();
    assertThat(metaData.isReadOnly()).isTrue();
    assertThat(metaData.getConnection()).isSameAs(connection);
  }

  @Test
  void listsKeysDefaultsAndViewsOfAStore() throws SQLException {
    try (Connection store = DriverManager.getConnection("jdbc:cairn:");
        Statement statement = store.createStatement()) {
      statement.execute("CREATE SCHEMA plant");
      statement.execute(
          "CREATE TABLE plant.parts (serial BIGINT NOT NULL, lot INTEGER NOT NULL,"
              + " name VARCHAR(20) DEFAULT 'new', weight DECIMAL(9, 3),"
              + " CONSTRAINT pk PRIMARY KEY (lot, serial), CONSTRAINT one_name UNIQUE (name))");
      statement.execute("CREATE VIEW plant.heavy AS SELECT serial FROM plant.parts");
      DatabaseMetaData of = store.getMetaData();
      assertThat(of.isReadOnly()).isFalse();
      assertThat(
              list(
                  of.getPrimaryKeys(null, "plant", "parts"),
                  "TABLE_CAT",
                  "TABLE_SCHEM",
                  "TABLE_NAME",
                  "COLUMN_NAME",
                  "KEY_SEQ",
                  "PK_NAME"))
          .containsExactly("memory plant parts lot 1 pk", "memory plant parts serial 2 pk");
      assertThat(list(of.getPrimaryKeys(null, "plant", "heavy"), "COLUMN_NAME")).isEmpty();
      assertThat(
              list(
                  of.getIndexInfo(null, "plant", "parts", true, true),
                  "NON_UNIQUE",
                  "TYPE",
                  "INDEX_NAME",
                  "ORDINAL_POSITION",
                  "COLUMN_NAME",
                  "CARDINALITY"))
          .containsExactly(
              "false 3 one_name 1 name 0", "false 3 pk 1 lot 0", "false 3 pk 2 serial 0");
      assertThat(
              list(
                  of.getColumns(null, "plant", "parts", null),
                  "COLUMN_NAME",
                  "TYPE_NAME",
                  "COLUMN_SIZE",
                  "NULLABLE",
                  "IS_NULLABLE",
                  "COLUMN_DEF"))
          .containsExactly(
              "serial BIGINT 19 0 NO null",
              "lot INTEGER 10 0 NO null",
              "name VARCHAR 20 1 YES 'new'",
              "weight DECIMAL 9 1 YES null");
      assertThat(list(of.getTables(null, "plant", "%", null), "TABLE_NAME", "TABLE_TYPE"))
          .containsExactly("parts TABLE", "heavy VIEW");
      assertThat(list(of.getTables(null, "plant", null, new String[] {"VIEW"}), "TABLE_NAME"))
          .containsExactly("heavy");
    }
  }
}
