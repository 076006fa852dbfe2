package io.cairn.planner.schema;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.jspecify.annotations.Nullable;

/** The one rule for names: exactly as written, else without regard to case if that is unique. */
final class CairnNameMatcher implements SqlNameMatcher {
  /** Where a lookup had several candidates and none as written. */
  static QueryException ambiguous(String kind, String name, List<String> candidates) {
    return new QueryException(
        ErrorCode.AMBIGUOUS_NAME,
        "The "
            + kind
            + " name '"
            + name
            + "' is ambiguous: it could be "
            + String.join(", ", candidates)
            + "; write it exactly, in double quotes");
  }

  @Override
  public boolean isCaseSensitive() {
    return true;
  }

  @Override
  public boolean matches(String text, String name) {
    return text.equalsIgnoreCase(name);
  }

  @Override
  public <K extends List<String>, V> @Nullable V get(
      Map<K, V> map, List<String> prefixNames, List<String> names) {
    List<String> wanted = new ArrayList<>(prefixNames);
    wanted.addAll(names);
    V found = null;
    for (Map.Entry<K, V> entry : map.entrySet()) {
      if (entry.getKey().equals(wanted)) {
        return entry.getValue();
      }
      if (equalsIgnoreCase(entry.getKey(), wanted)) {
        found = entry.getValue();
      }
    }
    return found;
  }

  private static boolean equalsIgnoreCase(List<String> left, List<String> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!left.get(i).equalsIgnoreCase(right.get(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String bestString() {
    throw new UnsupportedOperationException("only a liberal matcher remembers names");
  }

  @Override
  public @Nullable RelDataTypeField field(RelDataType rowType, String fieldName) {
    RelDataTypeField found = null;
    List<String> candidates = new ArrayList<>();
    for (RelDataTypeField field : rowType.getFieldList()) {
      if (field.getName().equals(fieldName)) {
        return field;
      }
      if (field.getName().equalsIgnoreCase(fieldName)) {
        found = field;
        candidates.add(field.getName());
      }
    }
    if (candidates.size() > 1) {
      throw ambiguous("column", fieldName, candidates);
    }
    return found;
  }

  @Override
  public int frequency(Iterable<String> names, String name) {
    int exact = 0;
    int similar = 0;
    for (String candidate : names) {
      if (candidate.equals(name)) {
        exact++;
      } else if (candidate.equalsIgnoreCase(name)) {
        similar++;
      }
    }
    return exact > 0 ? exact : similar;
  }

  @Override
  public Set<String> createSet() {
    return new LinkedHashSet<>();
  }
}
