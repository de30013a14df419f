package io.sallyport.proxy.listener;

import io.netty.util.concurrent.DefaultThreadFactory;
import io.sallyport.config.model.ClientAuthMode;
import io.sallyport.proxy.clientauth.ClientCertificateCheck;
import io.sallyport.proxy.clientauth.ClientIdentity;
import io.sallyport.proxy.forward.ClientConnection;
import io.sallyport.proxy.runtime.LiveSnapshot;
import io.sallyport.proxy.runtime.TlsSettings;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Checks the certificates of clients that are connected once more, and closes the connections of those whose are not good
/// any more, where `close_revoked` says so. On a thread of its own, which rests as long as it works, so that event loops
/// have a processor. Thread-safe.
public final class ClientReview implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("sallyport");

    /// Certificates that are checked between two rests; each takes about a millisecond.
    private static final int PORTION = 20;

    private final LiveSnapshot live;
    private final Connections connections;
    private final ScheduledExecutorService thread;
    private final AtomicLong wanted = new AtomicLong();

    /// A certificate that several connections may have.
    private record Case(ClientCertificateCheck check, List<ByteBuffer> chain) {}

    public ClientReview(LiveSnapshot live, Connections connections) {
        this.live = live;
        this.connections = connections;
        this.thread =
                Executors.newSingleThreadScheduledExecutor(
                        new DefaultThreadFactory("sallyport-review", true));
    }

    /// Reviews all connections by what is in force now. If one review is under way, it gives way to this one.
    ///
    /// Handshakes that are under way may have been judged by what was in force before: once they must be over,
    /// connections that were not seen are looked at.
    public void start() {
        Review review = new Review(wanted.incrementAndGet());
        try {
            thread.execute(review);
            thread.schedule(review, longestHandshake().toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException _) {
            // the proxy ends, and all connections with it
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private Duration longestHandshake() {
        Duration longest = Duration.ZERO;
        for (var listener : live.current().listeners().values()) {
            TlsSettings tls = listener.tls();
            if (tls != null && tls.handshakeTimeout().compareTo(longest) > 0) {
                longest = tls.handshakeTimeout();
            }
        }
        return longest;
    }

    private final class Review implements Runnable {
        private final long number;
        private final Set<ClientConnection> seen = new HashSet<>();
        private final Map<Case, ClientIdentity> known = new HashMap<>();
        private long portionBegan;
        private int inPortion;

        Review(long number) {
            this.number = number;
        }

        @Override
        public void run() {
            try {
                portionBegan = System.nanoTime();
                for (ClientConnection connection : connections.open()) {
                    if (wanted.get() != number || Thread.currentThread().isInterrupted()) {
                        break;
                    }
                    review(connection);
                }
            } catch (RuntimeException e) {
                LOG.error("clients that are connected could not be checked again", e);
            } finally {
                seen.retainAll(connections.open());
                known.clear();
            }
        }

        private void review(ClientConnection connection) {
            ClientIdentity identity = connection.identity();
            if (identity == null || !seen.add(connection)) {
                return;
            }
            ClientCertificateCheck check = check(connection);
            if (check == null || !check.closesRevoked() || check.mode() == ClientAuthMode.OBSERVE) {
                return;
            }
            ClientIdentity now =
                    known.computeIfAbsent(
                            new Case(check, chain(identity)), _ -> check(check, identity));
            if (!now.isVerified()) {
                connection.dismiss(now);
            }
        }

        private @Nullable ClientCertificateCheck check(ClientConnection connection) {
            var listener = live.current().listeners().get(connection.info().listener());
            TlsSettings tls = listener == null ? null : listener.tls();
            var session = connection.session();
            return tls == null || session == null ? null : tls.clients().of(session.serverName());
        }

        private ClientIdentity check(ClientCertificateCheck check, ClientIdentity identity) {
            if (inPortion++ == PORTION) {
                LockSupport.parkNanos(System.nanoTime() - portionBegan);
                portionBegan = System.nanoTime();
                inPortion = 0;
            }
            // nobody is asked: who was let in stays where nothing else is known
            return check.checkAgain(identity.chain()).orElse(identity);
        }

        private static List<ByteBuffer> chain(ClientIdentity identity) {
            return identity.chain().encodings().stream().map(ByteBuffer::wrap).toList();
        }
    }
}
