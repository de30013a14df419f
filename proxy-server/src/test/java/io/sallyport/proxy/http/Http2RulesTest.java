package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.Http2Error;
import io.sallyport.proxy.testing.TestProxy;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Requirements of RFC 9113 for servers, by section, frame by frame. Each is done to a connection of its own.
@Timeout(60)
class Http2RulesTest {
    private HttpBackend backend;
    private TestProxy proxy;

    /// What has to come of it.
    sealed interface Outcome {
        /// GOAWAY, and the connection's end.
        record Connection(Http2Error error) implements Outcome {}

        /// RST_STREAM for stream 1; the connection goes on.
        record Stream(Http2Error error) implements Outcome {}

        /// Stream 1 is answered.
        record Answered(String status) implements Outcome {}
    }

    record Rule(String section, String what, Outcome outcome, RawHttp2Client.Deed deed) {
        @Override
        public String toString() {
            return section + " " + what;
        }
    }

    static final List<Rule> RULES =
            List.of(
                    connection(
                            "3.4",
                            "a preface that is none ends the connection",
                            Http2Error.PROTOCOL_ERROR,
                            client -> {
                                client.raw(RawHttp2Client.PREFACE);
                                client.get(1, "/");
                            }),
                    connection(
                            "3.4",
                            "SETTINGS with ACK are no preface",
                            Http2Error.PROTOCOL_ERROR,
                            client -> {
                                client.raw(RawHttp2Client.PREFACE);
                                client.frame(Http2Frame.SETTINGS, Http2Frame.ACK, 0, "");
                            }),
                    broken(
                            "4.1",
                            "a frame above SETTINGS_MAX_FRAME_SIZE",
                            Http2Error.FRAME_SIZE_ERROR,
                            client -> client.frame(Http2Frame.DATA, 0, 1, "x".repeat(16_385))),
                    fine(
                            "4.1",
                            "frames of unknown types are ignored",
                            client -> client.frame(0x42, 0xFF, 0, "whatever")),
                    fine(
                            "4.1",
                            "unknown flags are ignored",
                            client ->
                                    client.frame(
                                            Http2Frame.PING,
                                            0xFE & ~Http2Frame.ACK,
                                            0,
                                            "12345678")),
                    fine(
                            "4.1",
                            "the reserved bit is ignored",
                            client -> client.frame(Http2Frame.PING, 0, 1 << 31, "12345678")),
                    broken(
                            "4.3",
                            "a header that cannot be decompressed",
                            Http2Error.COMPRESSION_ERROR,
                            client -> client.frame(Http2Frame.HEADERS, 5, 1, "\u00ff\u00ff\u00ff")),
                    broken(
                            "4.3",
                            "a header table above SETTINGS_HEADER_TABLE_SIZE",
                            Http2Error.COMPRESSION_ERROR,
                            client ->
                                    client.frame(
                                            Http2Frame.HEADERS, 5, 1, "\u003f\u00e1\u00ff\u0003")),
                    broken(
                            "4.3",
                            "another frame within a header",
                            Http2Error.PROTOCOL_ERROR,
                            client -> {
                                client.frame(Http2Frame.HEADERS, Http2Frame.END_STREAM, 1, "");
                                client.frame(Http2Frame.PING, 0, 0, "12345678");
                            }),
                    broken(
                            "5.1",
                            "DATA for an idle stream",
                            Http2Error.PROTOCOL_ERROR,
                            client -> client.data(1, true, "x")),
                    broken(
                            "5.1",
                            "RST_STREAM for an idle stream",
                            Http2Error.PROTOCOL_ERROR,
                            client -> client.reset(1)),
                    broken(
                            "5.1",
                            "WINDOW_UPDATE for an idle stream",
                            Http2Error.PROTOCOL_ERROR,
                            client -> client.windowUpdate(1, 1)),
                    broken(
                            "5.1",
                            "CONTINUATION without a header",
                            Http2Error.PROTOCOL_ERROR,
                            client -> client.frame(Http2Frame.CONTINUATION, 4, 1, "")),
                    stream(
                            "5.1",
                            "DATA after the end of the request",
                            Http2Error.STREAM_CLOSED,
                            client -> {
                                client.together();
                                client.get(1, "/slow");
                                client.data(1, true, "x");
                                client.send();
                            }),
                    fine(
                            "5.1",
                            "WINDOW_UPDATE and RST_STREAM after the end are ignored",
                            client -> {
                                client.get(3, "/");
                                client.answer(3);
                                client.windowUpdate(3, 1);
                                client.reset(3);
                                client.get(5, "/");
                                client.answer(5);
                            },
                            7),
                    broken(
                            "5.1.1",
                            "a stream with an even number",
                            Http2Error.PROTOCOL_ERROR,
                            client -> client.get(2, "/")),
                    stream(
                            "5.1",
                            "a header on a stream that is closed",
                            Http2Error.STREAM_CLOSED,
                            client -> {
                                client.get(1, "/");
                                client.answer(1);
                                client.get(1, "/");
                            }),
                    broken(
                            "5.1.1",
                            "a stream with a lower number than the one before",
                            Http2Error.PROTOCOL_ERROR,
                            client -> {
                                client.get(5, "/");
                                client.answer(5);
                                client.get(1, "/");
                            }),
                    broken(
                            "5.1.1",
                            "a stream that was passed over between two others",
                            Http2Error.PROTOCOL_ERROR,
                            client -> {
                                client.get(1, "/");
                                client.get(7, "/");
                                client.get(9, "/");
                                client.get(5, "/");
                            }),
                    stream(
                            "5.1.1",
                            "of streams passed over again and again, the first count as closed",
                            Http2Error.STREAM_CLOSED,
                            client -> {
                                for (int stream = 5; stream < 5 + 4 * 17; stream += 4) {
                                    client.get(stream, "/");
                                }
                                client.get(1, "/");
                            }),
                    broken(
                            "6.1",
                            "DATA on stream 0",
                            Http2Error.PROTOCOL_ERROR,
                            client -> client.data(0, true, "x")),
                    broken(
                            "6.1",
                            "more padding than there is",
                            Http2Error.PROTOCOL_ERROR,
                            client -> {
                                client.post(1);
                                client.frame(Http2Frame.DATA, Http2Frame.PADDED, 1, "\u0005abc");
                            }),
                    broken(
                            "6.2",
                            "HEADERS on stream 0",
                            Http2Error.PROTOCOL_ERROR,
                            client -> client.get(0, "/")),
                    broken(
                            "6.2",
                            "more padding than there is",
                            Http2Error.PROTOCOL_ERROR,
                            client -> client.frame(Http2Frame.HEADERS, 0xD, 1, "\u0009abc")),
                    fine(
                            "6.3",
                            "PRIORITY is taken in every state",
                            client -> {
                                client.frame(
                                        Http2Frame.PRIORITY, 0, 9, RawHttp2Client.number(0) + "x");
                            }),
                    broken(
                            "6.3",
                            "PRIORITY on stream 0",
                            Http2Error.PROTOCOL_ERROR,
                            client -> client.frame(Http2Frame.PRIORITY, 0, 0, "12345")),
                    broken(
                            "6.4",
                            "RST_STREAM on stream 0",
                            Http2Error.PROTOCOL_ERROR,
                            client -> client.reset(0)),
                    broken(
                            "6.4",
                            "RST_STREAM of another length",
                            Http2Error.FRAME_SIZE_ERROR,
                            client -> {
                                client.post(1);
                                client.frame(Http2Frame.RST_STREAM, 0, 1, "123");
                            }),
                    broken(
                            "6.5",
                            "SETTINGS with ACK and a payload",
                            Http2Error.FRAME_SIZE_ERROR,
                            client -> client.frame(Http2Frame.SETTINGS, 1, 0, "123456")),
                    broken(
                            "6.5",
                            "SETTINGS on a stream",
                            Http2Error.PROTOCOL_ERROR,
                            client -> client.frame(Http2Frame.SETTINGS, 0, 1, "")),
                    broken(
                            "6.5",
                            "SETTINGS of another length",
                            Http2Error.FRAME_SIZE_ERROR,
                            client -> client.frame(Http2Frame.SETTINGS, 0, 0, "12345")),
                    broken(
                            "6.5.2",
                            "SETTINGS_ENABLE_PUSH of 2",
                            Http2Error.PROTOCOL_ERROR,
                            client -> client.settings(2, 2)),
                    broken(
                            "6.5.2",
                            "a window above 2 GiB",
                            Http2Error.FLOW_CONTROL_ERROR,
                            client -> client.settings(4, -1)),
                    broken(
                            "6.5.2",
                            "frames below 16 KiB",
                            Http2Error.PROTOCOL_ERROR,
                            client -> client.settings(5, 16_383)),
                    broken(
                            "6.5.2",
                            "frames of 16 MiB",
                            Http2Error.PROTOCOL_ERROR,
                            client -> client.settings(5, 1 << 24)),
                    fine(
                            "6.5.2",
                            "unknown settings are ignored",
                            client -> client.settings(0x4242, 1)),
                    broken(
                            "6.6",
                            "PUSH_PROMISE from a client",
                            Http2Error.PROTOCOL_ERROR,
                            client -> {
                                client.post(1);
                                client.frame(
                                        Http2Frame.PUSH_PROMISE, 4, 1, RawHttp2Client.number(2));
                            }),
                    fine(
                            "6.7",
                            "PING is answered with the same",
                            client -> {
                                client.frame(Http2Frame.PING, 0, 0, "abcdefgh");
                                Http2Frame pong = client.await(Http2Frame.PING);
                                assertThat(pong.payload()).isEqualTo("abcdefgh");
                                assertThat(pong.has(Http2Frame.ACK)).isTrue();
                            }),
                    broken(
                            "6.7",
                            "PING of another length",
                            Http2Error.FRAME_SIZE_ERROR,
                            client -> client.frame(Http2Frame.PING, 0, 0, "1234567")),
                    broken(
                            "6.7",
                            "PING on a stream",
                            Http2Error.PROTOCOL_ERROR,
                            client -> client.frame(Http2Frame.PING, 0, 1, "12345678")),
                    broken(
                            "6.8",
                            "GOAWAY on a stream",
                            Http2Error.PROTOCOL_ERROR,
                            client -> client.frame(Http2Frame.GOAWAY, 0, 1, "12345678")),
                    broken(
                            "6.9",
                            "WINDOW_UPDATE by nothing",
                            Http2Error.PROTOCOL_ERROR,
                            client -> client.windowUpdate(0, 0)),
                    stream(
                            "6.9",
                            "WINDOW_UPDATE by nothing on a stream",
                            Http2Error.PROTOCOL_ERROR,
                            client -> {
                                client.post(1);
                                client.windowUpdate(1, 0);
                            }),
                    broken(
                            "6.9",
                            "WINDOW_UPDATE of another length",
                            Http2Error.FRAME_SIZE_ERROR,
                            client -> client.frame(Http2Frame.WINDOW_UPDATE, 0, 0, "123")),
                    broken(
                            "6.9.1",
                            "a connection's window above 2 GiB",
                            Http2Error.FLOW_CONTROL_ERROR,
                            client -> client.windowUpdate(0, Integer.MAX_VALUE)),
                    stream(
                            "6.9.1",
                            "a stream's window above 2 GiB",
                            Http2Error.FLOW_CONTROL_ERROR,
                            client -> {
                                client.post(1);
                                client.windowUpdate(1, Integer.MAX_VALUE);
                            }),
                    broken(
                            "6.10",
                            "CONTINUATION of another stream",
                            Http2Error.PROTOCOL_ERROR,
                            client -> {
                                client.frame(Http2Frame.HEADERS, 1, 1, "");
                                client.frame(Http2Frame.CONTINUATION, 4, 3, "");
                            }),
                    broken(
                            "6.10",
                            "CONTINUATION after the end of the header",
                            Http2Error.PROTOCOL_ERROR,
                            client -> {
                                client.post(1);
                                client.frame(Http2Frame.CONTINUATION, 4, 1, "");
                            }),
                    fine(
                            "6.10",
                            "a header in several frames",
                            client -> {
                                String block =
                                        RawHttp2Client.block(
                                                ":method",
                                                "GET",
                                                ":scheme",
                                                "http",
                                                ":authority",
                                                "h",
                                                ":path",
                                                "/");
                                client.frame(
                                        Http2Frame.HEADERS,
                                        Http2Frame.END_STREAM,
                                        3,
                                        block.substring(0, 10));
                                client.frame(
                                        Http2Frame.CONTINUATION, 0, 3, block.substring(10, 20));
                                client.frame(
                                        Http2Frame.CONTINUATION,
                                        Http2Frame.END_HEADERS,
                                        3,
                                        block.substring(20));
                                assertThat(client.answer(3).status()).isEqualTo("200");
                            },
                            5),
                    fine(
                            "6.1",
                            "padding is thrown away",
                            client -> {
                                client.post(3, "content-length", "3");
                                client.frame(Http2Frame.DATA, 9, 3, "\u0002abc\0\0");
                                assertThat(client.answer(3).status()).isEqualTo("200");
                            },
                            5),
                    fine(
                            "6.2",
                            "padding and priority in HEADERS",
                            client -> {
                                String block =
                                        RawHttp2Client.block(
                                                ":method",
                                                "GET",
                                                ":scheme",
                                                "http",
                                                ":authority",
                                                "h",
                                                ":path",
                                                "/");
                                client.frame(
                                        Http2Frame.HEADERS,
                                        0x2D,
                                        3,
                                        "\u0001"
                                                + RawHttp2Client.number(0)
                                                + "\u0010"
                                                + block
                                                + "\0");
                                assertThat(client.answer(3).status()).isEqualTo("200");
                            },
                            5),
                    fine(
                            "6.9.2",
                            "a smaller window may go below nothing",
                            client -> {
                                client.openingNoWindows();
                                client.get(3, "/large");
                                client.await(Http2Frame.DATA);
                                client.settings(4, 0);
                                client.windowUpdate(0, 1_000_000);
                                client.windowUpdate(3, 1_000_000);
                                assertThat(client.answer(3).body()).hasSize(200_000);
                                client.settings(4, 65_535);
                            },
                            5),
                    new Rule(
                            "5.1.2",
                            "one stream more than SETTINGS_MAX_CONCURRENT_STREAMS",
                            new Outcome.Stream(Http2Error.REFUSED_STREAM),
                            client -> {
                                greet(client);
                                client.together();
                                for (int i = 0; i < 128; i++) {
                                    client.post(3 + 2 * i);
                                }
                                client.get(259, "/");
                                client.send();
                                RawHttp2Client.Answer answer = client.answer(259);
                                // told as if it had been the first
                                client.of(1).become(answer);
                            }));

    @BeforeEach
    void start() throws IOException {
        backend =
                new HttpBackend(request ->
                        request.firstLine().contains("/large")
                                ? HttpBackend.ok("x".repeat(200_000))
                                : HttpBackend.ok("ok"));
        proxy = TestProxy.plain(backend.address()).speakingHttp().start();
    }

    @AfterEach
    void stop() {
        proxy.close();
        backend.close();
    }

    @ParameterizedTest
    @FieldSource("RULES")
    void keeps(Rule rule) throws Exception {
        try (RawHttp2Client client = new RawHttp2Client(proxy.connectHttp2())) {
            rule.deed().to(client);
            switch (rule.outcome()) {
                case Outcome.Connection(Http2Error error) -> {
                    assertThat(client.end()).isEqualTo((int) error.code());
                    assertThat(proxy.traffic().awaitHttp2Failure())
                            .isEqualTo(Http2Failure.of(error).id());
                }
                case Outcome.Stream(Http2Error error) -> {
                    while (client.of(1).resetBy() < 0) {
                        assertThat(client.next()).isNotNull();
                    }
                    assertThat(client.of(1).resetBy()).isEqualTo((int) error.code());
                    client.frame(Http2Frame.PING, 0, 0, "12345678");
                    assertThat(client.await(Http2Frame.PING)).isNotNull();
                }
                case Outcome.Answered(String status) ->
                        assertThat(client.answer(1).status()).isEqualTo(status);
            }
        }
    }

    private static Rule connection(
            String section, String what, Http2Error error, RawHttp2Client.Deed deed) {
        return new Rule(section, what, new Outcome.Connection(error), deed);
    }

    /// After a preface.
    private static Rule broken(
            String section, String what, Http2Error error, RawHttp2Client.Deed deed) {
        return connection(
                section,
                what,
                error,
                client -> {
                    greet(client);
                    deed.to(client);
                });
    }

    private static Rule stream(
            String section, String what, Http2Error error, RawHttp2Client.Deed deed) {
        return new Rule(
                section,
                what,
                new Outcome.Stream(error),
                client -> {
                    greet(client);
                    deed.to(client);
                });
    }

    private static Rule fine(String section, String what, RawHttp2Client.Deed deed) {
        return fine(section, what, deed, 1);
    }

    /// @param next stream by which to see that the connection goes on
    private static Rule fine(String section, String what, RawHttp2Client.Deed deed, int next) {
        return new Rule(
                section,
                what,
                new Outcome.Answered("200"),
                client -> {
                    greet(client);
                    deed.to(client);
                    client.get(next, "/");
                    client.of(1).become(client.answer(next));
                });
    }

    private static void greet(RawHttp2Client client) throws IOException {
        client.raw(RawHttp2Client.PREFACE);
        client.settings();
    }
}
