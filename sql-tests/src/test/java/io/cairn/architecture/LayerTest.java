package io.cairn.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Who may see whom. The direction between modules is kept by their poms; this keeps the rest. */
class LayerTest {
  /** Everything but the generated parser, which is part of the package that generates it. */
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/planner/parse/generated/"))
          .importPackages("io.cairn");

  @Test
  void seesTheClassesOfEveryModule() {
    assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct())
        .contains("io.cairn.storage", "io.cairn.formats.hdf5", "io.cairn.planner", "io.cairn.jdbc");
  }

  /** {@code Store} is the door: a class of the API that leads to what implements the API. */
  @Test
  void hasNoCyclesOfPackages() {
    check(
        slices()
            .matching("io.cairn.(**)")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(
                name("io.cairn.storage.Store"), resideInAPackage("io.cairn.storage.internal..")));
  }

  @Test
  void keepsTheOrderInsideOfStorage() {
    List<String> upwards =
        List.of("io", "format", "encoding", "commit", "catalog", "scan", "write");
    for (int i = 0; i < upwards.size(); i++) {
      for (String above : upwards.subList(i + 1, upwards.size())) {
        check(
            noClasses()
                .that()
                .resideInAPackage("io.cairn.storage.internal." + upwards.get(i))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.cairn.storage.internal." + above));
      }
    }
  }

  @Test
  void keepsJdbcOutOfEverythingBelowTheDriver() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("io.cairn.storage..", "io.cairn.formats..", "io.cairn.planner..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql.."));
  }

  @Test
  void keepsCalciteOutOfStorageFormatsAndExecution() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                "io.cairn.storage..", "io.cairn.formats..", "io.cairn.planner.exec..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.calcite.."));
  }

  @Test
  void keepsPlansOutOfTheDriver() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                "io.cairn.jdbc..", "io.cairn.cli..", "io.cairn.server..", "io.cairn.migrate..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.apache.calcite.rel..",
                "org.apache.calcite.rex..",
                "org.apache.calcite.plan.."));
  }

  @Test
  void keepsInternalPackagesWithinTheirModule() {
    for (String module : Set.of("storage", "formats", "planner")) {
      String packages = "io.cairn." + module + "..";
      check(
          noClasses()
              .that()
              .resideOutsideOfPackage(packages)
              .should()
              .dependOnClassesThat()
              .resideInAPackage("io.cairn." + module + "..internal..")
              .allowEmptyShould(true));
    }
  }

  @Test
  void createsSqlExceptionsInOnePackageAlone() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.cairn.jdbc.error..")
            .should()
            .callConstructorWhere(
                JavaCall.Predicates.target(owner(assignableTo(SQLException.class)))));
  }

  @Test
  void marksEveryPackageForTheNullnessChecker() {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass each : CLASSES) {
      JavaPackage container = each.getPackage();
      if (!container.tryGetPackageInfo().isPresent()
          || !container.isAnnotatedWith(NullMarked.class)) {
        unmarked.add(container.getName());
      }
    }
    assertThat(unmarked).as("packages without package-info.java and @NullMarked").isEmpty();
  }

  @Test
  void namesNoClassForWhatItIsMadeOf() {
    check(
        noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Utils"));
  }

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }
}
