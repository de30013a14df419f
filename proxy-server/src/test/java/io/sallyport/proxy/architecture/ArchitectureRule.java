package io.sallyport.proxy.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.function.Function;

/// What `docs/architecture.md` says about who may use whom. Each rule is made for a root package, so
/// that the same rule can be held against the real classes and against ones that break it.
enum ArchitectureRule {
    ENGINE_DEPENDS_DOWNWARD(root -> {
        String engine = root + ".tls";
        return classes()
                .that(resideInAPackage(engine + ".."))
                .should(
                        Floors.of(
                                        engine,
                                        "engine",
                                        "handshake",
                                        "negotiation",
                                        "record keys resumption",
                                        "message",
                                        "policy",
                                        "credential",
                                        "event",
                                        "crypto.choice",
                                        "crypto.jca crypto.bc",
                                        "codec crypto",
                                        "alert",
                                        "codepoint")
                                .useOnlyWhatIsBelow());
    }),

    PROXY_DEPENDS_DOWNWARD(root -> {
        String proxy = root + ".proxy";
        return classes()
                .that(resideInAPackage(proxy + ".."))
                .should(
                        Floors.of(
                                        proxy,
                                        "app",
                                        "assembly",
                                        "listener admin metrics accesslog tracing demo",
                                        "tls tcp http health credential endpoint",
                                        "forward",
                                        "insight",
                                        "runtime",
                                        "identity",
                                        "route backend replay transport clientauth")
                                .useOnlyWhatIsBelow());
    }),

    CRYPTO_IMPLEMENTATIONS_ARE_HANDED_IN(root -> {
        DescribedPredicate<JavaClass> implementations =
                resideInAnyPackage(
                        root + ".tls.crypto.jca..",
                        root + ".tls.crypto.bc..",
                        root + ".tls.crypto.choice..");
        return noClasses()
                .that(resideInAPackage(root + ".tls.."))
                .and(not(implementations))
                .should()
                .dependOnClassesThat(implementations);
    }),

    CRYPTO_IMPLEMENTATIONS_KNOW_ONLY_THE_SPI(root ->
            noClasses()
                    .that(resideInAnyPackage(root + ".tls.crypto.jca..", root + ".tls.crypto.bc.."))
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage(root + ".tls..")
                                    .and(
                                            not(
                                                    resideInAnyPackage(
                                                            root + ".tls.crypto..",
                                                            root + ".tls.alert..",
                                                            root + ".tls.codepoint.."))))),

    PRIMITIVES_STAY_BEHIND_THE_SPI(root ->
            noClasses()
                    .that(resideInAPackage(root + ".tls.."))
                    .and(
                            not(
                                    resideInAnyPackage(
                                            root + ".tls.crypto.jca..", root + ".tls.crypto.bc..")))
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage("javax.crypto..", "org.bouncycastle.."))),

    ENGINE_DOES_NOTHING_BUT_TLS(root ->
            noClasses()
                    .that(resideInAPackage(root + ".tls.."))
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                    "java.net..",
                                    "java.nio.channels..",
                                    "java.nio.file..",
                                    "java.util.logging..",
                                    "org.slf4j..",
                                    "ch.qos.logback..",
                                    "io.micrometer..",
                                    "io.netty..",
                                    root + ".config..",
                                    root + ".proxy.."))),

    ENGINE_READS_NO_CLOCK(root ->
            noClasses()
                    .that(resideInAPackage(root + ".tls.."))
                    .should()
                    .accessTargetWhere(readsAClock())),

    CONFIG_KNOWS_NEITHER_NETTY_NOR_ENGINE(root ->
            noClasses()
                    .that(resideInAPackage(root + ".config.."))
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                    "io.netty..",
                                    "io.micrometer..",
                                    root + ".tls..",
                                    root + ".proxy.."))),

    MICROMETER_STAYS_IN_METRICS(root ->
            noClasses()
                    .that(resideInAPackage(root + ".."))
                    .and(not(resideInAPackage(root + ".proxy.metrics..")))
                    .should()
                    .dependOnClassesThat(resideInAPackage("io.micrometer..")));

    private final Function<String, ArchRule> rule;

    ArchitectureRule(Function<String, ArchRule> rule) {
        this.rule = rule;
    }

    /// @param root the package above `tls`, `config` and `proxy`
    ArchRule over(String root) {
        return rule.apply(root).as(name());
    }

    private static DescribedPredicate<JavaAccess<?>> readsAClock() {
        return DescribedPredicate.describe(
                "reads a clock",
                access -> {
                    JavaClass owner = access.getTargetOwner();
                    String method = access.getTarget().getName();
                    return switch (owner.getName()) {
                        case "java.lang.System" ->
                                Set.of("currentTimeMillis", "nanoTime").contains(method);
                        case "java.time.Clock", "java.time.InstantSource" ->
                                method.startsWith("system") || method.startsWith("tick");
                        default ->
                                owner.getPackageName().equals("java.time") && method.equals("now");
                    };
                });
    }
}
