package io.cairn.jdbc.metadata;

import java.util.List;

/**
 * The results about what these databases have none of. Shapes are those of {@code
 * java.sql.DatabaseMetaData}.
 */
public enum EmptyResult {
  PROCEDURES(
      new Shape()
          .text("PROCEDURE_CAT", "PROCEDURE_SCHEM", "PROCEDURE_NAME")
          .text("RESERVED1", "RESERVED2", "RESERVED3", "REMARKS")
          .small("PROCEDURE_TYPE")
          .text("SPECIFIC_NAME")),
  PROCEDURE_COLUMNS(
      new Shape()
          .text("PROCEDURE_CAT", "PROCEDURE_SCHEM", "PROCEDURE_NAME", "COLUMN_NAME")
          .small("COLUMN_TYPE")
          .integer("DATA_TYPE")
          .text("TYPE_NAME")
          .integer("PRECISION", "LENGTH")
          .small("SCALE", "RADIX", "NULLABLE")
          .text("REMARKS", "COLUMN_DEF")
          .integer("SQL_DATA_TYPE", "SQL_DATETIME_SUB", "CHAR_OCTET_LENGTH", "ORDINAL_POSITION")
          .text("IS_NULLABLE", "SPECIFIC_NAME")),
  FUNCTIONS(
      new Shape()
          .text("FUNCTION_CAT", "FUNCTION_SCHEM", "FUNCTION_NAME", "REMARKS")
          .small("FUNCTION_TYPE")
          .text("SPECIFIC_NAME")),
  FUNCTION_COLUMNS(
      new Shape()
          .text("FUNCTION_CAT", "FUNCTION_SCHEM", "FUNCTION_NAME", "COLUMN_NAME")
          .small("COLUMN_TYPE")
          .integer("DATA_TYPE")
          .text("TYPE_NAME")
          .integer("PRECISION", "LENGTH")
          .small("SCALE", "RADIX", "NULLABLE")
          .text("REMARKS")
          .integer("CHAR_OCTET_LENGTH", "ORDINAL_POSITION")
          .text("IS_NULLABLE", "SPECIFIC_NAME")),
  /** Of {@code getImportedKeys}, {@code getExportedKeys} and {@code getCrossReference}. */
  FOREIGN_KEYS(
      new Shape()
          .text("PKTABLE_CAT", "PKTABLE_SCHEM", "PKTABLE_NAME", "PKCOLUMN_NAME")
          .text("FKTABLE_CAT", "FKTABLE_SCHEM", "FKTABLE_NAME", "FKCOLUMN_NAME")
          .small("KEY_SEQ", "UPDATE_RULE", "DELETE_RULE")
          .text("FK_NAME", "PK_NAME")
          .small("DEFERRABILITY")),
  TABLE_PRIVILEGES(
      new Shape()
          .text("TABLE_CAT", "TABLE_SCHEM", "TABLE_NAME")
          .text("GRANTOR", "GRANTEE", "PRIVILEGE", "IS_GRANTABLE")),
  COLUMN_PRIVILEGES(
      new Shape()
          .text("TABLE_CAT", "TABLE_SCHEM", "TABLE_NAME", "COLUMN_NAME")
          .text("GRANTOR", "GRANTEE", "PRIVILEGE", "IS_GRANTABLE")),
  /** Of {@code getBestRowIdentifier} and {@code getVersionColumns}. */
  ROW_COLUMNS(
      new Shape()
          .small("SCOPE")
          .text("COLUMN_NAME")
          .integer("DATA_TYPE")
          .text("TYPE_NAME")
          .integer("COLUMN_SIZE", "BUFFER_LENGTH")
          .small("DECIMAL_DIGITS", "PSEUDO_COLUMN")),
  USER_TYPES(
      new Shape()
          .text("TYPE_CAT", "TYPE_SCHEM", "TYPE_NAME", "CLASS_NAME")
          .integer("DATA_TYPE")
          .text("REMARKS")
          .small("BASE_TYPE")),
  SUPER_TYPES(
      new Shape()
          .text("TYPE_CAT", "TYPE_SCHEM", "TYPE_NAME")
          .text("SUPERTYPE_CAT", "SUPERTYPE_SCHEM", "SUPERTYPE_NAME")),
  SUPER_TABLES(new Shape().text("TABLE_CAT", "TABLE_SCHEM", "TABLE_NAME", "SUPERTABLE_NAME")),
  ATTRIBUTES(
      new Shape()
          .text("TYPE_CAT", "TYPE_SCHEM", "TYPE_NAME", "ATTR_NAME")
          .integer("DATA_TYPE")
          .text("ATTR_TYPE_NAME")
          .integer("ATTR_SIZE", "DECIMAL_DIGITS", "NUM_PREC_RADIX", "NULLABLE")
          .text("REMARKS", "ATTR_DEF")
          .integer("SQL_DATA_TYPE", "SQL_DATETIME_SUB", "CHAR_OCTET_LENGTH", "ORDINAL_POSITION")
          .text("IS_NULLABLE", "SCOPE_CATALOG", "SCOPE_SCHEMA", "SCOPE_TABLE")
          .small("SOURCE_DATA_TYPE")),
  PSEUDO_COLUMNS(
      new Shape()
          .text("TABLE_CAT", "TABLE_SCHEM", "TABLE_NAME", "COLUMN_NAME")
          .integer("DATA_TYPE", "COLUMN_SIZE", "DECIMAL_DIGITS", "NUM_PREC_RADIX")
          .text("COLUMN_USAGE", "REMARKS")
          .integer("CHAR_OCTET_LENGTH")
          .text("IS_NULLABLE"));

  @SuppressWarnings("ImmutableEnumChecker") // holds lists made by List.copyOf
  private final MetadataRows rows;

  EmptyResult(Shape shape) {
    this.rows = new MetadataRows(shape.columns(), List.of());
  }

  public MetadataRows rows() {
    return rows;
  }
}
