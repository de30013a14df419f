package io.sallyport.proxy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.proxy.endpoint.Request;
import io.sallyport.proxy.endpoint.ResponseText;
import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.proxy.insight.ConnectionReport;
import io.sallyport.proxy.insight.Reports;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DemoPagesTest {
    private static final InetSocketAddress PROXY = new InetSocketAddress("127.0.0.1", 40_001);

    private final VisitorRegistry visitors = new VisitorRegistry();
    private final DemoPages pages = new DemoPages(visitors, "1.2.3");

    @Test
    void showsTheVisitorsHandshake() {
        connect();

        assertThat(get(PROXY, "text/html,*/*"))
                .contains("<strong>TLSv1.3</strong>")
                .contains("The key exchange is classical")
                .contains("one round trip and 21.200 ms, of which 0.400 ms were our own work")
                .contains("<span class=\"pill chosen\">TLS_AES_128_GCM_SHA256</span>")
                .contains("<span class=\"pill\">GREASE</span>")
                .contains("<span class=\"pill chosen\">x25519</span>")
                .contains("<span class=\"pill\">X25519MLKEM768</span>")
                .contains("<span class=\"pill chosen\">ecdsa_secp256r1_sha256</span>")
                .contains("t13d1516h2_8daaf6152771_e5627efa2ab1")
                .contains("<code>www.example.com</code>")
                .contains("<span>our signature</span>")
                .contains("0.200 ms")
                .contains("Sallyport 1.2.3")
                .doesNotContain("{{", "<script", "http://", "https://");
    }

    @Test
    void givesJsonToWhoAsksForIt() {
        connect();

        assertThat(get(PROXY, "application/json"))
                .startsWith("{\"listener\":\"web\"")
                .contains("\"group\":\"x25519\"")
                .contains("\"ja4\":\"t13d1516h2_8daaf6152771_e5627efa2ab1\"")
                .contains("\"phases_ms\":{\"client_hello\":1.000");
    }

    @Test
    void knowsNothingOfOthersNorOfConnectionsThatAreOver() {
        connect();
        assertThat(get(new InetSocketAddress("127.0.0.1", 40_002), null))
                .contains("<h1>No handshake</h1>");

        visitors.connectionClosed(
                new ConnectionReport(
                        Reports.CONNECTION,
                        Reports.SESSION,
                        "page",
                        "127.0.0.1:1",
                        1,
                        1,
                        0,
                        1,
                        CloseCause.CLIENT_CLOSED,
                        null,
                        null));
        assertThat(get(PROXY, null)).contains("<h1>No handshake</h1>");
    }

    @Test
    void answersOtherPathsAndMethodsWithTheirStatus() {
        assertThat(pages.answer(new Request("GET", "/favicon.ico", null, null, PROXY)).status())
                .isEqualTo(404);
        assertThat(pages.answer(new Request("POST", "/", null, null, PROXY)).status())
                .isEqualTo(405);
    }

    private void connect() {
        visitors.handshakeFinished(Reports.success());
        visitors.backendConnected(
                Reports.CONNECTION, Reports.SESSION, "page", "127.0.0.1:1", PROXY);
    }

    private String get(InetSocketAddress from, @Nullable String accept) {
        return ResponseText.of(pages.answer(new Request("GET", "/", accept, null, from)));
    }
}
