package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.Http2Error;
import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.proxy.testing.TestProxy;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What clients may do, and may not do again and again.
@Timeout(60)
class Http2FloodTest {
    private HttpBackend backend;
    private TestProxy proxy;

    @FunctionalInterface
    interface Flood {
        void drop(RawHttp2Client client, int number) throws IOException;
    }

    record Case(Http2Failure expected, int drops, Flood flood) {
        @Override
        public String toString() {
            return expected.id();
        }
    }

    static final List<Case> CASES =
            List.of(
                    new Case(
                            Http2Failure.RAPID_RESET,
                            300,
                            (client, i) -> {
                                client.get(2 * i + 1, "/");
                                client.reset(2 * i + 1);
                            }),
                    new Case(
                            Http2Failure.PROVOKED_RESETS,
                            200,
                            (client, i) -> client.headers(2 * i + 1, true)),
                    new Case(
                            Http2Failure.PING_FLOOD,
                            2000,
                            (client, _) -> client.frame(Http2Frame.PING, 0, 0, "12345678")),
                    new Case(Http2Failure.SETTINGS_FLOOD, 300, (client, _) -> client.settings()),
                    new Case(
                            Http2Failure.PRIORITY_FLOOD,
                            400,
                            (client, i) ->
                                    client.frame(
                                            Http2Frame.PRIORITY,
                                            0,
                                            2 * i + 1,
                                            RawHttp2Client.number(0) + "x")),
                    new Case(
                            Http2Failure.UNKNOWN_FRAME_FLOOD,
                            300,
                            (client, _) -> client.frame(0x77, 0, 0, "")),
                    new Case(
                            Http2Failure.WINDOW_UPDATE_FLOOD,
                            2000,
                            (client, _) -> client.windowUpdate(0, 1)),
                    new Case(
                            Http2Failure.EMPTY_DATA_FLOOD,
                            300,
                            (client, i) -> {
                                if (i == 0) {
                                    client.post(1);
                                }
                                client.data(1, false, "");
                            }),
                    new Case(
                            Http2Failure.CONTINUATION_FLOOD,
                            300,
                            (client, i) -> {
                                if (i == 0) {
                                    client.frame(Http2Frame.HEADERS, 0, 1, "");
                                }
                                client.frame(Http2Frame.CONTINUATION, 0, 1, "");
                            }));

    @BeforeEach
    void start() throws IOException {
        backend = new HttpBackend(_ -> HttpBackend.ok("ok"));
        proxy = TestProxy.plain(backend.address()).speakingHttp().start();
    }

    @AfterEach
    void stop() {
        proxy.close();
        backend.close();
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void endsTheConnectionOfWhoFloodsAndTellsWhy(Case given) throws Exception {
        try (RawHttp2Client client = RawHttp2Client.started(proxy.connectHttp2())) {
            client.together();
            for (int i = 0; i < given.drops(); i++) {
                given.flood().drop(client, i);
            }
            client.send();
            assertThat(client.end()).isEqualTo((int) Http2Error.ENHANCE_YOUR_CALM.code());
        }
        assertThat(proxy.traffic().awaitHttp2Failure()).isEqualTo(given.expected().id());
        assertThat(proxy.traffic().awaitClosed().cause()).isEqualTo(CloseCause.BAD_REQUEST);
    }

    @Test
    void hasACaseForEachFlood() {
        EnumSet<Http2Failure> floods = EnumSet.noneOf(Http2Failure.class);
        Arrays.stream(Http2Failure.values())
                .filter(each -> each.error() == Http2Error.ENHANCE_YOUR_CALM)
                .forEach(floods::add);
        assertThat(CASES).extracting(Case::expected).containsExactlyInAnyOrderElementsOf(floods);
    }

    /// A browser that leaves a page resets all that it has begun.
    @Test
    void bearsWhatBrowsersDo() throws Exception {
        try (RawHttp2Client client = RawHttp2Client.started(proxy.connectHttp2())) {
            for (int i = 0; i < 100; i++) {
                client.get(2 * i + 1, "/");
                client.reset(2 * i + 1);
            }
            for (int i = 0; i < 50; i++) {
                client.frame(Http2Frame.PING, 0, 0, "12345678");
                client.windowUpdate(0, 1000);
            }
            client.get(201, "/");
            assertThat(client.answer(201).body()).isEqualTo("ok");
        }
    }
}
