package io.cairn.jdbc.value;

import io.cairn.jdbc.error.SqlErrors;
import io.cairn.jdbc.error.SqlState;
import io.cairn.planner.exec.value.ValueText;
import io.cairn.storage.type.ColumnType;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The elements of an ARRAY, kept in boxed form. Immutable until it is freed. */
public final class CairnArray implements Array {
  private final ColumnType element;
  private @Nullable List<@Nullable Object> elements;

  /**
   * Copies the elements.
   *
   * @param elements in the boxed form of the element type
   */
  public CairnArray(ColumnType element, List<?> elements) {
    this.element = element;
    this.elements = Collections.unmodifiableList(new ArrayList<@Nullable Object>(elements));
  }

  /**
   * An array of a program's own.
   *
   * @param typeName the elements' type as SQL writes it
   * @throws SQLException 0A000 if there is no such type, 22003 and its kin if an element does not
   *     fit it
   */
  public static CairnArray of(String typeName, @Nullable Object @Nullable [] elements)
      throws SQLException {
    ColumnType element = TypeNames.parse(typeName);
    List<@Nullable Object> boxed = new ArrayList<>();
    if (elements != null) {
      for (int i = 0; i < elements.length; i++) {
        boxed.add(
            ParameterValues.box(
                element, elements[i], null, "element " + (i + 1) + " (" + typeName + ")"));
      }
    }
    return new CairnArray(element, boxed);
  }

  /** The elements in boxed form. */
  List<@Nullable Object> boxed() throws SQLException {
    if (elements == null) {
      throw SqlErrors.closed("array");
    }
    return elements;
  }

  ColumnType element() {
    return element;
  }

  @Override
  public String getBaseTypeName() throws SQLException {
    boxed();
    return element.code().name();
  }

  @Override
  public int getBaseType() throws SQLException {
    boxed();
    return JdbcType.of(element).code();
  }

  @Override
  public Object getArray() throws SQLException {
    return JavaValues.objects(element, boxed()).toArray();
  }

  @Override
  public Object getArray(Map<String, Class<?>> map) throws SQLException {
    return getArray();
  }

  @Override
  public Object getArray(long index, int count) throws SQLException {
    return JavaValues.objects(element, slice(index, count)).toArray();
  }

  @Override
  public Object getArray(long index, int count, Map<String, Class<?>> map) throws SQLException {
    return getArray(index, count);
  }

  @Override
  public ResultSet getResultSet() throws SQLException {
    throw noResultSet();
  }

  @Override
  public ResultSet getResultSet(Map<String, Class<?>> map) throws SQLException {
    throw noResultSet();
  }

  @Override
  public ResultSet getResultSet(long index, int count) throws SQLException {
    throw noResultSet();
  }

  @Override
  public ResultSet getResultSet(long index, int count, Map<String, Class<?>> map)
      throws SQLException {
    throw noResultSet();
  }

  @Override
  public void free() {
    elements = null;
  }

  @Override
  public String toString() {
    return elements == null
        ? "freed array"
        : String.valueOf(ValueText.of(elements, new ColumnType.Array(element)));
  }

  private List<@Nullable Object> slice(long index, int count) throws SQLException {
    List<@Nullable Object> all = boxed();
    if (index < 1 || count < 0 || index - 1 > all.size() - (long) count) {
      throw SqlErrors.create(
          SqlState.INVALID_ARGUMENT,
          "Elements "
              + index
              + " to "
              + (index + count - 1)
              + " of an array with "
              + all.size()
              + "; the first is 1");
    }
    return all.subList((int) index - 1, (int) index - 1 + count);
  }

  private static SQLException noResultSet() {
    return SqlErrors.unsupported("An array has no result set; use getArray, or UNNEST in SQL");
  }
}
