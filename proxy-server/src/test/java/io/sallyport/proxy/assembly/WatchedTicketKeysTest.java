package io.sallyport.proxy.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sallyport.config.model.TicketSecretSource;
import io.sallyport.config.problem.Positions;
import io.sallyport.proxy.credential.TicketSecretLoader;
import io.sallyport.proxy.credential.TicketSecretOutcome;
import io.sallyport.proxy.credential.TicketSecrets;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.choice.SelectedCryptoProvider;
import io.sallyport.tls.resumption.TicketKeyRing;
import io.sallyport.tls.resumption.TicketKeySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// Files with ticket secrets that change while the process runs.
class WatchedTicketKeysTest {
    private static final CryptoProvider CRYPTO = SelectedCryptoProvider.fastest();
    private static final String OLD = "old".repeat(20);
    private static final String NEW = "new".repeat(20);
    private static final byte[] STATE = {1, 2, 3};

    private final Logger logger = (Logger) LoggerFactory.getLogger("sallyport");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @TempDir private Path folder;
    private Path first;
    private TicketKeyRing ring;
    private WatchedTicketKeys watched;

    @BeforeEach
    void start() throws IOException {
        lines.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
        first = Files.writeString(folder.resolve("first.secret"), OLD);
        TicketSecrets secrets = load();
        ring = new TicketKeyRing(keys(secrets), InstantSource.system());
        watched = new WatchedTicketKeys("web", ring, secrets, WatchedTicketKeysTest::keys);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }

    @Test
    void whatHasNotChangedIsLeftAlone() throws IOException {
        Files.setLastModifiedTime(first, FileTime.fromMillis(0));
        Files.writeString(first, OLD + "\n");

        watched.poll();

        assertThat(lines.list).isEmpty();
    }

    @Test
    void whatIsGoodIsUsedFromNowOn() throws IOException {
        byte[] ticket = ring.seal(STATE);
        FileTime time = Files.getLastModifiedTime(first);
        Files.writeString(first, NEW);
        // as with links that are swapped: neither time nor size tells
        Files.setLastModifiedTime(first, time);

        watched.poll();
        watched.poll();

        assertThat(ring.open(ticket)).isEmpty();
        assertThat(lines.list)
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.getLevel()).isEqualTo(Level.INFO);
                    assertThat(line.getMessage()).isEqualTo("ticket keys read anew");
                    assertThat(line.getKeyValuePairs().toString())
                            .contains("web", ring.keys().getFirst().fingerprint())
                            .doesNotContain(NEW);
                });
    }

    @Test
    void aChangeBySwappedLinksIsSeen() throws IOException {
        Path data = Files.writeString(folder.resolve("data"), NEW);
        Path link = Files.createSymbolicLink(folder.resolve("link"), data);
        byte[] ticket = ring.seal(STATE);
        Files.move(
                link, first, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);

        watched.poll();

        assertThat(ring.open(ticket)).isEmpty();
    }

    @Test
    void whatIsBadIsToldOnceAndTheKeysStay() throws IOException {
        byte[] ticket = ring.seal(STATE);

        Files.writeString(first, "swordfish");
        watched.poll();
        watched.poll();
        Files.delete(first);
        watched.poll();
        watched.poll();

        assertThat(ring.open(ticket)).isPresent();
        assertThat(lines.list).hasSize(2).allMatch(line -> line.getLevel() == Level.WARN);
        assertThat(lines.list.getFirst().getFormattedMessage())
                .isEqualTo(
                        "ticket keys stay as they are: '"
                                + first
                                + "' holds 9 bytes; write at least 32, such as openssl rand -base64"
                                + " 48 makes them");
        assertThat(lines.list.getLast().getFormattedMessage())
                .isEqualTo(
                        "ticket keys stay as they are: '"
                                + first
                                + "' does not exist; name a file that is there");
    }

    @Test
    void whenTheOldOnesAreBackThatIsToldAndNothingIsLost() throws IOException {
        byte[] ticket = ring.seal(STATE);
        Files.writeString(first, "swordfish");
        watched.poll();
        Files.writeString(first, OLD);
        watched.poll();
        watched.poll();

        assertThat(lines.list)
                .extracting(ILoggingEvent::getLevel)
                .containsExactly(Level.WARN, Level.INFO);
        assertThat(ring.open(ticket)).isPresent();
        assertThat(ring.keys().getFirst().ticketsSealed()).isEqualTo(1);
    }

    private TicketSecrets load() {
        var source = new TicketSecretSource.SecretFiles(List.of(first));
        var loader = new TicketSecretLoader("web", source, Map.of(), Positions.none("test.yaml"));
        return ((TicketSecretOutcome.Loaded) loader.load()).secrets();
    }

    private static TicketKeySource keys(TicketSecrets secrets) {
        return secrets.keys(CRYPTO, "web", Duration.ofHours(2));
    }
}
