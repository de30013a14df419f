package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.proxy.testing.TestProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A request of HTTP/2 that is none does not become one, or two, where it is written in HTTP/1.1: each is sent as it is
/// and with another request for its body, and a right one follows them over the same connections.
@Timeout(300)
class Http2SmugglingTest {
    private static final String SMUGGLED =
            "GET " + SmugglingCorpus.CANARY + " HTTP/1.1\r\nHost: a\r\n\r\n";

    /// A server that reads what it gets in one way only finds no fault in it, and nothing whole but requests that say
    /// they have no body, which are passed on before one comes.
    @Test
    void aStrictServerFindsNoFaultInWhatItGets() throws Exception {
        try (StrictServer server = new StrictServer();
                TestProxy proxy = TestProxy.plain(server.address()).speakingHttp().start()) {
            for (Http2RequestCase given : MalformedHttp2Requests.ALL) {
                attempt(proxy, given, false);
                assertThat(server.faults()).as("%s", given).isEmpty();
            }
            assertThat(server.requests().stream().filter("GET /next HTTP/1.1"::equals))
                    .hasSize(MalformedHttp2Requests.ALL.size());
            assertThat(server.requests())
                    .allMatch(List.of("GET /next HTTP/1.1", "POST / HTTP/1.1")::contains);
            assertThat(server.requests().stream().filter("POST / HTTP/1.1"::equals))
                    .hasSizeLessThanOrEqualTo(2);
        }
    }

    /// These write the head of a request down before they learn that its body is wrong, and may have answered by then.
    @ParameterizedTest
    @EnumSource(PeerServer.class)
    void serversOfOtherMakesFindNoRequestThatWasSmuggled(PeerServer peer, @TempDir Path folder)
            throws Exception {
        try (PeerServer.Running server = peer.start(folder);
                TestProxy proxy = TestProxy.plain(server.address()).speakingHttp().start()) {
            for (Http2RequestCase given : MalformedHttp2Requests.ALL) {
                attempt(proxy, given, true);
            }
            ask(proxy, "/last");
            List<String> requests = server.awaited("GET /last");
            assertThat(requests).contains("GET /last");
            assertThat(requests.stream().filter("GET /next"::equals))
                    .hasSize(MalformedHttp2Requests.ALL.size());
            assertThat(requests)
                    .allMatch(List.of("GET /next", "GET /last", "GET /", "POST /")::contains);
            assertThat(requests.stream().filter(line -> line.endsWith(" /")))
                    .hasSizeLessThanOrEqualTo(2 * bodies());
            // the log would show it
            ask(proxy, SmugglingCorpus.CANARY);
            assertThat(server.awaited("GET " + SmugglingCorpus.CANARY))
                    .contains("GET " + SmugglingCorpus.CANARY);
        }
    }

    /// @param early whether the server may answer before it has the body
    private static void attempt(TestProxy proxy, Http2RequestCase given, boolean early)
            throws IOException {
        try (RawHttp2Client client = RawHttp2Client.started(proxy.connectHttp2())) {
            refused(client, 1, given, early);
            refused(client, 3, given.withBody(SMUGGLED), early);
            client.get(5, "/next");
            assertThat(client.answer(5).status()).as("%s", given).isEqualTo("200");
        }
    }

    private static void refused(
            RawHttp2Client client, int stream, Http2RequestCase given, boolean early)
            throws IOException {
        given.send(client, stream);
        String status = client.answer(stream).status();
        if (early && given.expected() == HttpViolation.CONTENT_LENGTH_DIFFERS) {
            assertThat(status).as("%s", given).isIn("400", "200");
        } else {
            assertThat(status).as("%s", given).isEqualTo(String.valueOf(given.expected().status()));
        }
    }

    private static void ask(TestProxy proxy, String path) throws IOException {
        try (RawHttp2Client client = RawHttp2Client.started(proxy.connectHttp2())) {
            client.get(1, path);
            assertThat(client.answer(1).status()).isEqualTo("200");
        }
    }

    private static int bodies() {
        return Math.toIntExact(
                MalformedHttp2Requests.ALL.stream()
                        .filter(each -> each.fields().contains("content-length"))
                        .count());
    }
}
