package io.sallyport.proxy.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.proxy.insight.RequestReport;
import io.sallyport.tls.codepoint.KeyType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A browser speaks HTTP/2 with the proxy without being told to, and a page works over it as over any server.
@Timeout(120)
class ChromiumHttp2PeersTest {
    private static final String NAME = TestPki.serverName(KeyType.EC_P256);

    @Test
    void aPageLoadsAndPostsAndGetsEventsAndHasAWebSocketOverHttp2(@TempDir Path folder)
            throws IOException {
        Chromium.absence().ifPresent(why -> Peers.skipOrFail("Chromium over HTTP/2", why));
        TestPki pki = TestPki.create(folder);
        TestPki.Site served = pki.sites(NAME, KeyType.EC_P256).getFirst();
        try (BrowserSite site = new BrowserSite();
                ProxyGate gate = ProxyGate.open(configuration(served, site.port()))) {
            Chromium chromium = new Chromium(folder.resolve("chromium"), pki.rootFile());
            String page =
                    chromium.page(
                            "https://" + NAME + ":" + gate.address("web").getPort() + "/",
                            "--host-resolver-rules=MAP " + NAME + " 127.0.0.1");
            assertThat(page)
                    .contains("protocols: h2\n")
                    .contains("posted: all of it\n")
                    .contains("events: 0,1,2\n")
                    .contains("socket: 5,70000 1000\n")
                    .contains("loaded: " + (BrowserSite.RESOURCES - 1) + "<");
            assertThat(site.requests())
                    .contains("POST /echo", "GET /events", "GET /socket", "GET /resource/0.css");
            RequestReport socket = gate.request("/socket");
            assertThat(socket.protocol()).isEqualTo("HTTP/2.0");
            assertThat(socket.status()).isEqualTo(200);
        }
    }

    private static String configuration(TestPki.Site served, int port) {
        return String.format(
                Locale.ROOT,
                """
                listeners:
                  web:
                    bind: 127.0.0.1:0
                    mode: http
                    backend: site
                    tls:
                      certificates:
                        - {chain: %s, key: %s}
                backends:
                  site:
                    servers: [127.0.0.1:%d]
                """,
                served.chain(),
                served.key(),
                port);
    }
}
