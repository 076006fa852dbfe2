package io.cairn.planner.fallback;

import io.cairn.storage.Cancellation;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.linq4j.QueryProvider;
import org.apache.calcite.rel.type.TimeFrames;
import org.apache.calcite.schema.SchemaPlus;
import org.jspecify.annotations.Nullable;

/**
 * What generated code asks its surroundings for during one execution: inputs, parameters, the time
 * when the execution started. The session's time zone is UTC.
 */
final class FallbackContext implements DataContext {
  /** Under this name generated code finds the row that it works on. */
  static final String ROW = "row";

  private final JavaTypeFactory typeFactory;
  private final Map<String, Object> values = new HashMap<>();
  private final List<InputRows> inputs;
  private final Cancellation cancellation;

  FallbackContext(JavaTypeFactory typeFactory, List<InputRows> inputs, Cancellation cancellation) {
    this.typeFactory = typeFactory;
    this.inputs = List.copyOf(inputs);
    this.cancellation = cancellation;
    long now = System.currentTimeMillis();
    values.put(Variable.UTC_TIMESTAMP.camelName, now);
    values.put(Variable.CURRENT_TIMESTAMP.camelName, now);
    values.put(Variable.LOCAL_TIMESTAMP.camelName, now);
    values.put(Variable.SYS_TIMESTAMP.camelName, now);
    values.put(Variable.TIME_ZONE.camelName, TimeZone.getTimeZone("UTC"));
    values.put(Variable.LOCALE.camelName, Locale.ROOT);
    values.put(Variable.TIME_FRAME_SET.camelName, TimeFrames.CORE);
    values.put(Variable.CANCEL_FLAG.camelName, new AtomicBoolean());
    values.put(Variable.USER.camelName, "");
    values.put(Variable.SYSTEM_USER.camelName, "");
  }

  /** Sets a parameter of the statement, in the form of generated code. */
  void setParameter(int index, @Nullable Object value) {
    if (value != null) {
      values.put("?" + index, value);
    }
  }

  /** Sets the array that holds the row for each call. */
  void setRow(@Nullable Object[] row) {
    values.put(ROW, row);
  }

  /** Sets a value that the planner kept out of the code. */
  void putAll(Map<String, Object> kept) {
    values.putAll(kept);
  }

  InputRows input(int index) {
    return inputs.get(index);
  }

  Cancellation cancellation() {
    return cancellation;
  }

  /** Makes operators that look at the flag end their work. */
  void stop() {
    Variable.CANCEL_FLAG.<AtomicBoolean>get(this).set(true);
  }

  @Override
  public @Nullable SchemaPlus getRootSchema() {
    return null;
  }

  @Override
  public JavaTypeFactory getTypeFactory() {
    return typeFactory;
  }

  @Override
  public QueryProvider getQueryProvider() {
    throw new UnsupportedOperationException("Generated code runs no queries of its own");
  }

  @Override
  public @Nullable Object get(String name) {
    return values.get(name);
  }
}
