package io.cairn.planner.fallback;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.EnumUtils;
import org.apache.calcite.adapter.enumerable.RexToLixTranslator;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.linq4j.function.Function1;
import org.apache.calcite.linq4j.tree.BlockBuilder;
import org.apache.calcite.linq4j.tree.DeclarationStatement;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.MemberDeclaration;
import org.apache.calcite.linq4j.tree.ParameterExpression;
import org.apache.calcite.linq4j.tree.Statement;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexExecutable;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexProgramBuilder;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.jspecify.annotations.Nullable;

/** Compiles an expression over one row to a class of its own. */
final class RowCode {
  private RowCode() {}

  /**
   * The code of an expression: a function of a context that gives the row under {@link
   * FallbackContext#ROW}, both in the form of generated code; the result is its only entry.
   * Thread-safe.
   */
  static Function1<DataContext, @Nullable Object @Nullable []> compile(
      RexBuilder rexBuilder, RexNode expression, RelDataType rowType) {
    return new RexExecutable(source(rexBuilder, expression, rowType), expression).getFunction();
  }

  private static String source(RexBuilder rexBuilder, RexNode expression, RelDataType rowType) {
    JavaTypeFactory typeFactory = (JavaTypeFactory) rexBuilder.getTypeFactory();
    RexProgramBuilder program = new RexProgramBuilder(rowType, rexBuilder);
    program.addProject(expression, "c0");

    ParameterExpression untypedRoot = Expressions.parameter(Object.class, "root0");
    ParameterExpression row = Expressions.parameter(Modifier.FINAL, Object[].class, "row");
    BlockBuilder body = new BlockBuilder();
    body.add(
        Expressions.declare(
            Modifier.FINAL,
            DataContext.ROOT,
            Expressions.convert_(untypedRoot, DataContext.class)));
    body.add(
        Expressions.declare(
            Modifier.FINAL,
            row,
            Expressions.convert_(
                Expressions.call(
                    DataContext.ROOT, "get", Expressions.constant(FallbackContext.ROW)),
                Object[].class)));
    BlockBuilder constants = new BlockBuilder();
    List<Expression> results =
        RexToLixTranslator.translateProjects(
            program.getProgram(),
            typeFactory,
            SqlConformanceEnum.DEFAULT,
            body,
            constants,
            null,
            DataContext.ROOT,
            (block, index, storageType) ->
                EnumUtils.convert(
                    Expressions.arrayIndex(row, Expressions.constant(index)),
                    storageType == null
                        ? typeFactory.getJavaClass(rowType.getFieldList().get(index).getType())
                        : storageType),
            null);
    body.add(Expressions.return_(null, Expressions.newArrayInit(Object.class, results)));

    List<MemberDeclaration> members = new ArrayList<>();
    for (Statement statement : constants.toBlock().statements) {
      DeclarationStatement constant = (DeclarationStatement) statement;
      members.add(
          Expressions.fieldDecl(
              Modifier.STATIC | Modifier.FINAL, constant.parameter, constant.initializer));
    }
    members.add(
        Expressions.methodDecl(
            Modifier.PUBLIC, Object[].class, "apply", List.of(untypedRoot), body.toBlock()));
    return Expressions.toString(members, "\n", false);
  }
}
