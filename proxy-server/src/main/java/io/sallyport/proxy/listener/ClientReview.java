package io.sallyport.proxy.listener;

import io.netty.util.concurrent.DefaultThreadFactory;
import io.sallyport.config.model.ClientAuthMode;
import io.sallyport.proxy.clientauth.ClientCertificateCheck;
import io.sallyport.proxy.clientauth.ClientIdentity;
import io.sallyport.proxy.clientauth.Rejection;
import io.sallyport.proxy.forward.ClientConnection;
import io.sallyport.proxy.runtime.LiveSnapshot;
import io.sallyport.proxy.runtime.TlsSettings;
import io.sallyport.tls.alert.ClientCertificateRefusal;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Checks the certificates of clients that are connected once more, and closes the connections of those whose are not good
/// any more, where `close_revoked` says so. On a thread of its own, which rests as long as it works, so that event loops
/// have a processor. Thread-safe.
///
/// A certificate is judged when it comes, and counts when the handshake is over: a review in between does not see it.
/// Whoever begins a handshake says so by [#handshakeStarted], and it is seen to afterwards.
public final class ClientReview implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("sallyport");

    private final LiveSnapshot live;
    private final Connections connections;
    private final ExecutorService thread;
    private final AtomicLong begun = new AtomicLong();

    /// A certificate that several connections may have.
    private record Case(ClientCertificateCheck check, List<ByteBuffer> chain) {}

    public ClientReview(LiveSnapshot live, Connections connections) {
        this.live = live;
        this.connections = connections;
        this.thread =
                Executors.newSingleThreadExecutor(
                        new DefaultThreadFactory("sallyport-review", true));
    }

    /// Reviews all connections by what is in force now. If one review is under way, it gives way to this one.
    public void start() {
        long number = begun.incrementAndGet();
        work(() -> reviewAll(number));
    }

    /// A handshake begins.
    ///
    /// @return to be called when it is over, and its client known: if a review was begun meanwhile, the connection is
    ///     reviewed by itself
    Runnable handshakeStarted(ClientConnection connection) {
        long before = begun.get();
        return () -> {
            if (begun.get() != before) {
                work(() -> review(connection, new HashMap<>()));
            }
        };
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void work(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException _) {
            // the proxy ends, and all connections with it
        }
    }

    private void reviewAll(long number) {
        Map<Case, ClientIdentity> known = new HashMap<>();
        for (ClientConnection connection : connections.open()) {
            if (begun.get() != number || Thread.currentThread().isInterrupted()) {
                return;
            }
            review(connection, known);
        }
    }

    /// @param known what this review has found out
    private void review(ClientConnection connection, Map<Case, ClientIdentity> known) {
        ClientIdentity identity = connection.identity();
        ClientCertificateCheck check = identity == null ? null : check(connection);
        if (identity == null
                || check == null
                || !check.closesRevoked()
                || check.mode() == ClientAuthMode.OBSERVE) {
            return;
        }
        ClientIdentity now;
        try {
            now =
                    known.computeIfAbsent(
                            new Case(check, chain(identity)), _ -> check(check, identity));
        } catch (RuntimeException | StackOverflowError e) {
            now = unchecked(connection, identity, e);
        }
        if (!now.isVerified()) {
            dismiss(connection, now);
        }
    }

    private @Nullable ClientCertificateCheck check(ClientConnection connection) {
        var listener = live.current().listeners().get(connection.info().listener());
        TlsSettings tls = listener == null ? null : listener.tls();
        var session = connection.session();
        return tls == null || session == null ? null : tls.clients().of(session.serverName());
    }

    private static ClientIdentity check(ClientCertificateCheck check, ClientIdentity identity) {
        long start = System.nanoTime();
        try {
            // nobody is asked: who was let in stays where nothing else is known
            return check.checkAgain(identity.chain()).orElse(identity);
        } finally {
            LockSupport.parkNanos(System.nanoTime() - start);
        }
    }

    /// A handshake in which that happens lets nobody in. Who could bring it about by a certificate would be safe from
    /// reviews otherwise.
    private static ClientIdentity unchecked(
            ClientConnection connection, ClientIdentity identity, Throwable fault) {
        long id = connection.info().id();
        String words = "cannot be checked again (" + fault.getClass().getSimpleName() + ")";
        LOG.warn("connection {} is closed: its client's certificate {}", id, words);
        LOG.debug("the client's certificate of connection {} cannot be checked", id, fault);
        return new ClientIdentity(
                identity.chain(),
                identity.names(),
                List.of(),
                new Rejection(ClientCertificateRefusal.INVALID, identity.certificate(), words));
    }

    private static void dismiss(ClientConnection connection, ClientIdentity found) {
        try {
            connection.dismiss(found);
        } catch (RejectedExecutionException _) {
            // its event loop has ended, and the connection with it
        }
    }

    private static List<ByteBuffer> chain(ClientIdentity identity) {
        return identity.chain().encodings().stream().map(ByteBuffer::wrap).toList();
    }
}
