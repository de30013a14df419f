package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.proxy.testing.TestProxy;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a client sends, a server gets requests that are written in one way, or none.
@Timeout(60)
class SmugglingTest {
    /// Who begins with the preface of HTTP/2 is answered in its frames.
    private static final String HTTP_2 = "\0";

    private static StrictServer server;
    private static TestProxy proxy;

    @BeforeAll
    static void start() throws IOException {
        server = new StrictServer();
        proxy = TestProxy.plain(server.address()).speakingHttp().start();
    }

    @AfterAll
    static void stop() {
        proxy.close();
        server.close();
    }

    static List<SmugglingCorpus.Attempt> attempts() {
        return SmugglingCorpus.all();
    }

    @Test
    void thereAreEnoughOfThem() {
        assertThat(attempts()).hasSizeGreaterThan(400);
        assertThat(attempts()).extracting(SmugglingCorpus.Attempt::arriving).contains(0, 1);
    }

    @ParameterizedTest
    @MethodSource("attempts")
    void isRefusedOrForwardedInOneReading(SmugglingCorpus.Attempt attempt) throws IOException {
        int before = server.requests().size();
        String answers;
        try (Socket client = proxy.connect()) {
            answers = SmugglingCorpus.send(attempt, client);
        }
        assertThat(server.faults()).isEmpty();
        assertThat(server.requests()).hasSize(before + attempt.arriving());
        assertThat(server.requests()).noneMatch(line -> line.contains(SmugglingCorpus.CANARY));
        if (attempt.arriving() > 0) {
            assertThat(answers).contains("HTTP/1.1 200 OK\r\n");
        } else if (!answers.startsWith(HTTP_2)) {
            assertThat(answers).matches("(?si)HTTP/1\\.1 [45]\\d\\d .*\r\nconnection: close\r\n.*");
        }
    }
}
