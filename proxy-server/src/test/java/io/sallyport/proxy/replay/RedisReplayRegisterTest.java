package io.sallyport.proxy.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.proxy.testing.RedisServer;
import io.sallyport.tls.resumption.ReplayVerdict;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Nodes that ask the same Redis take each hello once between them, and none if Redis cannot tell.
@Timeout(60)
class RedisReplayRegisterTest {
    private static final int PATIENCE_SECONDS = 20;
    private static final Duration MEMORY = Duration.ofSeconds(20);
    private static final String SINCE = "sallyport:early-data:since:";

    @TempDir private Path folder;

    private final List<RedisReplayRegister> nodes = new ArrayList<>();

    /// One element for each thing that was told: empty if Redis answers, else why it does not.
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        nodes.forEach(RedisReplayRegister::close);
    }

    @Test
    void takesAHelloOnceBetweenTwoNodes() throws Exception {
        try (RedisServer redis = RedisServer.start(folder)) {
            redis.rememberedForLong(SINCE);
            RedisReplayRegister one = connected(redis, null);
            RedisReplayRegister other = connected(redis, null);

            assertThat(now(one.strike(id(1)))).isEqualTo(ReplayVerdict.FRESH);
            assertThat(now(one.strike(id(1)))).isEqualTo(ReplayVerdict.REPLAYED);
            assertThat(now(other.strike(id(1)))).isEqualTo(ReplayVerdict.REPLAYED);
            assertThat(now(other.strike(id(2)))).isEqualTo(ReplayVerdict.FRESH);
            assertThat(now(one.strike(id(2)))).isEqualTo(ReplayVerdict.REPLAYED);
            assertThat(redis.ask("PTTL sallyport:early-data:hello:0000000000000001"))
                    .matches(":(1\\d|20)\\d{3}\r\n");
        }
    }

    @Test
    void takesOneOfManyThatComeAtOnce() throws Exception {
        try (RedisServer redis = RedisServer.start(folder)) {
            redis.rememberedForLong(SINCE);
            RedisReplayRegister one = connected(redis, null);
            RedisReplayRegister other = connected(redis, null);

            List<CompletionStage<ReplayVerdict>> answers =
                    IntStream.range(0, 200)
                            .mapToObj(i -> (i % 2 == 0 ? one : other).strike(id(7)))
                            .toList();

            int fresh = 0;
            for (CompletionStage<ReplayVerdict> answer : answers) {
                fresh += now(answer) == ReplayVerdict.FRESH ? 1 : 0;
            }
            assertThat(fresh).isEqualTo(1);
        }
    }

    @Test
    void knowsNothingOfTheTimeBeforeRedisBegan() throws Exception {
        try (RedisServer redis = RedisServer.start(folder)) {
            RedisReplayRegister node = connected(redis, null);

            assertThat(now(node.strike(id(1)))).isEqualTo(ReplayVerdict.UNKNOWN);
            assertThat(now(node.strike(id(2)))).isEqualTo(ReplayVerdict.UNKNOWN);
            assertThat(now(node.strike(id(1)))).isEqualTo(ReplayVerdict.REPLAYED);

            redis.rememberedForLong(SINCE);
            assertThat(now(node.strike(id(3)))).isEqualTo(ReplayVerdict.FRESH);
            redis.ask("FLUSHALL");
            assertThat(now(node.strike(id(4)))).isEqualTo(ReplayVerdict.UNKNOWN);
        }
    }

    @Test
    void knowsNothingWhileRedisIsGoneAndSomethingAgainWhenItIsBack() throws Exception {
        try (RedisServer redis = RedisServer.start(folder)) {
            redis.rememberedForLong(SINCE);
            RedisReplayRegister node = connected(redis, null);
            assertThat(now(node.strike(id(1)))).isEqualTo(ReplayVerdict.FRESH);

            redis.stop();
            assertThat(now(node.strike(id(2)))).isEqualTo(ReplayVerdict.UNKNOWN);
            while (!hasHeardOfAFailure()) {
                assertThat(now(node.strike(id(3)))).isEqualTo(ReplayVerdict.UNKNOWN);
            }

            redis.start();
            redis.rememberedForLong(SINCE);
            long number = 10;
            while (now(node.strike(id(number))) != ReplayVerdict.FRESH) {
                number++;
            }
            assertThat(now(node.strike(id(number)))).isEqualTo(ReplayVerdict.REPLAYED);
        }
    }

    @Test
    void givesThePassword() throws Exception {
        try (RedisServer redis = RedisServer.start(folder, "--requirepass", "open sesame")) {
            RedisReplayRegister node = connected(redis, "open sesame");
            assertThat(now(node.strike(id(1)))).isEqualTo(ReplayVerdict.UNKNOWN);
            assertThat(now(node.strike(id(1)))).isEqualTo(ReplayVerdict.REPLAYED);

            told.clear();
            nodes.add(new RedisReplayRegister(access(redis, "wrong"), MEMORY, this::hear));
            assertThat(told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).contains("WRONGPASS");
        }
    }

    @Test
    void doesNotPrintThePassword() {
        assertThat(new RedisAccess("::1", 6379, "swordfish", MEMORY).toString())
                .isEqualTo("[::1]:6379");
    }

    private RedisReplayRegister connected(RedisServer redis, String password) throws Exception {
        RedisReplayRegister node =
                new RedisReplayRegister(access(redis, password), MEMORY, this::hear);
        nodes.add(node);
        assertThat(told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEmpty();
        return node;
    }

    /// As patient as a test has to be.
    private static RedisAccess access(RedisServer redis, String password) {
        return new RedisAccess(
                "127.0.0.1", redis.port(), password, Duration.ofSeconds(PATIENCE_SECONDS));
    }

    private boolean hasHeardOfAFailure() {
        String heard = told.poll();
        return heard != null && !heard.isEmpty();
    }

    private void hear(boolean up, String cause) {
        if (up != (cause == null)) {
            throw new IllegalStateException(up + " because of " + cause);
        }
        told.add(up ? "" : cause);
    }

    private static ReplayVerdict now(CompletionStage<ReplayVerdict> answer) throws Exception {
        return answer.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static byte[] id(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }
}
