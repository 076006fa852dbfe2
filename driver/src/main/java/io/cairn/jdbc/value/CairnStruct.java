package io.cairn.jdbc.value;

import java.sql.Struct;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a ROW. Immutable. */
public final class CairnStruct implements Struct {
  private final String typeName;
  private final @Nullable Object[] attributes;

  /** Copies the attributes. */
  public CairnStruct(String typeName, @Nullable Object[] attributes) {
    this.typeName = typeName;
    this.attributes = attributes.clone();
  }

  @Override
  public String getSQLTypeName() {
    return typeName;
  }

  @Override
  public @Nullable Object[] getAttributes() {
    return attributes.clone();
  }

  @Override
  public @Nullable Object[] getAttributes(Map<String, Class<?>> map) {
    return attributes.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CairnStruct struct
        && struct.typeName.equals(typeName)
        && Arrays.deepEquals(struct.attributes, attributes);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(attributes);
  }

  @Override
  public String toString() {
    return typeName + Arrays.deepToString(attributes);
  }
}
