package io.cairn.planner.schema;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;

/** Makes types for one planning at a time; text is Unicode. */
public final class CairnTypeFactory extends JavaTypeFactoryImpl {
  public CairnTypeFactory() {
    super(CairnTypeSystem.INSTANCE);
  }

  @Override
  public Charset getDefaultCharset() {
    return StandardCharsets.UTF_8;
  }
}
