package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.Http2Error;
import io.sallyport.config.model.HttpLimits;
import io.sallyport.config.model.Listener;
import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.proxy.testing.TestProxy;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a client of HTTP/2 begins and does not end has its time, and nothing else is ended by that.
@Timeout(60)
class Http2TimeoutTest {
    private static final String BLOCK =
            RawHttp2Client.block(
                    ":method", "GET", ":scheme", "http", ":authority", "h", ":path", "/");

    private final CompletableFuture<Void> asked = new CompletableFuture<>();
    private final CompletableFuture<Void> mayAnswer = new CompletableFuture<>();
    private final HttpBackend backend =
            new HttpBackend(request -> {
                if (request.firstLine().contains("/slow")) {
                    asked.complete(null);
                    mayAnswer.join();
                }
                return HttpBackend.ok("ok");
            });
    private TestProxy proxy;

    @AfterEach
    void stop() {
        mayAnswer.complete(null);
        proxy.close();
        backend.close();
    }

    @Test
    void aHeaderWithoutItsEndEndsTheConnection() throws Exception {
        start(TestProxy.plain(backend.address()));
        try (RawHttp2Client client = connect()) {
            client.get(1, "/");
            client.answer(1);
            client.frame(Http2Frame.HEADERS, Http2Frame.END_STREAM, 3, BLOCK);
            assertEnded(client, "header_timeout");
            assertThat(client.goAway().number(0)).isEqualTo(1);
        }
    }

    @Test
    void soDoesAContinuationWithoutAnother() throws Exception {
        start(TestProxy.plain(backend.address()));
        try (RawHttp2Client client = connect()) {
            client.frame(Http2Frame.HEADERS, Http2Frame.END_STREAM, 1, BLOCK.substring(0, 5));
            client.frame(Http2Frame.CONTINUATION, 0, 1, BLOCK.substring(5));
            assertEnded(client, "header_timeout");
        }
    }

    @Test
    void soDoesAFrameThatIsNotWhole() throws Exception {
        start(TestProxy.plain(backend.address()));
        try (RawHttp2Client client = connect()) {
            client.raw(RawHttp2Client.octets(0, 0, 200, Http2Frame.HEADERS, 5));
            assertEnded(client, "header_timeout");
        }
    }

    @Test
    void soDoTrailers() throws Exception {
        start(TestProxy.plain(backend.address()));
        try (RawHttp2Client client = connect()) {
            client.post(1);
            client.frame(Http2Frame.HEADERS, Http2Frame.END_STREAM, 1, "");
            assertEnded(client, "header_timeout");
        }
        assertThat(proxy.traffic().awaitRequest().reason()).isEqualTo("client_closed");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 24, 27})
    void aClientThatAgreedToHttp2HasToBegin(int octets) throws Exception {
        start(TestProxy.tls(backend.address()));
        try (RawHttp2Client client = silent()) {
            client.raw((RawHttp2Client.PREFACE + "\0\0\0").substring(0, octets));
            assertEnded(client, "preface_timeout");
        }
    }

    @Test
    void soHasOneWithoutTls() throws Exception {
        start(TestProxy.plain(backend.address()));
        try (RawHttp2Client client = silent()) {
            client.raw(RawHttp2Client.PREFACE);
            assertEnded(client, "preface_timeout");
        }
    }

    @Test
    void whatMayBecomeThePrefaceHasTheTimeOfAHead() throws Exception {
        start(TestProxy.plain(backend.address()));
        try (Socket client = proxy.connectPlain()) {
            client.getOutputStream().write("PRI * HT".getBytes(StandardCharsets.US_ASCII));
            assertThat(Message.read(client.getInputStream(), false).firstLine())
                    .startsWith("HTTP/1.1 408 ");
        }
    }

    /// The other connection shows that the time is over.
    @Test
    void anAnswerMayTakeLonger() throws Exception {
        start(TestProxy.plain(backend.address()));
        try (RawHttp2Client client = connect();
                RawHttp2Client other = connect()) {
            client.together();
            client.frame(Http2Frame.HEADERS, Http2Frame.END_STREAM, 1, BLOCK);
            client.frame(Http2Frame.CONTINUATION, Http2Frame.END_HEADERS, 1, "");
            client.send();
            client.answer(1);
            client.get(3, "/slow");
            asked.get(20, TimeUnit.SECONDS);
            other.frame(Http2Frame.HEADERS, 0, 1, "");
            assertEnded(other, "header_timeout");
            mayAnswer.complete(null);
            assertThat(client.answer(3).status()).isEqualTo("200");
        }
    }

    private void assertEnded(RawHttp2Client client, String reason) throws Exception {
        assertThat(client.end()).isEqualTo((int) Http2Error.PROTOCOL_ERROR.code());
        assertThat(proxy.traffic().awaitHttp2Failure()).isEqualTo(reason);
        client.close();
        assertThat(proxy.traffic().awaitClosed().cause()).isEqualTo(CloseCause.BAD_REQUEST);
    }

    private void start(TestProxy.Plan plan) throws IOException {
        HttpLimits limits =
                HttpLimits.DEFAULTS.withTimeouts(
                        Duration.ofMillis(500), Listener.DEFAULT_IDLE_TIMEOUT);
        proxy =
                plan.with(
                                (UnaryOperator<Listener>)
                                        web -> web.withLimits(web.limits().withHttp(limits)))
                        .speakingHttp()
                        .start();
    }

    private RawHttp2Client silent() throws IOException {
        return new RawHttp2Client(proxy.connectHttp2()).acknowledgingNothing();
    }

    /// With everything acknowledged: nothing comes in between. What has to come in time leaves in one go.
    private RawHttp2Client connect() throws IOException {
        RawHttp2Client client = new RawHttp2Client(proxy.connectHttp2()).together();
        client.raw(RawHttp2Client.PREFACE);
        client.settings();
        client.send();
        client.await(Http2Frame.SETTINGS);
        return client;
    }
}
