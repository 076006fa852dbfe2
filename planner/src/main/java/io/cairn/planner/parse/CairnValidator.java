package io.cairn.planner.parse;

import io.cairn.planner.schema.CairnCatalogReader;
import io.cairn.planner.schema.CairnTable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.validate.SelectScope;
import org.apache.calcite.sql.validate.SqlQualified;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.apache.calcite.sql.validate.SqlValidatorTable;

/** Checks names and types of one statement. */
public final class CairnValidator extends SqlValidatorImpl {
  public CairnValidator(CairnCatalogReader catalog) {
    super(
        CairnOperatorTable.INSTANCE,
        catalog,
        catalog.getTypeFactory(),
        SqlValidator.Config.DEFAULT
            .withConformance(CairnConformance.INSTANCE)
            .withDefaultNullCollation(NullCollation.HIGH)
            .withIdentifierExpansion(true)
            .withTypeCoercionFactory(CairnTypeCoercion::new));
  }

  /** Leaves hidden columns out of {@code *}. */
  @Override
  protected void addToSelectList(
      List<SqlNode> list,
      Set<String> aliases,
      List<Map.Entry<String, RelDataType>> fields,
      SqlNode expression,
      SelectScope scope,
      boolean includeSystemVars) {
    if (!includeSystemVars
        && expression instanceof SqlIdentifier identifier
        && isHidden(identifier, scope)) {
      return;
    }
    super.addToSelectList(list, aliases, fields, expression, scope, includeSystemVars);
  }

  private static boolean isHidden(SqlIdentifier identifier, SelectScope scope) {
    if (identifier.isStar()) {
      return false;
    }
    SqlQualified qualified = scope.fullyQualify(identifier);
    SqlValidatorTable table = qualified.namespace == null ? null : qualified.namespace.getTable();
    CairnTable ours = table == null ? null : table.unwrap(CairnTable.class);
    if (ours == null) {
      return false;
    }
    String name = identifier.names.get(identifier.names.size() - 1);
    for (RelDataTypeField field : ours.getRowType().getFieldList()) {
      if (field.getName().equals(name)) {
        return ours.isHidden(field.getIndex());
      }
    }
    return false;
  }
}
