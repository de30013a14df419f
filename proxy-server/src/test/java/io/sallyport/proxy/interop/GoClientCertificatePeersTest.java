package io.sallyport.proxy.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/// Go's crypto/tls authenticates itself.
class GoClientCertificatePeersTest extends ClientCertificatePeers {
    @TempDir private static Path building;

    @Override
    Optional<String> absence() {
        return Peers.absenceOf("go");
    }

    @Override
    String ask(Call call) throws IOException {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "-address=" + call.host() + ":" + call.port(),
                                "-server-name=" + NAME,
                                "-authorities=" + call.authorities(),
                                "-groups=29,23",
                                // TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
                                "-suites=" + (call.isTls12() ? 0xc02b : "")));
        ShownCertificate shown = call.certificate();
        if (shown != null) {
            arguments.add("-certificate=" + shown.chain());
            arguments.add("-key=" + shown.key());
        }
        return GoPeer.run(building, arguments);
    }

    /// Its older versions know no word for the alert of TLS 1.3.
    @Override
    String refusal(String version) {
        return version.equals("TLSv1.3")
                ? "tls: (alert\\(116\\)|certificate required)"
                : "tls: handshake failure";
    }
}
