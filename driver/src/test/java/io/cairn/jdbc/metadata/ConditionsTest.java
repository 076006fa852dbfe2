package io.cairn.jdbc.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private static MetadataQuery pattern(@Nullable String pattern) {
    return new Conditions().pattern("n", pattern).query("SELECT 1", " ORDER BY 1");
  }

  @Test
  void hasNoConditionForAnyName() {
    assertThat(pattern(null).sql()).isEqualTo("SELECT 1 ORDER BY 1");
    assertThat(pattern("%").sql()).isEqualTo("SELECT 1 ORDER BY 1");
  }

  @Test
  void comparesNamesWithoutWildcards() {
    assertThat(pattern("stations").sql()).isEqualTo("SELECT 1 WHERE n = ? ORDER BY 1");
    assertThat(pattern("a\\_b\\%\\\\").parameters()).containsExactly("a_b%\\");
    assertThat(pattern("").parameters()).containsExactly("");
    assertThat(pattern("ends\\").parameters()).containsExactly("ends\\");
  }

  @Test
  void keepsEscapesThatLikeUnderstands() {
    assertThat(pattern("a_%").sql()).isEqualTo("SELECT 1 WHERE n LIKE ? ESCAPE '\\' ORDER BY 1");
    assertThat(pattern("a\\_%").parameters()).containsExactly("a\\_%");
    assertThat(pattern("\\a\\\\%").parameters()).containsExactly("a\\\\%");
    assertThat(pattern("%\\").parameters()).containsExactly("%\\\\");
  }

  @Test
  void joinsConditionsInOrder() {
    MetadataQuery query = Tables.query("c", "s%", null, new String[] {"TABLE", "what", "view"});
    assertThat(query.sql())
        .endsWith(
            " WHERE table_catalog = ? AND table_schema LIKE ? ESCAPE '\\'"
                + " AND table_type IN ('BASE TABLE', 'VIEW') ORDER BY 4, 1, 2, 3");
    assertThat(query.parameters()).containsExactly("c", "s%");
    assertThat(Tables.query(null, null, null, new String[] {"nothing"}).sql()).contains("1 = 0");
  }
}
