package io.cairn.planner.fallback;

import java.util.HashMap;
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
 * What generated code asks its surroundings for during one execution, by name: inputs, parameters,
 * the time when the execution started. The time zone is UTC.
 */
final class FallbackContext implements DataContext {
  /** Under this name a row function finds the row that it works on. */
  static final String ROW = "row";

  /** Under this name stands a function that wraps rows to look for cancellation. */
  static final String CHECKPOINT = "checkpoint";

  private final JavaTypeFactory typeFactory;
  private final Map<String, Object> values = new HashMap<>();

  FallbackContext(JavaTypeFactory typeFactory) {
    this.typeFactory = typeFactory;
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

  /** The name of a native input. */
  static String input(int index) {
    return "input" + index;
  }

  /** The name of what a recursion's last step gave. */
  static String lastStep(String table) {
    return "last:" + table;
  }

  /** The name of the function that keeps what a recursion's step gives. */
  static String keep(String table) {
    return "keep:" + table;
  }

  /** Sets what a name stands for; nothing if it is null. */
  void put(String name, @Nullable Object value) {
    if (value != null) {
      values.put(name, value);
    }
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
