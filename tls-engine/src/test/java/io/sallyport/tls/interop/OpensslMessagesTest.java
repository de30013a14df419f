package io.sallyport.tls.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.event.NegotiatedSession;
import io.sallyport.tls.event.TlsEvent;
import io.sallyport.tls.negotiation.ClientAuthentication;
import io.sallyport.tls.testing.TestPki;
import io.sallyport.tls.testing.TestServer;
import io.sallyport.tls.testing.Tls12Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole handshake message by message, as openssl sees it and as we do.
@Timeout(60)
class OpensslMessagesTest {
    private static final String CLIENT = "client.example";
    private static final int PATIENCE_MILLIS = 20_000;

    /// Such as `>>> TLS 1.2, Handshake [length 0010], Finished`, and the same without a name for a
    /// change_cipher_spec that it sends; of one that it gets, the header of the record is all that shows.
    private static final Pattern MESSAGE =
            Pattern.compile(
                    "^(<<<|>>>) TLS 1\\.\\d, (?:(?:Handshake|(ChangeCipherSpec))"
                            + " \\[length ([0-9a-f]+)](?:, (\\w+))?"
                            + "|RecordHeader \\[length 0005]\n    14 03 03 00 01)",
                    Pattern.MULTILINE);

    @TempDir private Path folder;

    @Test
    void areTheSameOnBothSidesWithASecretByRsaAndAClientCertificate() throws Exception {
        TestServer server = serverThatAsks();
        String seen = connect(server, "-tls1_2", "-cipher", "AES128-GCM-SHA256");

        assertThat(namesOf(ourMessages(server)))
                .as(seen)
                .containsExactly(
                        "< client_hello",
                        "> server_hello",
                        "> certificate",
                        "> certificate_request",
                        "> server_hello_done",
                        "< certificate",
                        "< client_key_exchange",
                        "< certificate_verify",
                        "< change_cipher_spec",
                        "< finished",
                        "> new_session_ticket",
                        "> change_cipher_spec",
                        "> finished");
        assertThat(theirMessages(seen)).isEqualTo(ourMessages(server));
        assertAuthenticated(server, CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256);
    }

    /// Without change_cipher_spec, which means nothing in TLS 1.3. openssl hangs up before it has seen the
    /// tickets.
    @Test
    void areTheSameOnBothSidesInTls13WithAClientCertificate() throws Exception {
        TestServer server = serverThatAsks();
        String seen = connect(server, "-tls1_3", "-ciphersuites", "TLS_AES_128_GCM_SHA256");

        assertThat(namesOf(withoutChangeCipherSpec(ourMessages(server))))
                .as(seen)
                .containsExactly(
                        "< client_hello",
                        "> server_hello",
                        "> encrypted_extensions",
                        "> certificate_request",
                        "> certificate",
                        "> certificate_verify",
                        "> finished",
                        "< certificate",
                        "< certificate_verify",
                        "< finished",
                        "> new_session_ticket",
                        "> new_session_ticket");
        assertThat(withoutChangeCipherSpec(theirMessages(seen)))
                .hasSizeGreaterThanOrEqualTo(10)
                .isSubsetOf(withoutChangeCipherSpec(ourMessages(server)));
        assertAuthenticated(server, CipherSuite.TLS_AES_128_GCM_SHA256);
    }

    private static List<String> withoutChangeCipherSpec(List<String> messages) {
        return messages.stream()
                .filter(message -> !message.contains("change_cipher_spec"))
                .toList();
    }

    @Test
    void areTheSameOnBothSidesWithDiffieHellmanAndAClientCertificate() throws Exception {
        TestServer server = serverThatAsks();
        String seen = connect(server, "-tls1_2", "-cipher", "DHE-RSA-AES256-GCM-SHA384");

        assertThat(namesOf(ourMessages(server)))
                .as(seen)
                .containsSubsequence(
                        "> certificate",
                        "> server_key_exchange",
                        "> certificate_request",
                        "> server_hello_done");
        assertThat(theirMessages(seen)).isEqualTo(ourMessages(server));
        assertAuthenticated(server, CipherSuite.TLS_DHE_RSA_WITH_AES_256_GCM_SHA384);
    }

    private static TestServer serverThatAsks() {
        X500Principal authority = TestPki.ca().getSubjectX500Principal();
        return Tls12Server.of(
                Tls12Server.CONFIGURATION
                        .withResumption(Tls12Server.tickets(new Tls12Server.Clock()))
                        .withClientAuthentication(
                                new ClientAuthentication(
                                        true, List.of(authority.getEncoded()), false)));
    }

    private static void assertAuthenticated(TestServer server, CipherSuite suite) throws Exception {
        NegotiatedSession session = server.connection().session();
        assertThat(session.cipherSuite()).isEqualTo(suite);
        assertThat(session.clientCertificates())
                .usingElementComparator(Arrays::compare)
                .startsWith(TestPki.certificate(KeyType.RSA, CLIENT).getEncoded());
    }

    /// Lets openssl connect and hang up.
    ///
    /// @param options version and suite as openssl calls them
    /// @return what it printed
    private String connect(TestServer server, String... options) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path output = folder.resolve("output");
            listener.setSoTimeout(PATIENCE_MILLIS);
            Process client = start(listener.getLocalPort(), List.of(options), output);
            try {
                // its input is at an end: it hangs up when the handshake is done
                client.getOutputStream().close();
                try (Socket socket = listener.accept()) {
                    serve(socket, server);
                }
                assertThat(client.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                        .as("openssl ends")
                        .isTrue();
            } finally {
                client.destroyForcibly();
            }
            String seen = Files.readString(output, StandardCharsets.ISO_8859_1);
            assertThat(seen).contains("Verify return code: 0 (ok)");
            return seen;
        }
    }

    private static void serve(Socket socket, TestServer server) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        byte[] bytes = new byte[1 << 14];
        int count = socket.getInputStream().read(bytes);
        while (count >= 0) {
            socket.getOutputStream().write(server.feed(Arrays.copyOf(bytes, count)));
            count = socket.getInputStream().read(bytes);
        }
    }

    private Process start(int port, List<String> options, Path output) throws IOException {
        Path authority = pem("ca.pem", "CERTIFICATE", encoded(TestPki.ca()));
        Path certificate =
                pem("client.pem", "CERTIFICATE", encoded(TestPki.certificate(KeyType.RSA, CLIENT)));
        Path key =
                pem(
                        "client.key",
                        "PRIVATE KEY",
                        TestPki.keyPair(KeyType.RSA).getPrivate().getEncoded());
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "openssl",
                                "s_client",
                                "-connect",
                                "127.0.0.1:" + port,
                                "-servername",
                                TestPki.SERVER_NAME,
                                "-CAfile",
                                authority.toString(),
                                "-cert",
                                certificate.toString(),
                                "-key",
                                key.toString(),
                                "-msg"));
        command.addAll(options);
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            if ("required".equals(System.getProperty("peers"))) {
                throw e;
            }
            System.err.println("SKIPPED openssl's messages: " + e.getMessage());
            return abort("openssl is not here: " + e.getMessage());
        }
    }

    /// Each with its direction, as we see it, and its length.
    private static List<String> ourMessages(TestServer server) {
        return server.events(TlsEvent.MessageExchanged.class).stream()
                .map(event ->
                        (event.ours() ? "> " : "< ") + event.type().label() + " " + event.length())
                .toList();
    }

    private static List<String> theirMessages(String seen) {
        List<String> messages = new ArrayList<>();
        MESSAGE.matcher(seen)
                .results()
                .filter(message -> !isHeaderOfWhatItSends(message))
                .forEach(message -> messages.add(inOurWords(message)));
        return messages;
    }

    private static boolean isHeaderOfWhatItSends(MatchResult message) {
        return message.group(3) == null && message.group(1).equals(">>>");
    }

    private static String inOurWords(MatchResult message) {
        String direction = message.group(1).equals("<<<") ? "> " : "< ";
        if (message.group(3) == null) {
            return direction + "change_cipher_spec 1";
        }
        String name = message.group(2) == null ? message.group(4) : message.group(2);
        String snake = name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
        return direction + snake + " " + Integer.parseInt(message.group(3), 16);
    }

    private static List<String> namesOf(List<String> messages) {
        return messages.stream()
                .map(message -> message.substring(0, message.lastIndexOf(' ')))
                .toList();
    }

    private Path pem(String name, String what, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return Files.writeString(
                folder.resolve(name),
                "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
