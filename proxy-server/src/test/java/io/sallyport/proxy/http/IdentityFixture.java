package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.proxy.clientauth.CertificateClient;
import io.sallyport.proxy.clientauth.ClientPki;
import io.sallyport.proxy.clientauth.ClientPki.Holder;
import io.sallyport.proxy.credential.TestCertificates;
import io.sallyport.proxy.testing.ConfiguredProxy;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/// A proxy that asks clients for certificates, with a server that remembers what it was told.
final class IdentityFixture implements AutoCloseable {
    static final Holder ROOT =
            ClientPki.authority("CN=Root,O=Example", "P-256#identity-root").selfSigned();
    static final Holder INTERMEDIATE =
            ClientPki.authority("CN=Intermediate,O=Example", "P-256#identity-intermediate")
                    .issuedBy(ROOT);
    static final Holder CLIENT =
            ClientPki.client("CN=client,O=Example", "P-256#identity-client")
                    .uri("spiffe://example.org/client")
                    .dns("client.example.org")
                    .issuedBelow(INTERMEDIATE);
    static final Holder EXPIRED =
            ClientPki.client("CN=expired,O=Example", "P-256#identity-client")
                    .valid(Duration.ofDays(-10), Duration.ofDays(-1))
                    .issuedBy(ROOT);

    static final String EVERYTHING =
            "{ client_cert: true, client_cert_chain: true, forward_client_cert_details: sanitize_set,"
                    + " set_current_client_cert_details: [subject, uri, dns],"
                    + " headers: { X-Client-Subject: subject, X_Client_Verify: result } }";

    final HttpBackend backend;
    final ConfiguredProxy proxy;

    private IdentityFixture(HttpBackend backend, ConfiguredProxy proxy) {
        this.backend = backend;
        this.proxy = proxy;
    }

    /// @param text of the file, with `APP` where the server's address is to be
    static IdentityFixture start(Path folder, String text) throws IOException {
        return start(folder, text, new HttpBackend(_ -> HttpBackend.ok("x")));
    }

    static IdentityFixture start(Path folder, String text, HttpBackend backend) throws IOException {
        writeFiles(folder);
        return new IdentityFixture(
                backend,
                ConfiguredProxy.start(folder, text.replace("APP", backend.address().toString())));
    }

    private static void writeFiles(Path folder) throws IOException {
        Holder site =
                ClientPki.client("CN=localhost", "P-256#identity-site")
                        .dns("localhost")
                        .uri("spiffe://example.org/proxy")
                        .purpose(null)
                        .selfSigned();
        Files.writeString(folder.resolve("site.pem"), TestCertificates.pem(site.certificate()));
        Files.writeString(
                folder.resolve("site.key"), TestCertificates.pem(site.keys().getPrivate()));
        Files.writeString(folder.resolve("ca.pem"), TestCertificates.pem(ROOT.certificate()));
    }

    /// A listener with TLS, of its mode's name.
    ///
    /// @param keys further ones of the listener, each in a line of its own
    static String listener(String mode, String... keys) {
        return String.format(
                        Locale.ROOT,
                        """
                          %1$s:
                            bind: 127.0.0.1:0
                            mode: http
                            backend: app
                            tls:
                              certificates: [{ chain: site.pem, key: site.key }]
                              client_auth: { mode: %1$s, trust: ca.pem }
                        """,
                        mode)
                + lines(keys);
    }

    /// One that asks nobody.
    static String plainListener(String... keys) {
        return "  plain:\n    bind: 127.0.0.1:0\n    mode: http\n    backend: app\n" + lines(keys);
    }

    private static String lines(String... keys) {
        StringBuilder lines = new StringBuilder();
        for (String key : keys) {
            lines.append("    ").append(key).append('\n');
        }
        return lines.toString();
    }

    static String file(String listeners) {
        return "listeners:\n" + listeners + "backends: { app: { servers: ['APP'] } }\n";
    }

    void reload(String text) throws IOException {
        proxy.write(text.replace("APP", backend.address().toString()));
        proxy.service().reload();
    }

    Socket connect(String listener, Holder holder) throws IOException {
        return connect(listener, new CertificateClient(holder, "TLSv1.3"), "http/1.1");
    }

    Socket connect(String listener, CertificateClient client, String protocol) throws IOException {
        return listener.equals("plain")
                ? proxy.connect(listener)
                : client.connect(proxy.address(listener), protocol);
    }

    /// What the server gets of a request over a new connection.
    Message seen(String listener, Holder holder, String fields) throws IOException {
        try (Socket client = connect(listener, holder)) {
            return seen(client, "GET", fields, "");
        }
    }

    /// What the server gets of a request.
    ///
    /// @param fields each ended by CRLF
    Message seen(Socket client, String method, String fields, String body) throws IOException {
        Message answer = ask(client, method, fields, body);
        assertThat(answer.firstLine()).as(fields).contains(" 200 ");
        return backend.requests().getLast();
    }

    static Message ask(Socket client, String method, String fields, String body)
            throws IOException {
        send(client, method, fields, body);
        return Message.read(client.getInputStream(), false);
    }

    static void send(Socket client, String method, String fields, String body) throws IOException {
        client.getOutputStream()
                .write(
                        (method + " / HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n" + body)
                                .getBytes(StandardCharsets.ISO_8859_1));
        client.getOutputStream().flush();
    }

    @Override
    public void close() {
        proxy.close();
        backend.close();
    }
}
