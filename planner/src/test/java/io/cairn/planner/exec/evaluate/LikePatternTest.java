package io.cairn.planner.exec.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.planner.error.QueryException;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class LikePatternTest {
  private static boolean like(String text, String pattern, int escape, boolean ignoreCase) {
    byte[] bytes = ("<" + text + ">").getBytes(UTF_8);
    return LikePattern.of(pattern, escape, ignoreCase).matches(bytes, 1, bytes.length - 1);
  }

  @Test
  void agreesWithRegularExpressions() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    String letters = "aabbäé日%_";
    for (int i = 0; i < 200_000; i++) {
      String text = random(random, "aabbäé日", 8);
      String pattern = random(random, letters, 7);
      StringBuilder regex = new StringBuilder();
      pattern
          .codePoints()
          .forEach(
              c ->
                  regex.append(
                      c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(Character.toString(c))));
      boolean expected =
          Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
      assertThat(like(text, pattern, -1, false))
          .as("'%s' LIKE '%s'", text, pattern)
          .isEqualTo(expected);
    }
  }

  private static String random(Random random, String letters, int maxLength) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(maxLength); i > 0; i--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }

  @Test
  void escapesWildcards() {
    assertThat(like("100%", "100!%", '!', false)).isTrue();
    assertThat(like("1000", "100!%", '!', false)).isFalse();
    assertThat(like("a_b", "%!_%", '!', false)).isTrue();
    assertThat(like("a!b", "a!!b", '!', false)).isTrue();
    assertThatThrownBy(() -> like("a", "a!b", '!', false))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("a!b");
    assertThatThrownBy(() -> like("a", "a!", '!', false)).isInstanceOf(QueryException.class);
  }

  @Test
  void ignoresCaseWhereAsked() {
    assertThat(like("STRASSE Äther", "strasse ä%", -1, true)).isTrue();
    assertThat(like("STRASSE", "strasse", -1, false)).isFalse();
  }
}
