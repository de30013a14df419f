package io.sallyport.proxy.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.proxy.testing.Setup;
import io.sallyport.proxy.testing.TestProxy;
import io.sallyport.proxy.testing.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Events that a server sends one by one arrive one by one: nothing waits to be sent together with what follows.
@Timeout(60)
class ServerSentEventsTest {
    private static final int EVENTS = 100;

    private final Semaphore arrived = new Semaphore(1);

    static java.util.stream.Stream<Setup> setups() {
        return Setup.available();
    }

    @ParameterizedTest
    @MethodSource("setups")
    void eachArrivesBeforeTheNextIsSent(Setup setup) throws Exception {
        run(setup, true);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whetherInChunksOrUntilTheEnd(boolean chunked) throws Exception {
        run(Setup.TLS_NIO, chunked);
    }

    private void run(Setup setup, boolean chunked) throws Exception {
        try (TestServer server = TestServer.start(client -> send(client, chunked));
                TestProxy proxy = setup.before(server.address()).speakingHttp().start();
                Socket client = proxy.connect()) {
            client.getOutputStream()
                    .write(
                            ("GET /events HTTP/1.1\r\nHost: localhost\r\n"
                                            + "Accept: text/event-stream\r\n\r\n")
                                    .getBytes(US_ASCII));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
            for (int i = 0; i < EVENTS; i++) {
                String line = in.readLine();
                while (!line.startsWith("data: ")) {
                    line = in.readLine();
                }
                assertThat(line).isEqualTo("data: event " + i);
                arrived.release();
            }
        }
    }

    /// Sends the next event only when the one before has arrived.
    private void send(SocketChannel client, boolean chunked) throws IOException {
        Message.read(Channels.newInputStream(client), false);
        OutputStream out = Channels.newOutputStream(client);
        out.write(
                ("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                                + (chunked ? "Transfer-Encoding: chunked\r\n" : "")
                                + "\r\n")
                        .getBytes(US_ASCII));
        for (int i = 0; i < EVENTS; i++) {
            await();
            String event = "data: event " + i + "\n\n";
            String part =
                    chunked ? Integer.toHexString(event.length()) + "\r\n" + event + "\r\n" : event;
            out.write(part.getBytes(US_ASCII));
        }
        await();
        out.write((chunked ? "0\r\n\r\n" : "").getBytes(US_ASCII));
    }

    private void await() throws IOException {
        try {
            if (!arrived.tryAcquire(20, TimeUnit.SECONDS)) {
                throw new IOException("the event before did not arrive");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
