package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.proxy.clientauth.CertificateClient;
import io.sallyport.proxy.clientauth.ClientPki.Holder;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// No client tells a server who it is, in no spelling, over no protocol, whatever the listener asks it for.
@Timeout(120)
class SpoofedIdentityTest {
    private static final String SPOOFED = "spoofed";
    private static final List<String> ALWAYS =
            List.of("Client-Cert", "Client-Cert-Chain", "X-Forwarded-Client-Cert");
    private static final List<String> OWN = List.of("X-Client-Subject", "X-Client-Verify");

    @TempDir private static Path folder;
    private static IdentityFixture fixture;

    @BeforeAll
    static void start() throws IOException {
        String identity = "client_identity: " + IdentityFixture.EVERYTHING;
        fixture =
                IdentityFixture.start(
                        folder,
                        IdentityFixture.file(
                                IdentityFixture.plainListener()
                                        + IdentityFixture.listener("none", identity)
                                        + IdentityFixture.listener("observe", identity)
                                        + IdentityFixture.listener("optional", identity)
                                        + IdentityFixture.listener("required", identity)
                                        + IdentityFixture.listener("none")
                                                .replace("  none:", "  bare:")));
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    static Stream<Arguments> listeners() {
        return Stream.of(
                        Arguments.of("plain", null),
                        Arguments.of("bare", null),
                        Arguments.of("none", null),
                        Arguments.of("observe", null),
                        Arguments.of("observe", IdentityFixture.CLIENT),
                        Arguments.of("observe", IdentityFixture.EXPIRED),
                        Arguments.of("optional", null),
                        Arguments.of("optional", IdentityFixture.CLIENT),
                        Arguments.of("required", IdentityFixture.CLIENT))
                .flatMap(each ->
                        Stream.of("http/1.1", "h2")
                                .map(protocol ->
                                        Arguments.of(each.get()[0], protocol, each.get()[1])));
    }

    @ParameterizedTest
    @MethodSource("listeners")
    void spoofedFieldsNeverReachTheServer(String listener, String protocol, Holder holder)
            throws IOException {
        List<String> reserved = new ArrayList<>(ALWAYS);
        if (!List.of("plain", "bare").contains(listener)) {
            reserved.addAll(OWN);
        }
        try (Socket client =
                fixture.connect(listener, new CertificateClient(holder, "TLSv1.3"), protocol)) {
            if (protocol.equals("h2")) {
                overHttp2(client, reserved);
            } else {
                boolean told =
                        holder == IdentityFixture.CLIENT
                                && !List.of("none", "bare", "plain").contains(listener);
                overHttp11(client, reserved, told);
            }
        }
    }

    /// @param told whether the server is told by these fields who the client is
    private static void overHttp11(Socket client, List<String> reserved, boolean told)
            throws IOException {
        for (String name : reserved) {
            for (String spelling : spellings(name)) {
                String field = spelling + ": " + SPOOFED + "\r\n";
                assertGone(fixture.seen(client, "GET", field, ""), spelling);
                assertGone(fixture.seen(client, "GET", field + field, ""), spelling);
                assertGone(
                        fixture.seen(
                                client,
                                "GET",
                                "Connection: keep-alive, " + name + "\r\n" + field + "X: y\r\n",
                                ""),
                        spelling);
                if (told) {
                    Message last = fixture.backend.requests().getLast();
                    assertThat(
                                    last.field(
                                            name.replace("X-Client-V", "X_Client_V")
                                                    .toLowerCase(Locale.ROOT)))
                            .as(spelling)
                            .isNotNull();
                }
                if (OWN.contains(name)) {
                    assertGone(
                            fixture.seen(
                                    client,
                                    "POST",
                                    "Transfer-Encoding: chunked\r\n",
                                    "1\r\nx\r\n0\r\n" + field + "X-T: y\r\n\r\n"),
                            spelling);
                    assertThat(fixture.backend.requests().getLast().trailers()).isEqualTo("X-T: y");
                }
            }
        }
    }

    private static void overHttp2(Socket socket, List<String> reserved) throws IOException {
        int stream = 1;
        try (RawHttp2Client client = RawHttp2Client.started(socket)) {
            for (String name : reserved) {
                for (String spelling : spellings(name)) {
                    String lower = spelling.toLowerCase(Locale.ROOT);
                    client.post(stream, lower, SPOOFED, "x", "y", lower, SPOOFED);
                    if (OWN.contains(name)) {
                        client.headers(stream, true, lower, SPOOFED, "x-t", "y");
                    } else {
                        client.data(stream, true, "");
                    }
                    assertThat(client.answer(stream).status()).as(lower).isEqualTo("200");
                    assertGone(fixture.backend.requests().getLast(), lower);
                    stream += 2;
                }
            }
        }
    }

    /// In the trailers, names that have a meaning of their own are refused, as all that authenticates.
    @ParameterizedTest
    @MethodSource("listeners")
    void spoofedTrailersAreRefused(String listener, String protocol, Holder holder)
            throws IOException {
        for (String name : List.of("client-cert", "client_cert_chain", "x_forwarded_client_cert")) {
            int before = fixture.backend.requests().size();
            try (Socket client =
                    fixture.connect(listener, new CertificateClient(holder, "TLSv1.3"), protocol)) {
                if (protocol.equals("h2")) {
                    try (RawHttp2Client peer = RawHttp2Client.started(client)) {
                        peer.post(1);
                        peer.headers(1, true, name, SPOOFED);
                        RawHttp2Client.Answer answer = peer.answer(1);
                        assertThat(answer.resetBy() >= 0 || "400".equals(answer.status()))
                                .as(name)
                                .isTrue();
                    }
                } else {
                    Message answer =
                            IdentityFixture.ask(
                                    client,
                                    "POST",
                                    "Transfer-Encoding: chunked\r\n",
                                    "0\r\n" + name + ": " + SPOOFED + "\r\n\r\n");
                    assertThat(answer.firstLine()).as(name).contains(" 400 ");
                }
            }
            assertThat(fixture.backend.requests().stream().skip(before).map(Message::trailers))
                    .noneMatch(trailers -> trailers.contains(SPOOFED));
        }
    }

    /// What servers take for one name, which is the one that counts.
    private static List<String> spellings(String name) {
        return List.of(
                name,
                name.toUpperCase(Locale.ROOT),
                name.replace('-', '_'),
                name.toUpperCase(Locale.ROOT).replace('-', '_'),
                name.replaceFirst("-", "_"),
                name.replace('-', '.'),
                name.replace('-', '~'));
    }

    private static void assertGone(Message seen, String spelling) {
        assertThat(seen.head()).as(spelling).doesNotContain(SPOOFED);
        assertThat(seen.trailers()).as(spelling).doesNotContain(SPOOFED);
        assertThat(seen.field("x")).isIn("y", null);
    }
}
