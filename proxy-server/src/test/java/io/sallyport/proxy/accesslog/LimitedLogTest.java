package io.sallyport.proxy.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.model.LogSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class LimitedLogTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<Runnable> later = new ArrayList<>();
    private long now;
    private final LineLimit limit = new LineLimit(10, 3, () -> now);

    @Test
    void admitsABurstThenTheRate() {
        assertThat(admitted(5)).isEqualTo(3);
        now += SECOND / 10;
        assertThat(admitted(5)).isEqualTo(1);
        now += 100 * SECOND;
        assertThat(admitted(5)).isEqualTo(3);
        assertThat(limit.takeLeftOut()).isEqualTo(8);
        assertThat(limit.takeLeftOut()).isZero();
    }

    @Test
    void saysOnceHowManyLinesWereLeftOut() {
        try (Captured captured = new Captured(LogSettings.DEFAULTS, "limited")) {
            LimitedLog log = new LimitedLog("limited", limit, later::add);
            for (int i = 0; i < 50; i++) {
                log.log(Level.INFO, () -> new Line("line"));
            }
            assertThat(captured.lines()).hasSize(3);
            assertThat(later).hasSize(1);
            later.getFirst().run();

            assertThat(captured.lines())
                    .hasSize(4)
                    .last()
                    .asString()
                    .endsWith(
                            "WARN  [limited] lines left out because there were too many; the metrics"
                                    + " count them all | left_out=47\n");
            log.log(Level.INFO, () -> new Line("line"));
            assertThat(later).hasSize(2);
        }
    }

    @Test
    void doesNotCountLinesThatTheLevelTurnsOff() {
        try (Captured captured = new Captured(LogSettings.DEFAULTS, "limited")) {
            LimitedLog log = new LimitedLog("limited", limit, later::add);
            for (int i = 0; i < 50; i++) {
                log.log(Level.DEBUG, () -> new Line("line"));
            }
            log.log(Level.INFO, () -> new Line("line"));

            assertThat(captured.lines()).hasSize(1);
            assertThat(later).isEmpty();
        }
    }

    private int admitted(int tries) {
        int count = 0;
        for (int i = 0; i < tries; i++) {
            count += limit.admits() ? 1 : 0;
        }
        return count;
    }
}
