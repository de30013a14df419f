package io.sallyport.proxy.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.model.TicketSecretSource;
import io.sallyport.config.problem.Positions;
import io.sallyport.proxy.credential.TicketSecretLoader;
import io.sallyport.proxy.credential.TicketSecretOutcome;
import io.sallyport.proxy.credential.TicketSecrets;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.choice.SelectedCryptoProvider;
import io.sallyport.tls.resumption.TicketKeyRing;
import io.sallyport.tls.resumption.TicketKeySource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The thread that looks at files.
class FileWatchTest {
    private static final CryptoProvider CRYPTO = SelectedCryptoProvider.fastest();
    private static final Duration LIFETIME = Duration.ofHours(2);
    private static final int PATIENCE_SECONDS = 30;

    private final BlockingQueue<Thread> changes = new LinkedBlockingQueue<>();

    private final AtomicInteger failures = new AtomicInteger(1);

    @TempDir private Path folder;

    @Test
    void looksAgainAndAgainWhateverGoesWrongUntilItIsClosed() throws Exception {
        Path file = Files.writeString(folder.resolve("a.secret"), "one".repeat(20));
        WatchedTicketKeys watched = watched(file);
        Thread thread;
        try (FileWatch _ = FileWatch.start(() -> List.of(watched), Duration.ofMillis(1))) {
            Files.writeString(file, "two".repeat(20));
            thread = changes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(thread).isNotNull();
            assertThat(thread.getName()).isEqualTo("sallyport-files");
            assertThat(thread.isDaemon()).isTrue();
            // the first change failed, and so it is tried again
            assertThat(changes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(thread);
        }
        assertThat(thread.join(Duration.ofSeconds(PATIENCE_SECONDS))).isTrue();
    }

    private WatchedTicketKeys watched(Path file) {
        var source = new TicketSecretSource.SecretFiles(List.of(file));
        var loader = new TicketSecretLoader("web", source, Map.of(), Positions.none("test.yaml"));
        TicketSecrets secrets = ((TicketSecretOutcome.Loaded) loader.load()).secrets();
        TicketKeyRing ring =
                new TicketKeyRing(secrets.keys(CRYPTO, "web", LIFETIME), InstantSource.system());
        return new WatchedTicketKeys("web", ring, secrets, this::keys);
    }

    private TicketKeySource keys(TicketSecrets secrets) {
        changes.add(Thread.currentThread());
        if (failures.getAndDecrement() > 0) {
            throw new IllegalStateException("the test's own");
        }
        return secrets.keys(CRYPTO, "web", LIFETIME);
    }
}
