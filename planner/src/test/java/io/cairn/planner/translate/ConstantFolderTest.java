package io.cairn.planner.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.planner.schema.CairnTypeFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.TimestampString;
import org.junit.jupiter.api.Test;

class ConstantFolderTest {
  private final CairnTypeFactory types = new CairnTypeFactory();
  private final RexBuilder rexBuilder = new RexBuilder(types);

  private RelDataType type(SqlTypeName name) {
    return types.createSqlType(name);
  }

  private RexNode fold(RexNode expression) {
    List<RexNode> reduced = new ArrayList<>();
    new ConstantFolder().reduce(rexBuilder, List.of(expression), reduced);
    assertThat(reduced).hasSize(1);
    assertThat(reduced.get(0).getType()).isEqualTo(expression.getType());
    return reduced.get(0);
  }

  private RexNode text(RexNode operand) {
    return fold(rexBuilder.makeAbstractCast(type(SqlTypeName.VARCHAR), operand, false));
  }

  @Test
  void textOfAConstantIsTheEnginesText() {
    assertThat(text(rexBuilder.makeLiteral(true)).toString()).contains("'true'");
    assertThat(text(rexBuilder.makeExactLiteral(new BigDecimal("0.1"))).toString())
        .contains("'0.1'");
    assertThat(
            text(rexBuilder.makeTimestampLiteral(
                    new TimestampString("2020-01-01 10:11:12.123456789"), 9))
                .toString())
        .contains("'2020-01-01 10:11:12.123456789'");
  }

  @Test
  void timestampsKeepTheirDigits() {
    RelDataType nine = types.createSqlType(SqlTypeName.TIMESTAMP, 9);
    RexNode folded =
        fold(
            rexBuilder.makeAbstractCast(
                nine, rexBuilder.makeLiteral("1969-12-31 23:59:59.000000001"), false));
    assertThat(folded).hasToString("1969-12-31 23:59:59.000000001:TIMESTAMP(9)");
  }

  @Test
  void whatFailsStaysForTheExecution() {
    RexNode division =
        rexBuilder.makeCall(
            SqlStdOperatorTable.DIVIDE,
            rexBuilder.makeExactLiteral(BigDecimal.ONE),
            rexBuilder.makeExactLiteral(BigDecimal.ZERO));
    assertThat(fold(division)).isSameAs(division);
    RexNode number =
        rexBuilder.makeAbstractCast(
            type(SqlTypeName.INTEGER), rexBuilder.makeLiteral("abc"), false);
    assertThat(fold(number)).isSameAs(number);
  }

  @Test
  void whatTheEngineLacksStays() {
    RexNode call = rexBuilder.makeCall(SqlStdOperatorTable.INITCAP, rexBuilder.makeLiteral("ab"));
    assertThat(fold(call)).isSameAs(call);
  }

  @Test
  void nullStaysNull() {
    RexNode cast =
        rexBuilder.makeAbstractCast(
            types.createTypeWithNullability(type(SqlTypeName.VARCHAR), true),
            rexBuilder.makeNullLiteral(type(SqlTypeName.INTEGER)),
            false);
    assertThat(fold(cast).isA(org.apache.calcite.sql.SqlKind.LITERAL)).isTrue();
  }
}
