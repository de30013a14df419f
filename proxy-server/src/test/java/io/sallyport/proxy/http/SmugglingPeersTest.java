package io.sallyport.proxy.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.proxy.testing.TestProxy;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Servers of other makes find nothing in what this proxy forwards but what it meant.
@Timeout(300)
class SmugglingPeersTest {

    @ParameterizedTest
    @EnumSource(PeerServer.class)
    void findNoRequestThatWasSmuggled(PeerServer peer, @TempDir Path folder) throws Exception {
        try (PeerServer.Running server = peer.start(folder);
                TestProxy proxy = TestProxy.plain(server.address()).speakingHttp().start()) {
            for (SmugglingCorpus.Attempt attempt : SmugglingCorpus.all()) {
                try (Socket client = proxy.connect()) {
                    SmugglingCorpus.send(attempt, client);
                }
            }
            ask(proxy, "/last");
            List<String> requests = server.awaited("GET /last");
            assertThat(requests)
                    .contains("GET /last")
                    .noneMatch(line -> line.contains(SmugglingCorpus.CANARY));
            // the log would show it
            ask(proxy, SmugglingCorpus.CANARY);
            assertThat(server.awaited("GET " + SmugglingCorpus.CANARY))
                    .anyMatch(line -> line.contains(SmugglingCorpus.CANARY));
        }
    }

    private static void ask(TestProxy proxy, String path) throws Exception {
        try (Socket client = proxy.connect()) {
            client.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(ISO_8859_1));
            assertThat(Message.read(client.getInputStream(), false).firstLine())
                    .isEqualTo("HTTP/1.1 200 OK");
        }
    }
}
