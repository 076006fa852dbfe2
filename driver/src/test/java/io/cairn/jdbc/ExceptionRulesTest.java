package io.cairn.jdbc;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class ExceptionRulesTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.cairn.jdbc");

  @Test
  void createsSqlExceptionsInOnePlaceAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.cairn.jdbc.error")
        .should()
        .callCodeUnitWhere(
            describe(
                "a constructor of SQLException",
                (JavaCall<?> call) ->
                    call.getName().equals("<init>")
                        && call.getTargetOwner().isAssignableTo(SQLException.class)))
        .check(CLASSES);
  }
}
