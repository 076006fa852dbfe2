package io.cairn.jdbc;

import java.sql.Connection;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who has which database open in this virtual machine, whatever class loader the driver came from:
 * a file that two copies of the driver opened for themselves would lose its lock when one of them
 * closes it. Thread-safe.
 *
 * <p>The registry is a map among the system's properties, of classes of the JDK alone. Its keys are
 * the identities of files and the names of databases in memory. A value opens connections to the
 * database of its key: it takes a URL and properties, and gives the {@link Connection}, or the
 * {@code SQLException} that says why there is none. The driver that opens a database first puts its
 * own value there, and the drivers of other class loaders ask that one for their connections.
 */
final class Registry {
  private static final String PROPERTY = "cairn.databases";

  private final BiFunction<String, Properties, Object> ours;
  private final ConcurrentHashMap<Object, BiFunction<String, Properties, Object>> openers;

  /**
   * @param ours opens connections to the databases of this driver
   */
  Registry(BiFunction<String, Properties, Object> ours) {
    this.ours = ours;
    this.openers = openers();
  }

  @SuppressWarnings("unchecked") // nobody else uses the name
  private static ConcurrentHashMap<Object, BiFunction<String, Properties, Object>> openers() {
    return (ConcurrentHashMap<Object, BiFunction<String, Properties, Object>>)
        System.getProperties()
            .computeIfAbsent(
                PROPERTY,
                name -> new ConcurrentHashMap<Object, BiFunction<String, Properties, Object>>());
  }

  /**
   * Runs {@code open} while nobody else in the virtual machine opens or closes the database of this
   * key, unless another driver has it: then that driver's opener is given, and null otherwise. The
   * database is ours from then on, but not if {@code open} fails and it was nobody's before.
   */
  @Nullable BiFunction<String, Properties, Object> claim(Object key, Runnable open) {
    BiFunction<String, Properties, Object> owner =
        openers.compute(
            key,
            (sameKey, opener) -> {
              if (opener != null && opener != ours) {
                return opener;
              }
              open.run();
              return ours;
            });
    return owner == ours ? null : owner;
  }

  /** Runs {@code close}; if it says so, the database is nobody's afterwards. */
  void release(Object key, Supplier<Boolean> close) {
    openers.computeIfPresent(key, (sameKey, opener) -> close.get() ? null : opener);
  }
}
