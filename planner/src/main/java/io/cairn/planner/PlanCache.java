package io.cairn.planner;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plans by statement text and default schema, the least recently used ones forgotten. Thread-safe.
 */
final class PlanCache {
  private static final int CAPACITY = 512;

  /** Longer statements are rarely repeated, and would crowd out many others. */
  private static final int MAX_TEXT_LENGTH = 20_000;

  private record Key(String sql, String schema) {}

  private record Entry(long catalogVersion, PreparedQuery query) {}

  private final Map<Key, Entry> entries =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Entry> eldest) {
          return size() > CAPACITY;
        }
      };

  synchronized @Nullable PreparedQuery get(String sql, String schema, long catalogVersion) {
    Entry entry = entries.get(new Key(sql, schema));
    return entry != null && entry.catalogVersion == catalogVersion ? entry.query : null;
  }

  synchronized void put(String schema, PreparedQuery query) {
    String sql = query.sql();
    if (sql.length() <= MAX_TEXT_LENGTH) {
      entries.put(new Key(sql, schema), new Entry(query.catalogVersion(), query));
    }
  }
}
