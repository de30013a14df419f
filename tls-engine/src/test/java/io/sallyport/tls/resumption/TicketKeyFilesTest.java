package io.sallyport.tls.resumption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.testing.TestServer;
import io.sallyport.tls.testing.Tls12Server;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nodes that share key files open each other's tickets.
class TicketKeyFilesTest {
    private static final byte[] STATE = {1, 2, 3};

    private final Tls12Server.Clock clock = new Tls12Server.Clock();

    @ParameterizedTest
    @ValueSource(ints = {48, 80})
    void nodesWithTheSameFileOpenEachOthersTicketsAtAnyTime(int length) {
        byte[] ticket = ring(file(length, 1)).seal(STATE);

        clock.advance(Duration.ofDays(1000));

        assertOpened(ring(file(length, 1)), ticket, false);
        assertThat(Arrays.copyOf(ticket, 16)).isEqualTo(Arrays.copyOf(file(length, 1), 16));
    }

    @Test
    void theFirstFileSealsAndAllOpen() {
        byte[] older = ring(file(48, 1)).seal(STATE);
        TicketKeyRing both = ring(file(80, 2), file(48, 1));

        assertOpened(both, older, true);
        assertOpened(both, both.seal(STATE), false);
        assertThat(ring(file(48, 1)).open(both.seal(STATE))).isEmpty();
        assertThat(both.keys())
                .extracting(
                        TicketKeyDescription::origin,
                        TicketKeyDescription::number,
                        TicketKeyDescription::seals,
                        TicketKeyDescription::epochStart,
                        TicketKeyDescription::epochEnd)
                .containsExactly(
                        tuple(TicketKeyOrigin.FILE, 1, true, null, null),
                        tuple(TicketKeyOrigin.FILE, 2, false, null, null));
    }

    @Test
    void everyByteOfAFileCounts() {
        byte[] ticket = ring(file(80, 1)).seal(STATE);

        for (int i = 0; i < 80; i++) {
            byte[] other = file(80, 1);
            other[i] ^= 1;
            assertThat(ring(other).open(ticket)).as("byte %d", i).isEmpty();
        }
    }

    @Test
    void aFileThatChangesUnderItsNameIsAnotherKey() {
        TicketKeyRing ring = ring(file(48, 1));
        byte[] ticket = ring.seal(STATE);
        byte[] other = file(48, 1);
        other[47]++;

        ring.replaceSource(source(file(48, 1)));
        assertOpened(ring, ticket, false);
        ring.replaceSource(source(other));
        assertThat(ring.open(ticket)).isEmpty();
        assertThat(ring.keys().getFirst().ticketsSealed()).isZero();
    }

    @Test
    void aFileGivesAnotherKeyInAnotherContext() {
        byte[] ticket = ring(file(48, 1)).seal(STATE);
        TicketKeyRing other =
                new TicketKeyRing(
                        new TicketKeyFiles(
                                TestServer.CRYPTO, List.of(Secret.owning(file(48, 1))), "another"),
                        clock);

        assertThat(other.open(ticket)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 47, 49, 64, 79, 81})
    void refusesFilesOfAnotherLength(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> source(new byte[length]))
                .withMessage("a key file of " + length + " bytes (expected: 48 or 80)");
    }

    @Test
    void refusesANameThatIsThereTwice() {
        byte[] other = file(80, 1);
        other[79]++;

        assertThatIllegalArgumentException().isThrownBy(() -> source(file(48, 1), other));
        assertThatIllegalArgumentException().isThrownBy(TicketKeyFilesTest::source);
    }

    private TicketKeyRing ring(byte[]... files) {
        return new TicketKeyRing(source(files), clock);
    }

    private static TicketKeyFiles source(byte[]... files) {
        return new TicketKeyFiles(
                TestServer.CRYPTO, Stream.of(files).map(Secret::owning).toList(), "web");
    }

    private static byte[] file(int length, int seed) {
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = (byte) (i * 7 + seed);
        }
        return content;
    }

    private static void assertOpened(TicketKeyRing ring, byte[] ticket, boolean renewed) {
        assertThat(ring.open(ticket))
                .get()
                .satisfies(opened -> {
                    assertThat(opened.state()).isEqualTo(STATE);
                    assertThat(opened.isToBeRenewed()).isEqualTo(renewed);
                });
    }
}
