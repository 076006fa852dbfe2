package io.cairn.jdbc;

import io.cairn.jdbc.metadata.Catalogs;
import io.cairn.jdbc.metadata.ClientInfoProperties;
import io.cairn.jdbc.metadata.Columns;
import io.cairn.jdbc.metadata.EmptyResult;
import io.cairn.jdbc.metadata.Indexes;
import io.cairn.jdbc.metadata.MetadataQuery;
import io.cairn.jdbc.metadata.MetadataRows;
import io.cairn.jdbc.metadata.PrimaryKeys;
import io.cairn.jdbc.metadata.Schemas;
import io.cairn.jdbc.metadata.TableTypes;
import io.cairn.jdbc.metadata.Tables;
import io.cairn.jdbc.metadata.TypeInfo;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Describes a database. Names match exactly, patterns with {@code %} and {@code _}, literal ones
 * behind a backslash; what there is none of is an empty result.
 */
final class CairnDatabaseMetaData extends Capabilities {
  private final CairnConnection owner;

  CairnDatabaseMetaData(CairnConnection owner) {
    super(owner);
    this.owner = owner;
  }

  private ResultSet show(MetadataRows rows) throws SQLException {
    return owner.localRows(rows.columns(), rows.rows());
  }

  private ResultSet show(MetadataQuery query) throws SQLException {
    PreparedStatement statement = owner.prepareStatement(query.sql());
    try {
      statement.closeOnCompletion();
      for (int i = 0; i < query.parameters().size(); i++) {
        statement.setString(i + 1, query.parameters().get(i));
      }
      return statement.executeQuery();
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  @Override
  public ResultSet getProcedures(
      @Nullable String catalog, @Nullable String schemaPattern, @Nullable String namePattern)
      throws SQLException {
    return show(EmptyResult.PROCEDURES.rows());
  }

  @Override
  public ResultSet getProcedureColumns(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String namePattern,
      @Nullable String columnPattern)
      throws SQLException {
    return show(EmptyResult.PROCEDURE_COLUMNS.rows());
  }

  @Override
  public ResultSet getFunctions(
      @Nullable String catalog, @Nullable String schemaPattern, @Nullable String namePattern)
      throws SQLException {
    return show(EmptyResult.FUNCTIONS.rows());
  }

  @Override
  public ResultSet getFunctionColumns(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String namePattern,
      @Nullable String columnPattern)
      throws SQLException {
    return show(EmptyResult.FUNCTION_COLUMNS.rows());
  }

  @Override
  public ResultSet getPrimaryKeys(
      @Nullable String catalog, @Nullable String schema, @Nullable String table)
      throws SQLException {
    return show(PrimaryKeys.query(catalog, schema, table));
  }

  @Override
  public ResultSet getImportedKeys(
      @Nullable String catalog, @Nullable String schema, @Nullable String table)
      throws SQLException {
    return show(EmptyResult.FOREIGN_KEYS.rows());
  }

  @Override
  public ResultSet getExportedKeys(
      @Nullable String catalog, @Nullable String schema, @Nullable String table)
      throws SQLException {
    return show(EmptyResult.FOREIGN_KEYS.rows());
  }

  @Override
  public ResultSet getCrossReference(
      @Nullable String parentCatalog,
      @Nullable String parentSchema,
      @Nullable String parentTable,
      @Nullable String foreignCatalog,
      @Nullable String foreignSchema,
      @Nullable String foreignTable)
      throws SQLException {
    return show(EmptyResult.FOREIGN_KEYS.rows());
  }

  @Override
  public ResultSet getIndexInfo(
      @Nullable String catalog,
      @Nullable String schema,
      @Nullable String table,
      boolean unique,
      boolean approximate)
      throws SQLException {
    return show(Indexes.query(catalog, schema, table));
  }

  @Override
  public ResultSet getTablePrivileges(
      @Nullable String catalog, @Nullable String schemaPattern, @Nullable String tablePattern)
      throws SQLException {
    return show(EmptyResult.TABLE_PRIVILEGES.rows());
  }

  @Override
  public ResultSet getColumnPrivileges(
      @Nullable String catalog,
      @Nullable String schema,
      @Nullable String table,
      @Nullable String columnPattern)
      throws SQLException {
    return show(EmptyResult.COLUMN_PRIVILEGES.rows());
  }

  @Override
  public ResultSet getBestRowIdentifier(
      @Nullable String catalog,
      @Nullable String schema,
      @Nullable String table,
      int scope,
      boolean nullable)
      throws SQLException {
    return show(EmptyResult.ROW_COLUMNS.rows());
  }

  @Override
  public ResultSet getVersionColumns(
      @Nullable String catalog, @Nullable String schema, @Nullable String table)
      throws SQLException {
    return show(EmptyResult.ROW_COLUMNS.rows());
  }

  @Override
  public ResultSet getUDTs(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String typePattern,
      int @Nullable [] types)
      throws SQLException {
    return show(EmptyResult.USER_TYPES.rows());
  }

  @Override
  public ResultSet getSuperTypes(
      @Nullable String catalog, @Nullable String schemaPattern, @Nullable String typePattern)
      throws SQLException {
    return show(EmptyResult.SUPER_TYPES.rows());
  }

  @Override
  public ResultSet getSuperTables(
      @Nullable String catalog, @Nullable String schemaPattern, @Nullable String tablePattern)
      throws SQLException {
    return show(EmptyResult.SUPER_TABLES.rows());
  }

  @Override
  public ResultSet getAttributes(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String typePattern,
      @Nullable String attributePattern)
      throws SQLException {
    return show(EmptyResult.ATTRIBUTES.rows());
  }

  @Override
  public ResultSet getPseudoColumns(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String tablePattern,
      @Nullable String columnPattern)
      throws SQLException {
    return show(EmptyResult.PSEUDO_COLUMNS.rows());
  }

  @Override
  public ResultSet getClientInfoProperties() throws SQLException {
    return show(ClientInfoProperties.rows());
  }

  @Override
  public ResultSet getTableTypes() throws SQLException {
    return show(TableTypes.rows());
  }

  @Override
  public ResultSet getTypeInfo() throws SQLException {
    return show(TypeInfo.rows());
  }

  @Override
  public ResultSet getCatalogs() throws SQLException {
    return show(Catalogs.query());
  }

  @Override
  public ResultSet getSchemas() throws SQLException {
    return show(Schemas.query(null, null));
  }

  @Override
  public ResultSet getSchemas(@Nullable String catalog, @Nullable String schemaPattern)
      throws SQLException {
    return show(Schemas.query(catalog, schemaPattern));
  }

  @Override
  public ResultSet getTables(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String tablePattern,
      @Nullable String @Nullable [] types)
      throws SQLException {
    return show(Tables.query(catalog, schemaPattern, tablePattern, types));
  }

  @Override
  public ResultSet getColumns(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String tablePattern,
      @Nullable String columnPattern)
      throws SQLException {
    return show(Columns.query(catalog, schemaPattern, tablePattern, columnPattern));
  }

  @Override
  public Connection getConnection() {
    return owner;
  }

  @Override
  public String getUserName() {
    return owner.options().user();
  }

  @Override
  public boolean isReadOnly() throws SQLException {
    return owner.isReadOnly();
  }

  @Override
  public <T> T unwrap(@Nullable Class<T> iface) throws SQLException {
    return Wrappers.unwrap(this, iface);
  }

  @Override
  public boolean isWrapperFor(@Nullable Class<?> iface) {
    return Wrappers.isWrapper(this, iface);
  }
}
