package io.sallyport.tls.resumption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sallyport.tls.testing.Tls12Server;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What was here is known for as long as it has to be, and what cannot be known is not taken for fresh.
class StrikeRegisterTest {
    private static final Duration MEMORY = Duration.ofSeconds(20);

    private final Tls12Server.Clock clock = new Tls12Server.Clock();

    @Test
    void knowsWhatWasHereForAsLongAsItsMemoryLasts() {
        StrikeRegister register = knowing(1000);
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            byte[] id = id(random.nextLong());
            assertThat(register.strike(id)).isEqualTo(ReplayVerdict.FRESH);
            assertThat(register.strike(id)).isEqualTo(ReplayVerdict.REPLAYED);
            clock.advance(MEMORY);
            assertThat(register.strike(id)).isEqualTo(ReplayVerdict.REPLAYED);
            clock.advance(Duration.ofMillis(random.nextInt(30_000)));
        }
    }

    @Test
    void forgetsAfterTwiceItsMemory() {
        StrikeRegister register = knowing(1000);
        register.strike(id(5));

        clock.advance(MEMORY.multipliedBy(2));

        assertThat(register.strike(id(5))).isEqualTo(ReplayVerdict.FRESH);
    }

    @Test
    void knowsNothingOfTheTimeBeforeIt() {
        StrikeRegister register = new StrikeRegister(1000, MEMORY, clock);

        assertThat(register.strike(id(1))).isEqualTo(ReplayVerdict.UNKNOWN);
        clock.advance(MEMORY.minusMillis(1));
        assertThat(register.strike(id(2))).isEqualTo(ReplayVerdict.UNKNOWN);
        assertThat(register.strike(id(1))).isEqualTo(ReplayVerdict.REPLAYED);
        clock.advance(Duration.ofMillis(1));
        assertThat(register.strike(id(3))).isEqualTo(ReplayVerdict.FRESH);
    }

    @Test
    void knowsEverythingIfTheKeysAreAsNewAsItself() {
        StrikeRegister register = StrikeRegister.besideNewKeys(1000, MEMORY, clock);

        assertThat(register.strike(id(1))).isEqualTo(ReplayVerdict.FRESH);
        assertThat(register.strike(id(1))).isEqualTo(ReplayVerdict.REPLAYED);
    }

    @Test
    void remembersAMillionInTheMemoryThatItTookAtFirst() {
        StrikeRegister register = knowing(1_000_000);
        long before = register.tableBytes();
        Random random = new Random(2);
        for (int i = 0; i < 1_000_000; i++) {
            assertThat(register.strike(id(random.nextLong()))).isEqualTo(ReplayVerdict.FRESH);
        }
        random = new Random(2);
        for (int i = 0; i < 1_000_000; i++) {
            assertThat(register.strike(id(random.nextLong()))).isEqualTo(ReplayVerdict.REPLAYED);
        }

        assertThat(register.tableBytes()).isEqualTo(before).isBetween(21_000_000L, 43_000_000L);
    }

    @Test
    void takesNothingForFreshThatItCannotRemember() {
        StrikeRegister register = knowing(16);
        Random random = new Random(3);
        int unknown = 0;
        for (int i = 0; i < 10_000; i++) {
            unknown += register.strike(id(random.nextLong())) == ReplayVerdict.UNKNOWN ? 1 : 0;
        }

        assertThat(unknown).isBetween(9_700, 9_999);
        clock.advance(MEMORY);
        assertThat(register.strike(id(random.nextLong()))).isEqualTo(ReplayVerdict.FRESH);
    }

    @Test
    void takesZeroForAnIdLikeAnyOther() {
        StrikeRegister register = knowing(1000);

        assertThat(register.strike(new byte[32])).isEqualTo(ReplayVerdict.FRESH);
        assertThat(register.strike(new byte[32])).isEqualTo(ReplayVerdict.REPLAYED);
    }

    @Test
    void namesWhatIsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StrikeRegister(15, MEMORY, clock))
                .withMessage("capacity: 15 (expected: 16 to 100000000)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EarlyDataAcceptance(0, Duration.ofSeconds(1)))
                .withMessage("maximumSize: 0 (expected: 1 to 16777216)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EarlyDataAcceptance(1, Duration.ofMinutes(2)))
                .withMessage("ageTolerance: PT2M (expected: PT1S to PT1M)");
    }

    private StrikeRegister knowing(int capacity) {
        StrikeRegister register = new StrikeRegister(capacity, MEMORY, clock);
        clock.advance(MEMORY);
        return register;
    }

    private static byte[] id(long value) {
        return ByteBuffer.allocate(32).putLong(value).array();
    }
}
