package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.model.ForwardedFields;
import io.sallyport.config.model.Forwarding;
import io.sallyport.config.model.Listener;
import io.sallyport.config.model.Network;
import io.sallyport.config.model.Networks;
import io.sallyport.proxy.insight.RequestIds;
import io.sallyport.proxy.testing.TestProxy;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a server is told of where a request came from, and by what it can be found again.
@Timeout(60)
class ForwardedFieldsTest {
    private static final Networks LOOPBACK = networks("127.0.0.0/8");
    private static final String SAID =
            "X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-For: 192.0.2.2\r\nX-Forwarded-Proto: gopher\r\n"
                    + "X-Forwarded-Host: www.example.com\r\nX-Forwarded-Port: 70\r\nX-Real-IP: 192.0.2.3\r\n"
                    + "X_Forwarded_For: 192.0.2.4\r\nForwarded: for=192.0.2.5;by=\"[2001:db8::1]:5\"\r\n";
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final HttpBackend backend = new HttpBackend(_ -> HttpBackend.ok("x"));
    private TestProxy proxy;

    @AfterEach
    void stop() {
        proxy.close();
        backend.close();
    }

    @Test
    void nobodyIsBelievedUnlessToldOtherwise() throws Exception {
        Message seen =
                seen(
                        new Forwarding(
                                ForwardedFields.BOTH, networks("10.0.0.0/8"), networks("::1")),
                        SAID);

        assertThat(seen.field("x-forwarded-for")).isEqualTo("127.0.0.1");
        assertThat(seen.field("x-forwarded-proto")).isEqualTo("https");
        assertThat(seen.field("x-forwarded-host")).isEqualTo("localhost:1");
        assertThat(seen.field("x-forwarded-port"))
                .isEqualTo(String.valueOf(proxy.address().getPort()));
        assertThat(seen.field("forwarded"))
                .isEqualTo("for=127.0.0.1;proto=https;host=\"localhost:1\"");
        assertThat(seen.head()).doesNotContain("192.0.2", "gopher", "example");
    }

    @Test
    void whatABelievedPeerSaysIsKeptAndAddedTo() throws Exception {
        Message seen = seen(new Forwarding(ForwardedFields.BOTH, LOOPBACK, Networks.NONE), SAID);

        assertThat(seen.field("x-forwarded-for")).isEqualTo("192.0.2.1, 192.0.2.2, 127.0.0.1");
        assertThat(seen.field("x-forwarded-proto")).isEqualTo("gopher");
        assertThat(seen.field("x-forwarded-host")).isEqualTo("www.example.com");
        assertThat(seen.field("x-forwarded-port")).isEqualTo("70");
        assertThat(seen.field("forwarded"))
                .isEqualTo(
                        "for=192.0.2.5;by=\"[2001:db8::1]:5\", for=127.0.0.1;proto=https;host=\"localhost:1\"");
        assertThat(seen.head()).doesNotContain("192.0.2.3", "192.0.2.4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded: for=\"192.0.2.5\r\nX-Forwarded-For: 192.0.2.5;x\r\n",
                "Forwarded: for\r\nX-Forwarded-For: <b>\r\n",
                "Forwarded: for=\"a\\\"\r\nX-Forwarded-For: \"192.0.2.5\r\n",
                "Forwarded: for=192.0.2.5,\r\n"
            })
    void whatCannotBeReadIsNotAddedTo(String said) throws Exception {
        Message seen = seen(new Forwarding(ForwardedFields.BOTH, LOOPBACK, Networks.NONE), said);

        assertThat(seen.field("forwarded"))
                .isEqualTo("for=127.0.0.1;proto=https;host=\"localhost:1\"");
        assertThat(seen.field("x-forwarded-for")).isEqualTo("127.0.0.1");
    }

    @Test
    void theFieldsThatAreNotWantedAreRemoved() throws Exception {
        assertThat(
                        seen(
                                        new Forwarding(
                                                ForwardedFields.FORWARDED, LOOPBACK, Networks.NONE),
                                        SAID)
                                .head())
                .doesNotContainIgnoringCase("x-forwarded")
                .containsIgnoringCase("forwarded: for=192.0.2.5;");
        stopProxy();
        assertThat(
                        seen(
                                        new Forwarding(
                                                ForwardedFields.X_FORWARDED,
                                                LOOPBACK,
                                                Networks.NONE),
                                        SAID)
                                .head())
                .doesNotContainIgnoringCase("\r\nforwarded")
                .containsIgnoringCase("x-forwarded-for: 192.0.2.1,");
    }

    @Test
    void anInvisibleProxyPassesOnWhatWasSaid() throws Exception {
        String head =
                seen(new Forwarding(ForwardedFields.BOTH, Networks.NONE, LOOPBACK), SAID).head();

        assertThat(head)
                .contains(
                        "X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-For: 192.0.2.2\r\nX-Forwarded-Proto: gopher\r\n"
                                + "X-Forwarded-Host: www.example.com\r\nX-Forwarded-Port: 70\r\nX-Real-IP: 192.0.2.3\r\n"
                                + "Forwarded: for=192.0.2.5;by=\"[2001:db8::1]:5\"\r\n")
                .doesNotContain("127.0.0.1", "X_");
    }

    @Test
    void everyRequestGetsAnIdThatNobodyElseChooses() throws Exception {
        Message seen =
                seen(Forwarding.DEFAULTS, "X-Request-ID: chosen\r\nX_Request_ID: chosen\r\n");

        String id = seen.field("x-request-id");
        assertThat(id)
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(seen.head()).doesNotContain("chosen");
        assertThat(ids().requestId()).isEqualTo(id);
    }

    @Test
    void aBelievedPeersIdIsKept() throws Exception {
        Message seen =
                seen(
                        new Forwarding(ForwardedFields.BOTH, LOOPBACK, Networks.NONE),
                        "X-Request-ID: a.b-c_1\r\n");

        assertThat(seen.field("x-request-id")).isEqualTo("a.b-c_1");
        assertThat(ids().requestId()).isEqualTo("a.b-c_1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\"b", "x{130}"})
    void noIdIsKeptThatCouldBeMoreThanOne(String id) throws Exception {
        String given = id.equals("x{130}") ? "x".repeat(130) : id;
        Message seen =
                seen(
                        new Forwarding(ForwardedFields.BOTH, LOOPBACK, Networks.NONE),
                        "X-Request-ID: " + given + "\r\n");

        assertThat(seen.field("x-request-id")).hasSize(36).isEqualTo(ids().requestId());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TRACE,
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
                "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-is-to-come"
            })
    void aTraceIsPassedOn(String parent) throws Exception {
        Message seen =
                seen(Forwarding.DEFAULTS, "Traceparent: " + parent + "\r\nTracestate: a=b,c=d\r\n");

        assertThat(seen.field("traceparent")).isEqualTo(parent);
        assertThat(seen.field("tracestate")).isEqualTo("a=b,c=d");
        assertThat(ids().traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "traceparent: 00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01\r\n",
                "traceparent: 00-00000000000000000000000000000000-b7ad6b7169203331-01\r\n",
                "traceparent: 00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01\r\n",
                "traceparent: ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n",
                "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x\r\n",
                "traceparent: cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01x\r\n",
                "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1\r\n",
                "traceparent: " + TRACE + "\r\ntraceparent: " + TRACE + "\r\n"
            })
    void aTraceIsMadeWhereThereIsNone(String field) throws Exception {
        Message seen = seen(Forwarding.DEFAULTS, field + "tracestate: a=b\r\n");

        assertThat(seen.field("traceparent"))
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00")
                .contains("-" + ids().traceId() + "-")
                .doesNotContain("0af7651916cd43dd8448eb211c80319c");
        assertThat(seen.field("tracestate")).isNull();
    }

    private RequestIds ids() {
        return proxy.traffic().awaitRequest().ids();
    }

    private void stopProxy() {
        proxy.close();
    }

    /// The request as the server gets it.
    private Message seen(Forwarding forwarding, String fields) throws IOException {
        proxy =
                TestProxy.tls(backend.address())
                        .with((UnaryOperator<Listener>) web -> web.withForwarding(forwarding))
                        .speakingHttp()
                        .start();
        try (Socket client = proxy.connect()) {
            client.getOutputStream()
                    .write(
                            ("GET / HTTP/1.1\r\nHost: localhost:1\r\n" + fields + "\r\n")
                                    .getBytes(StandardCharsets.ISO_8859_1));
            client.getOutputStream().flush();
            assertThat(Message.read(client.getInputStream(), false).body()).isEqualTo("x");
        }
        return backend.requests().getLast();
    }

    private static Networks networks(String network) {
        return new Networks(List.of(Network.parse(network)));
    }
}
