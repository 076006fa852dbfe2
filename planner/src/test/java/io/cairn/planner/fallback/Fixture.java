package io.cairn.planner.fallback;

import io.cairn.planner.cost.CairnMetadataQuery;
import io.cairn.planner.schema.CairnTypeFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.plan.ConventionTraitDef;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.volcano.VolcanoPlanner;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlLibrary;
import org.apache.calcite.sql.fun.SqlLibraryOperatorTableFactory;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.sql2rel.StandardConvertletTable;

/** Turns SQL over tables of given types into logical plans. */
final class Fixture {
  private final CalciteSchema schema = CalciteSchema.createRootSchema(false, false);
  private final CairnTypeFactory types = new CairnTypeFactory();
  private final RelOptCluster cluster;
  private final Map<String, Integer> tables = new LinkedHashMap<>();

  Fixture() {
    VolcanoPlanner planner = new VolcanoPlanner();
    planner.addRelTraitDef(ConventionTraitDef.INSTANCE);
    cluster = RelOptCluster.create(planner, new RexBuilder(types));
    cluster.setMetadataQuerySupplier(CairnMetadataQuery::new);
  }

  RexBuilder rexBuilder() {
    return cluster.getRexBuilder();
  }

  /** Adds a table; its number among the tables added counts from 0. */
  Fixture table(String name, Function<RelDataTypeFactory.Builder, RelDataTypeFactory.Builder> row) {
    tables.put(name, tables.size());
    schema.add(
        name,
        new AbstractTable() {
          @Override
          public RelDataType getRowType(RelDataTypeFactory factory) {
            return row.apply(factory.builder()).build();
          }
        });
    return this;
  }

  int number(String table) {
    Integer number = tables.get(table);
    if (number == null) {
      throw new IllegalArgumentException(table);
    }
    return number;
  }

  RelNode plan(String sql) {
    Properties properties = new Properties();
    properties.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "false");
    CalciteCatalogReader reader =
        new CalciteCatalogReader(
            schema, List.of(), types, new CalciteConnectionConfigImpl(properties));
    SqlValidator validator =
        SqlValidatorUtil.newValidator(
            SqlLibraryOperatorTableFactory.INSTANCE.getOperatorTable(
                SqlLibrary.STANDARD, SqlLibrary.POSTGRESQL, SqlLibrary.BIG_QUERY),
            reader,
            types,
            SqlValidator.Config.DEFAULT.withConformance(SqlConformanceEnum.BABEL));
    SqlNode parsed;
    try {
      parsed =
          SqlParser.create(sql, SqlParser.config().withConformance(SqlConformanceEnum.BABEL))
              .parseQuery();
    } catch (SqlParseException e) {
      throw new IllegalArgumentException(sql, e);
    }
    SqlToRelConverter converter =
        new SqlToRelConverter(
            (type, text, path, view) -> {
              throw new IllegalArgumentException(text);
            },
            validator,
            reader,
            cluster,
            StandardConvertletTable.INSTANCE,
            SqlToRelConverter.config().withExpand(false));
    return converter.convertQuery(validator.validate(parsed), false, true).project();
  }
}
