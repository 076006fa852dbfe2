package io.cairn.planner.exec.evaluate;

import org.jspecify.annotations.Nullable;

/**
 * The parameters that the evaluators of one pipeline read. A pipeline that runs again is bound
 * again; evaluators notice by the version. One thread at a time.
 */
public final class Bindings {
  private @Nullable Object[] parameters = {};
  private long version;
  private long frames;

  /** Gives the parameters of the next execution, in boxed form. */
  public void bind(@Nullable Object[] values) {
    parameters = values;
    version++;
  }

  /** Grows with every {@link #bind}. */
  long version() {
    return version;
  }

  @Nullable Object parameter(int index) {
    return parameters[index];
  }

  /** A number that no frame of this pipeline had before. */
  long nextFrame() {
    return ++frames;
  }
}
