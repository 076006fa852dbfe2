package io.cairn.planner.schema;

import java.lang.reflect.Type;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;

/** Makes types for one planning at a time; text is Unicode. */
public final class CairnTypeFactory extends JavaTypeFactoryImpl {
  public CairnTypeFactory() {
    super(CairnTypeSystem.INSTANCE);
  }

  @Override
  public Type getJavaClass(RelDataType type) {
    return type.getSqlTypeName() == SqlTypeName.UUID ? UUID.class : super.getJavaClass(type);
  }

  @Override
  public Charset getDefaultCharset() {
    return StandardCharsets.UTF_8;
  }
}
