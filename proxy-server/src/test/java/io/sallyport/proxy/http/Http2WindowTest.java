package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.Http2Error;
import io.sallyport.config.model.Backend;
import io.sallyport.config.model.BackendLimits;
import io.sallyport.proxy.testing.TestProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a client may send before a server takes it (RFC 9113, section 5.2): all that, and not an octet more. The only
/// connection to the server is taken, so that nobody takes anything.
@Timeout(60)
class Http2WindowTest {
    private static final int FRAME = 16_384;
    private static final int WINDOW = 4 * FRAME;

    private final CompletableFuture<Void> mayAnswer = new CompletableFuture<>();
    private final HttpBackend backend =
            new HttpBackend(request -> {
                mayAnswer.join();
                return HttpBackend.ok(request.firstLine());
            });
    private TestProxy proxy;

    @BeforeEach
    void start() throws IOException {
        proxy =
                TestProxy.plain()
                        .with(
                                Backend.of(List.of(backend.address()))
                                        .withLimits(
                                                new BackendLimits(
                                                        100,
                                                        OptionalInt.of(1),
                                                        100,
                                                        Duration.ofSeconds(50))))
                        .speakingHttp()
                        .start();
    }

    @AfterEach
    void stop() {
        mayAnswer.complete(null);
        proxy.close();
        backend.close();
    }

    @Test
    void whoSendsMoreThanAStreamsWindowLosesTheStreamAndNothingElse() throws Exception {
        try (RawHttp2Client client = connect()) {
            client.get(1, "/slow");
            fillWindow(client, 3);
            client.data(3, false, "x");
            assertThat(client.answer(3).resetBy())
                    .isEqualTo((int) Http2Error.FLOW_CONTROL_ERROR.code());
            mayAnswer.complete(null);
            assertThat(client.answer(1).body()).isEqualTo("GET /slow HTTP/1.1");
            client.get(5, "/next");
            assertThat(client.answer(5).body()).isEqualTo("GET /next HTTP/1.1");
        }
    }

    @Test
    void whoSendsMoreThanTheConnectionsWindowLosesTheConnection() throws Exception {
        try (RawHttp2Client client = connect()) {
            client.get(1, "/slow");
            int stream = 3;
            for (int sent = 0; sent < 1 << 20; sent += WINDOW) {
                fillWindow(client, stream);
                stream += 2;
            }
            client.post(stream);
            client.data(stream, false, "x");
            assertThat(client.end()).isEqualTo((int) Http2Error.FLOW_CONTROL_ERROR.code());
        }
        assertThat(proxy.traffic().awaitHttp2Failure()).isEqualTo("flow_control_error");
    }

    /// Sends all that a new stream may, and sees that it was taken.
    private static void fillWindow(RawHttp2Client client, int stream) throws IOException {
        client.post(stream);
        for (int sent = 0; sent < WINDOW; sent += FRAME) {
            client.data(stream, false, "x".repeat(FRAME));
        }
        client.frame(Http2Frame.PING, 0, 0, "12345678");
        assertThat(client.await(Http2Frame.PING)).isNotNull();
        assertThat(client.of(stream).isOver()).isFalse();
    }

    /// The windows are those of the settings when these are acknowledged, which the client does as soon as it reads them.
    private RawHttp2Client connect() throws IOException {
        RawHttp2Client client = RawHttp2Client.started(proxy.connectHttp2());
        assertThat(client.await(Http2Frame.SETTINGS)).isNotNull();
        return client;
    }
}
