package io.sallyport.proxy.clientauth;

import io.sallyport.proxy.clientauth.CertificateCase.Authorities;
import io.sallyport.proxy.credential.TestCertificates;
import io.sallyport.proxy.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// What the tests of OCSP have in common: a site with its certificate, and the CAs that it trusts.
final class OcspFiles {
    private OcspFiles() {}

    static void write(Path folder) throws IOException {
        Instant now = Instant.now();
        TestCertificates.Held own =
                TestCertificates.selfSigned(
                        TestCertificates.Wanted.server("localhost")
                                .valid(now.minusSeconds(3600), now.plus(Duration.ofDays(30))),
                        TestCertificates.keys("P-256"));
        Files.writeString(folder.resolve("site.pem"), TestCertificates.pem(own.certificate()));
        Files.writeString(
                folder.resolve("site.key"), TestCertificates.pem(own.keys().getPrivate()));
        Files.writeString(folder.resolve("ca.pem"), Authorities.trusted());
    }

    /// A listener as it stands under `listeners`.
    static String listener(String name, String clientAuth) {
        return String.format(
                Locale.ROOT,
                """
                  %s:
                    bind: 127.0.0.1:0
                    mode: tcp
                    backend: app
                    tls:
                      certificates: [{ chain: site.pem, key: site.key }]
                      client_auth: { %s }
                """,
                name,
                clientAuth);
    }

    static String backend(TestServer server) {
        return "backends: { app: { servers: ['" + server.address() + "'] } }\n";
    }
}
