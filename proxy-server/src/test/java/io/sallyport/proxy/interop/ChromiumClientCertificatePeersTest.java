package io.sallyport.proxy.interop;

import java.io.IOException;
import java.util.Optional;

/// Chromium authenticates itself: a certificate of its database that a profile's settings choose without asking
/// anybody. It takes no Ed25519 keys.
class ChromiumClientCertificatePeersTest extends ClientCertificatePeers {

    @Override
    Optional<String> absence() {
        return Chromium.absence().or(() -> Peers.absenceOf("pk12util"));
    }

    @Override
    String ask(Call call) throws IOException {
        Chromium chromium = new Chromium(call.folder().resolve("home"), call.authorities());
        String origin = "https://" + NAME + ":" + call.port();
        ShownCertificate shown = call.certificate();
        if (shown != null) {
            chromium.showCertificate(origin, shown.store(), ShownCertificate.PASSWORD);
        }
        String page =
                chromium.page(
                        origin + "/",
                        "--host-resolver-rules=MAP " + NAME + " " + call.host(),
                        "--ssl-version-max=" + (call.isTls12() ? "tls1.2" : "tls1.3"));
        if (!page.contains(TOLD)) {
            throw new IOException("no answer in:\n" + page);
        }
        return page;
    }

    /// In TLS 1.3 its handshake is over when the alert comes, and the connection may be gone before the request.
    @Override
    String refusal(String version) {
        return version.equals("TLSv1.3")
                ? "ERR_BAD_SSL_CLIENT_AUTH_CERT|ERR_SOCKET_NOT_CONNECTED"
                : "ERR_BAD_SSL_CLIENT_AUTH_CERT";
    }

    @Override
    Optional<String> objection(String version, String kind) {
        return kind.equals("Ed25519") ? Optional.of("pk12util") : Optional.empty();
    }

    @Override
    int attempts() {
        return 6;
    }
}
