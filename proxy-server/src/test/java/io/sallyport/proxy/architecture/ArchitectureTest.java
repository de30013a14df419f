package io.sallyport.proxy.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Holds the rules against the program, and against classes made to break each of them.
class ArchitectureTest {
    private static final String PROGRAM = "io.sallyport";
    private static final String FIXTURE = "io.sallyport.fixture";

    private static final JavaClasses PROGRAM_CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(PROGRAM);
    private static final JavaClasses FIXTURE_CLASSES =
            new ClassFileImporter().importPackages(FIXTURE);

    /// The class that breaks the rule, and what it must not use.
    private static final Map<ArchitectureRule, String[]> BROKEN_BY =
            Map.of(
                    ArchitectureRule.ENGINE_DEPENDS_DOWNWARD,
                    new String[] {
                        "tls.codec.UsesTheEngine",
                        "tls.engine.Engine",
                        "tls.keys.UsesItsNeighbour",
                        "tls.record.Neighbour",
                        "tls.nowhere.HasNoRoom",
                        "is in none of the rooms"
                    },
                    ArchitectureRule.PROXY_DEPENDS_DOWNWARD,
                    new String[] {
                        "proxy.route.UsesTheListener",
                        "proxy.listener.Listener",
                        "proxy.tcp.UsesItsNeighbour",
                        "proxy.http.Neighbour"
                    },
                    ArchitectureRule.CRYPTO_IMPLEMENTATIONS_ARE_HANDED_IN,
                    new String[] {"tls.keys.ChoosesItsCrypto", "tls.crypto.jca.JcaCrypto"},
                    ArchitectureRule.CRYPTO_IMPLEMENTATIONS_KNOW_ONLY_THE_SPI,
                    new String[] {"tls.crypto.jca.JcaCrypto", "tls.codec.UsesTheEngine"},
                    ArchitectureRule.PRIMITIVES_STAY_BEHIND_THE_SPI,
                    new String[] {"tls.keys.ChoosesItsCrypto", "javax.crypto.Mac"},
                    ArchitectureRule.ENGINE_DOES_NOTHING_BUT_TLS,
                    new String[] {"tls.record.Neighbour", "java.net.Socket", "org.slf4j.Logger"},
                    ArchitectureRule.ENGINE_READS_NO_CLOCK,
                    new String[] {
                        "tls.record.Neighbour", "java.lang.System.nanoTime", "java.time.Instant.now"
                    },
                    ArchitectureRule.CONFIG_KNOWS_NEITHER_NETTY_NOR_ENGINE,
                    new String[] {
                        "config.KnowsTooMuch", "io.netty.buffer.ByteBuf", "tls.engine.Engine"
                    },
                    ArchitectureRule.MICROMETER_STAYS_IN_METRICS,
                    new String[] {
                        "proxy.route.UsesTheListener", "io.micrometer.core.instrument.Counter"
                    });

    @ParameterizedTest
    @EnumSource(ArchitectureRule.class)
    void theProgramKeepsTheRule(ArchitectureRule rule) {
        rule.over(PROGRAM).allowEmptyShould(true).check(PROGRAM_CLASSES);
    }

    @ParameterizedTest
    @EnumSource(ArchitectureRule.class)
    void theRuleCanFail(ArchitectureRule rule) {
        assertThat(BROKEN_BY).as("a class that breaks it").containsKey(rule);
        assertThatThrownBy(() -> rule.over(FIXTURE).check(FIXTURE_CLASSES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(BROKEN_BY.get(rule));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls", "config", "proxy"})
    void everyModuleIsLookedAt(String module) {
        assertThat(PROGRAM_CLASSES)
                .anyMatch(type -> type.getPackageName().startsWith(PROGRAM + "." + module));
    }

    @Test
    void theFixtureIsNoPartOfTheProgram() {
        assertThat(PROGRAM_CLASSES).noneMatch(type -> type.getPackageName().startsWith(FIXTURE));
    }
}
