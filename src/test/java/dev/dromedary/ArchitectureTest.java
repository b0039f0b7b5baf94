package dev.dromedary;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** The arrows of ARCHITECTURE.md, as they are in the code. */
@AnalyzeClasses(packages = "dev.dromedary", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.dromedary.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theListGrammarNeedsTheJdkOnly = only("list", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule namesAndManifestsNeedJacksonOnly =
            only("image", "java..", "org.jspecify..", "com.fasterxml.jackson..", "dev.dromedary.list..");

    @ArchTest
    static final ArchRule theEmbeddedRegistryKnowsImagesOnly = knows("embedded", "image");

    @ArchTest
    static final ArchRule theRegistryClientKnowsImagesOnly = knows("registry", "image", "list");

    @ArchTest
    static final ArchRule whatRegistriesShareKnowsNoPartOfTheClient =
            ignores("dev.dromedary.registry", "credentials", "network", "client");

    @ArchTest
    static final ArchRule credentialsKnowNoNetwork = ignores("dev.dromedary.registry.credentials", "network", "client");

    @ArchTest
    static final ArchRule theNetworkKnowsNoClient = ignores("dev.dromedary.registry.network", "client");

    @ArchTest
    static final ArchRule theMirrorKnowsNoCommandsRunsOrRoutes = knows("mirror", "registry", "image", "list");

    @ArchTest
    static final ArchRule runsKnowNoRoutes = knows("run", "mirror", "image", "list");

    @ArchTest
    static final ArchRule settingsKnowNamesAndListsOnly = knows("config", "image", "list");

    @ArchTest
    static final ArchRule metersKnowTheCoreOnly = knows("observe", "run", "mirror", "registry", "image", "list");

    @ArchTest
    static final ArchRule routesKnowNoCommands =
            knows("camel", "observe", "run", "mirror", "registry", "image", "list", "config");

    @ArchTest
    static final ArchRule theCoreIsNotMeasuredByItself = noClasses()
            .that()
            .resideOutsideOfPackage("dev.dromedary.observe..")
            .and()
            .doNotHaveFullyQualifiedName("dev.dromedary.camel.ServerMetrics")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..");

    @ArchTest
    static final ArchRule onlyTheWiringKnowsCamel = noClasses()
            .that()
            .resideOutsideOfPackage("dev.dromedary.camel..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule jibIsForCredentialsAndTheSampleImage = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.dromedary.registry.credentials.CredentialHelper")
            .and()
            .doNotHaveFullyQualifiedName("dev.dromedary.cli.SampleImage")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.google.cloud..");

    private static ArchRule only(String name, String... packages) {
        String own = "dev.dromedary." + name + "..";
        String[] allowed = Stream.concat(Stream.of(packages), Stream.of(own)).toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(own)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed);
    }

    /** This package may not use these parts of the registry client. */
    private static ArchRule ignores(String name, String... parts) {
        return noClasses()
                .that()
                .resideInAPackage(name)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Stream.of(parts)
                        .map(part -> "dev.dromedary.registry." + part)
                        .toArray(String[]::new));
    }

    /** Of our own packages this one may use those alone. */
    private static ArchRule knows(String name, String... others) {
        String own = "dev.dromedary." + name + "..";
        String[] allowed = Stream.concat(
                        Stream.of(others).map(other -> "dev.dromedary." + other + ".."), Stream.of(own))
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(own)
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("dev.dromedary..")
                        .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(allowed))));
    }
}
