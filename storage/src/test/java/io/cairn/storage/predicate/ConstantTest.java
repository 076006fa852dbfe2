package io.cairn.storage.predicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConstantTest {
  @Test
  void putsNanAboveEverythingAndEqualToItself() {
    double otherNan = Double.longBitsToDouble(0xfff8000000000001L);
    assertAscends(
        List.of(
            new Constant.Real(Double.NEGATIVE_INFINITY),
            new Constant.Real(-Double.MAX_VALUE),
            new Constant.Real(-Double.MIN_VALUE),
            new Constant.Real(0.0),
            new Constant.Real(Double.MIN_VALUE),
            new Constant.Real(Double.MAX_VALUE),
            new Constant.Real(Double.POSITIVE_INFINITY),
            new Constant.Real(Double.NaN)));
    assertThat(Constant.compare(new Constant.Real(Double.NaN), new Constant.Real(otherNan)))
        .isZero();
  }

  @Test
  void takesBothZerosForOne() {
    assertThat(Constant.compare(new Constant.Real(-0.0), new Constant.Real(0.0))).isZero();
    assertThat(Constant.compare(new Constant.Real(0.0), new Constant.Real(-0.0))).isZero();
  }

  @Test
  void ordersWholeAndHugeNumbersTogether() {
    BigInteger aboveLong = BigInteger.ONE.shiftLeft(63);
    assertAscends(
        List.of(
            new Constant.Huge(aboveLong.negate().subtract(BigInteger.ONE)),
            new Constant.Whole(Long.MIN_VALUE),
            new Constant.Huge(BigInteger.valueOf(-1)),
            new Constant.Whole(0),
            new Constant.Whole(Long.MAX_VALUE),
            new Constant.Huge(aboveLong)));
    assertThat(Constant.compare(new Constant.Whole(7), new Constant.Huge(BigInteger.valueOf(7))))
        .isZero();
  }

  @Test
  void ordersTextByCodePoints() {
    assertAscends(
        List.of(text(""), text("Z"), text("a"), text("ab"), text("é"), text("\uffff"), text("😀")));
  }

  @Test
  void refusesToOrderDifferentKindsAndParameters() {
    assertThatThrownBy(() -> Constant.compare(new Constant.Whole(1), new Constant.Real(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Cannot compare");
    assertThatThrownBy(() -> Constant.compare(new Constant.Parameter(0), new Constant.Whole(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void comparesTextsByTheirBytes() {
    assertThat(text("abc")).isEqualTo(text("abc")).hasSameHashCodeAs(text("abc"));
    assertThat(text("abc")).isNotEqualTo(text("abd")).hasToString("Text[abc]");
  }

  private static Constant text(String value) {
    return new Constant.Text(value.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertAscends(List<Constant> constants) {
    for (int i = 0; i < constants.size(); i++) {
      for (int j = 0; j < constants.size(); j++) {
        assertThat(Integer.signum(Constant.compare(constants.get(i), constants.get(j))))
            .as("%s against %s", constants.get(i), constants.get(j))
            .isEqualTo(Integer.compare(i, j));
      }
    }
  }
}
