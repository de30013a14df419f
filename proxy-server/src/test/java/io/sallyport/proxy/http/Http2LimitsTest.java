package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.Http2Error;
import io.sallyport.config.model.ByteSize;
import io.sallyport.config.model.Http2FloodLimits;
import io.sallyport.config.model.Http2Limits;
import io.sallyport.config.model.HttpLimits;
import io.sallyport.config.model.Listener;
import io.sallyport.config.model.Rate;
import io.sallyport.proxy.testing.TestProxy;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What a configuration says of connections of HTTP/2 is what their clients are told, and what they are held to.
@Timeout(60)
class Http2LimitsTest {
    private static final int MAX_CONCURRENT_STREAMS = 3;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int SETTING_LENGTH = 6;

    /// Enough for what a connection takes, and few enough to be told from the defaults.
    private static final int BURST = 10;

    private final HttpBackend backend = new HttpBackend(_ -> HttpBackend.ok("ok"));
    private TestProxy proxy;

    @AfterEach
    void stop() {
        proxy.close();
        backend.close();
    }

    @Test
    void clientsAreToldHowManyStreamsAndBytesThereMayBe() throws Exception {
        start(
                Http2Limits.DEFAULTS
                        .withMaxConcurrentStreams(7)
                        .withWindows(ByteSize.ofBytes(100_001), ByteSize.ofBytes(1_000_001)));
        try (RawHttp2Client client = connect()) {
            Http2Frame settings = client.await(Http2Frame.SETTINGS);
            assertThat(setting(settings, MAX_CONCURRENT_STREAMS)).isEqualTo(7);
            assertThat(setting(settings, INITIAL_WINDOW_SIZE)).isEqualTo(100_001);
            Http2Frame opened = client.await(Http2Frame.WINDOW_UPDATE);
            assertThat(opened.stream()).isZero();
            assertThat(opened.number(0)).isEqualTo(1_000_001 - 65_535);
        }
    }

    @Test
    void theSmallestWindowsAreThoseThatAllHaveAtFirst() throws Exception {
        start(
                Http2Limits.DEFAULTS.withWindows(
                        Http2Limits.SMALLEST_WINDOW, Http2Limits.SMALLEST_WINDOW));
        try (RawHttp2Client client = connect()) {
            client.post(1, "content-length", "65535");
            for (int sent = 0; sent < 65_535; sent += 13_107) {
                client.data(1, sent + 13_107 == 65_535, "x".repeat(13_107));
            }
            assertThat(client.answer(1).status()).isEqualTo("200");
        }
        assertThat(backend.requests().getFirst().body()).hasSize(65_535);
    }

    @Test
    void oneStreamTooManyIsRefusedAndTheOthersGoOn() throws Exception {
        start(Http2Limits.DEFAULTS.withMaxConcurrentStreams(2));
        try (RawHttp2Client client = connect().together()) {
            client.post(1);
            client.post(3);
            client.get(5, "/");
            client.send();
            assertThat(client.answer(5).resetBy())
                    .isEqualTo((int) Http2Error.REFUSED_STREAM.code());
            client.data(1, true, "x");
            assertThat(client.answer(1).status()).isEqualTo("200");
        }
    }

    @ParameterizedTest
    @FieldSource("io.sallyport.proxy.http.Http2FloodTest#CASES")
    void floodsEndWhereTheConfigurationSays(Http2FloodTest.Case given) throws Exception {
        start(
                Http2Limits.DEFAULTS
                        .withMaxContinuationFrames(BURST)
                        .withFloods(
                                Http2FloodLimits.DEFAULTS
                                        .withAll(new Rate(1, BURST))
                                        .withWindowUpdates(BURST, ByteSize.ofBytes(256))));
        try (RawHttp2Client client = connect().together()) {
            for (int i = 0; i < 3 * BURST; i++) {
                given.flood().drop(client, i);
            }
            client.send();
            assertThat(client.end()).isEqualTo((int) Http2Error.ENHANCE_YOUR_CALM.code());
        }
        assertThat(proxy.traffic().awaitHttp2Failure()).isEqualTo(given.expected().id());
    }

    /// No more than a third of what the defaults allow, at the most.
    @ParameterizedTest
    @FieldSource("io.sallyport.proxy.http.Http2FloodTest#CASES")
    void theSameIsBorneByDefault(Http2FloodTest.Case given) throws Exception {
        start(Http2Limits.DEFAULTS);
        try (RawHttp2Client client = connect()) {
            for (int i = 0; i < BURST + 5; i++) {
                given.flood().drop(client, i);
            }
            if (given.expected() == Http2Failure.CONTINUATION_FLOOD) {
                client.frame(Http2Frame.CONTINUATION, Http2Frame.END_HEADERS, 1, "");
            }
            client.get(1001, "/");
            assertThat(client.answer(1001).body()).isEqualTo("ok");
        }
    }

    private void start(Http2Limits http2) throws IOException {
        proxy =
                TestProxy.plain(backend.address())
                        .with(
                                (UnaryOperator<Listener>)
                                        web ->
                                                web.withLimits(
                                                        web.limits()
                                                                .withHttp(
                                                                        HttpLimits.DEFAULTS
                                                                                .withHttp2(http2))))
                        .speakingHttp()
                        .start();
    }

    private RawHttp2Client connect() throws IOException {
        return RawHttp2Client.started(proxy.connectHttp2());
    }

    static int setting(Http2Frame settings, int identifier) {
        for (int at = 0; at < settings.payload().length(); at += SETTING_LENGTH) {
            if (settings.payload().charAt(at + 1) == identifier) {
                return settings.number(at + 2);
            }
        }
        throw new AssertionError("no setting " + identifier);
    }
}
