package io.sallyport.proxy.transport;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Looks host names up by the system's resolver, away from the event loops. Thread-safe.
///
/// An answer serves for a few seconds, so that a name costs next to nothing per connection and a server
/// that moved is found again soon. Of several addresses the first is taken: the resolver knows which one
/// it prefers.
public final class HostResolver {
    /// How long an answer serves.
    static final Duration LIFETIME = Duration.ofSeconds(10);

    /// Looks a name up, taking as long as it takes.
    @FunctionalInterface
    interface Lookup {
        InetAddress find(String host) throws UnknownHostException;
    }

    private record Answer(CompletableFuture<InetAddress> address, long askedAt) {}

    private final Lookup lookup;
    private final LongSupplier nanoTime;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    public HostResolver() {
        this(InetAddress::getByName, System::nanoTime);
    }

    HostResolver(Lookup lookup, LongSupplier nanoTime) {
        this.lookup = lookup;
        this.nanoTime = nanoTime;
    }

    /// The address with its host name looked up, if it has one; any other address as it is.
    ///
    /// @return completed on the event loop; at once if nothing has to be looked up. Fails by
    ///     [UnknownHostException]
    public Future<SocketAddress> resolve(SocketAddress address, EventLoop loop) {
        if (!(address instanceof InetSocketAddress inet) || !inet.isUnresolved()) {
            return loop.newSucceededFuture(address);
        }
        CompletableFuture<InetAddress> answer = answer(inet.getHostString());
        if (answer.isDone() && !answer.isCompletedExceptionally()) {
            return loop.newSucceededFuture(new InetSocketAddress(answer.join(), inet.getPort()));
        }
        Promise<SocketAddress> promise = loop.newPromise();
        answer.whenComplete((found, failure) -> {
            if (found != null) {
                promise.setSuccess(new InetSocketAddress(found, inet.getPort()));
            } else {
                promise.setFailure(unwrapped(failure));
            }
        });
        return promise;
    }

    private CompletableFuture<InetAddress> answer(String host) {
        return answers.compute(host, (_, known) -> isFresh(known) ? known : ask(host)).address();
    }

    private boolean isFresh(@Nullable Answer known) {
        return known != null
                && !known.address().isCompletedExceptionally()
                && (!known.address().isDone()
                        || nanoTime.getAsLong() - known.askedAt() < LIFETIME.toNanos());
    }

    private Answer ask(String host) {
        CompletableFuture<InetAddress> address =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return lookup.find(host);
                            } catch (UnknownHostException e) {
                                throw new CompletionException(e);
                            }
                        },
                        task -> Thread.ofVirtual().name("resolve " + host).start(task));
        return new Answer(address, nanoTime.getAsLong());
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
