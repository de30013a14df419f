package io.sallyport.config.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PositionsTest {
    private static final Positions POSITIONS =
            Positions.of(
                    "test.yaml",
                    Map.of(
                            "listeners.web", new Position(2, 3),
                            "listeners.web.tls.certificates[0]", new Position(7, 11),
                            "listeners.web.tls.certificates[0].key", new Position(8, 16)));

    @Test
    void findsAKey() {
        assertThat(POSITIONS.of("listeners.web.tls.certificates[0].key"))
                .contains(new Position(8, 16));
    }

    @Test
    void fallsBackToTheNearestKeyAround() {
        assertThat(POSITIONS.of("listeners.web.tls.certificates[0].chain"))
                .contains(new Position(7, 11));
        assertThat(POSITIONS.of("listeners.web.tls.certificates[1].chain"))
                .contains(new Position(2, 3));
        assertThat(POSITIONS.of("backends.app")).isEmpty();
    }

    @Test
    void makesProblemsThatPrintWithTheirPlace() {
        assertThat(
                        POSITIONS.error(
                                "listeners.web.tls.certificates[0].key", "does not match; use x"))
                .hasToString(
                        "test.yaml:8:16: listeners.web.tls.certificates[0].key: does not match; use"
                                + " x");
        assertThat(POSITIONS.warning("listeners.web", "expires soon; renew it"))
                .hasToString("test.yaml:2:3: listeners.web: warning: expires soon; renew it");
        assertThat(Positions.none("built-in").error("listeners.web.bind", "is taken; use x"))
                .hasToString("built-in: listeners.web.bind: is taken; use x");
    }

    @Test
    void aProblemOfTheWholeFileHasNeitherPositionNorPath() {
        Problem problem =
                new Problem("test.yaml", Optional.empty(), "", "is gone; look", Severity.ERROR);

        assertThat(problem).hasToString("test.yaml: is gone; look");
        assertThat(problem.line()).isZero();
        assertThat(problem.column()).isZero();
    }

    @Test
    void refusesPositionsBeforeTheFile() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Position(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Position(1, 0));
    }
}
