package io.cairn.planner.statement;

import io.cairn.planner.exec.evaluate.ScalarValue;
import io.cairn.planner.exec.expression.Expression;
import io.cairn.storage.ColumnDefinition;
import io.cairn.storage.vector.ColumnBuilder;
import org.jspecify.annotations.Nullable;

/** A value of a row in INSERT .. VALUES, or a column's default. Immutable. */
public sealed interface Cell {
  /** The value in boxed form, for one execution with these parameters. */
  @Nullable Object value(@Nullable Object[] parameters);

  /** The value as part of a plan, of the {@link ColumnTarget#valueType} of its column. */
  Expression expression(ColumnDefinition column);

  /** Whether it is the same in every row of a batch: it depends on no parameter of the user's. */
  boolean isShared();

  /** A value known at planning. */
  record Constant(@Nullable Object value) implements Cell {
    @Override
    public @Nullable Object value(@Nullable Object[] parameters) {
      return value;
    }

    @Override
    public Expression expression(ColumnDefinition column) {
      ColumnTarget target = new ColumnTarget(column);
      ColumnBuilder stored = target.newBuilder();
      target.append(stored, value);
      return new Expression.Literal(
          BuilderValues.get(stored, 0, target.valueType()), target.valueType());
    }

    @Override
    public boolean isShared() {
      return true;
    }
  }

  /** A parameter as it was given, by position from 0; it has the type of its column. */
  record Parameter(int index) implements Cell {
    @Override
    public @Nullable Object value(@Nullable Object[] parameters) {
      return parameters[index];
    }

    @Override
    public Expression expression(ColumnDefinition column) {
      return new Expression.Parameter(index, ColumnTarget.valueType(column.type()));
    }

    @Override
    public boolean isShared() {
      return false;
    }
  }

  /**
   * An expression without columns.
   *
   * @param isShared whether it uses none of the user's parameters
   */
  record Computed(Expression value, boolean isShared) implements Cell {
    @Override
    public @Nullable Object value(@Nullable Object[] parameters) {
      return new ScalarValue(value).value(parameters);
    }

    @Override
    public Expression expression(ColumnDefinition column) {
      return value;
    }
  }
}
