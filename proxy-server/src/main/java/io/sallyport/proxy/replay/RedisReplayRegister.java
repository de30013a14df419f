package io.sallyport.proxy.replay;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.sallyport.tls.resumption.ReplayVerdict;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Remembers in Redis, so that nodes with the same ticket keys take early data once between them.
///
/// Redis may have lost its memory: it was restarted, emptied, or replaced by another. So for as long as hellos have
/// to be remembered after that, nothing is known to be fresh. Whether it was restarted, its run id tells, which is
/// asked for over each new connection; since when it remembers, a key with that id tells.
///
/// Nobody waits for Redis longer than the timeout, and while there is no connection nobody waits at all.
public final class RedisReplayRegister implements ReplayRegister, AutoCloseable {
    private static final Duration RECONNECT_PAUSE = Duration.ofSeconds(1);

    /// For what no handshake waits for.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration MARK_LIFETIME = Duration.ofDays(30);
    private static final int LONGEST_QUEUE = 10_000;
    private static final Pattern RUN_ID = Pattern.compile("run_id:([0-9a-f]+)");

    private static final String HELLO = "sallyport:early-data:hello:";
    private static final String SINCE = "sallyport:early-data:since:";

    /// Keys: the hello, and since when this Redis remembers. Arguments, in milliseconds: for how long a hello is
    /// remembered, and that key kept.
    private static final String STRIKE =
            """
            if not redis.call('SET', KEYS[1], '', 'NX', 'PX', ARGV[1]) then return 'REPLAYED' end
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local since = redis.call('GET', KEYS[2])
            redis.call('SET', KEYS[2], string.format('%.0f', now), 'NX', 'PX', ARGV[2])
            if not since or now - since <= tonumber(ARGV[1]) then return 'UNKNOWN' end
            return 'FRESH'
            """;

    /// A connection, and who is at its other end.
    private record Link(StatefulRedisConnection<String, String> connection, String runId) {}

    private final RedisAccess access;
    private final String memoryMillis;
    private final RedisListener listener;
    private final ClientResources resources;
    private final RedisClient client;
    private final AtomicReference<@Nullable Link> link = new AtomicReference<>();
    private final AtomicBoolean connecting = new AtomicBoolean();
    private final AtomicLong nextAttempt = new AtomicLong(System.nanoTime());
    private volatile boolean closed;

    /// Begins to connect.
    ///
    /// @param memory for how long each hello is remembered
    public RedisReplayRegister(RedisAccess access, Duration memory, RedisListener listener) {
        this.access = access;
        this.memoryMillis = String.valueOf(memory.toMillis());
        this.listener = listener;
        this.resources =
                DefaultClientResources.builder()
                        .ioThreadPoolSize(2)
                        .computationThreadPoolSize(2)
                        .build();
        this.client = RedisClient.create(resources);
        client.setOptions(
                ClientOptions.builder()
                        .autoReconnect(false)
                        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                        .requestQueueSize(LONGEST_QUEUE)
                        .socketOptions(SocketOptions.builder().connectTimeout(PATIENCE).build())
                        .timeoutOptions(TimeoutOptions.enabled(PATIENCE))
                        .build());
        connect();
    }

    @Override
    public CompletionStage<ReplayVerdict> strike(byte[] id) {
        Link current = link.get();
        if (current == null || !current.connection().isOpen()) {
            connect();
            return CompletableFuture.completedFuture(ReplayVerdict.UNKNOWN);
        }
        try {
            return ask(current, id).handle(this::verdict);
        } catch (RedisException e) {
            // gone between the question above and this one
            tell(false, e);
            return CompletableFuture.completedFuture(ReplayVerdict.UNKNOWN);
        }
    }

    private CompletableFuture<String> ask(Link current, byte[] id) {
        String[] keys = {HELLO + HexFormat.of().formatHex(id), SINCE + current.runId()};
        return current.connection()
                .async()
                .<String>eval(
                        STRIKE,
                        ScriptOutputType.VALUE,
                        keys,
                        memoryMillis,
                        String.valueOf(MARK_LIFETIME.toMillis()))
                .toCompletableFuture()
                .orTimeout(access.timeout().toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        closed = true;
        client.shutdown(Duration.ZERO, PATIENCE);
        resources.shutdown(0, PATIENCE.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }

    private ReplayVerdict verdict(@Nullable String answer, @Nullable Throwable failure) {
        if (failure != null) {
            tell(false, failure);
            return ReplayVerdict.UNKNOWN;
        }
        tell(true, null);
        return ReplayVerdict.valueOf(Objects.requireNonNull(answer));
    }

    /// One attempt at a time, and not one for each hello.
    private void connect() {
        long now = System.nanoTime();
        if (closed || now - nextAttempt.get() < 0 || !connecting.compareAndSet(false, true)) {
            return;
        }
        nextAttempt.set(now + RECONNECT_PAUSE.toNanos());
        client.connectAsync(StringCodec.UTF8, uri())
                .thenCompose(connection ->
                        connection.async().info("server").thenApply(info -> link(connection, info)))
                .whenComplete((made, failure) -> {
                    Link old = link.getAndSet(made);
                    if (old != null) {
                        old.connection().closeAsync();
                    }
                    connecting.set(false);
                    tell(failure == null, failure);
                });
    }

    private static Link link(StatefulRedisConnection<String, String> connection, String info) {
        Matcher matcher = RUN_ID.matcher(info);
        if (!matcher.find()) {
            connection.closeAsync();
            throw new IllegalStateException("it does not say which run of it this is");
        }
        return new Link(connection, matcher.group(1));
    }

    private RedisURI uri() {
        RedisURI.Builder uri = RedisURI.builder().withHost(access.host()).withPort(access.port());
        if (access.password() != null) {
            uri.withPassword(access.password().toCharArray());
        }
        return uri.withTimeout(PATIENCE).build();
    }

    private void tell(boolean up, @Nullable Throwable failure) {
        if (!closed) {
            listener.redisState(up, failure == null ? null : words(failure));
        }
    }

    private static String words(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null
                && (cause instanceof CompletionException
                        || cause.getCause().getMessage() != null)) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
