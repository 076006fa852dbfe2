package io.cairn.planner.schema;

import java.lang.reflect.Type;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeMappingRule;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Makes types for one planning at a time; text is Unicode; an unsigned type and another one meet in
 * a type that holds both.
 */
public final class CairnTypeFactory extends JavaTypeFactoryImpl {
  public CairnTypeFactory() {
    super(CairnTypeSystem.INSTANCE);
  }

  @Override
  public RelDataType createSqlType(SqlTypeName name) {
    CairnTypeSystem system = CairnTypeSystem.INSTANCE;
    return name == SqlTypeName.DECIMAL
        ? createSqlType(name, system.getDefaultPrecision(name), system.getDefaultScale(name))
        : super.createSqlType(zoned(name));
  }

  /** DECIMAL of a precision alone has no digits after the point. */
  @Override
  public RelDataType createSqlType(SqlTypeName name, int precision) {
    return name == SqlTypeName.DECIMAL
        ? createSqlType(name, precision, 0)
        : super.createSqlType(zoned(name), precision);
  }

  /** Zoned timestamps are points in time: the zone that one was written in is not kept. */
  private static SqlTypeName zoned(SqlTypeName name) {
    return name == SqlTypeName.TIMESTAMP_TZ ? SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE : name;
  }

  @Override
  public Type getJavaClass(RelDataType type) {
    return type.getSqlTypeName() == SqlTypeName.UUID ? UUID.class : super.getJavaClass(type);
  }

  @Override
  public Charset getDefaultCharset() {
    return StandardCharsets.UTF_8;
  }

  /**
   * As Calcite says, except for unsigned integers among other types: Calcite gives the signed type
   * of the same width, which cannot hold the upper half of the unsigned values.
   */
  @Override
  public @Nullable RelDataType leastRestrictive(
      List<RelDataType> types, SqlTypeMappingRule mappingRule) {
    Set<SqlTypeName> kinds = EnumSet.noneOf(SqlTypeName.class);
    types.forEach(type -> kinds.add(type.getSqlTypeName()));
    kinds.remove(SqlTypeName.NULL);
    if (kinds.size() < 2 || SqlTypeName.UNSIGNED_TYPES.containsAll(kinds)) {
      return super.leastRestrictive(types, mappingRule);
    }
    return super.leastRestrictive(types.stream().map(this::signed).toList(), mappingRule);
  }

  private RelDataType signed(RelDataType type) {
    RelDataType wider = widerSigned(this, type);
    return wider == null ? type : wider;
  }

  /** The smallest signed type that holds every value of an unsigned type; null for other types. */
  public static @Nullable RelDataType widerSigned(RelDataTypeFactory factory, RelDataType type) {
    RelDataType wider =
        switch (type.getSqlTypeName()) {
          case UTINYINT -> factory.createSqlType(SqlTypeName.SMALLINT);
          case USMALLINT -> factory.createSqlType(SqlTypeName.INTEGER);
          case UINTEGER -> factory.createSqlType(SqlTypeName.BIGINT);
          case UBIGINT -> factory.createSqlType(SqlTypeName.DECIMAL, 20, 0);
          default -> null;
        };
    return wider == null ? null : factory.createTypeWithNullability(wider, type.isNullable());
  }
}
