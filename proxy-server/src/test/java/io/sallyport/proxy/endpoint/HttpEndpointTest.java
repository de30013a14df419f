package io.sallyport.proxy.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.proxy.transport.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpEndpointTest {
    private static final InetSocketAddress ANY =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private HttpEndpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        endpoint =
                HttpEndpoint.start(
                        Transport.NIO,
                        ANY,
                        4,
                        request ->
                                switch (request.path()) {
                                    case "/fault" -> throw new IllegalStateException("secret");
                                    case "/html" -> Response.html("<p>hi");
                                    case "/origin" ->
                                            Response.text(200, "from " + request.origin());
                                    default ->
                                            Response.text(
                                                    200,
                                                    request.method()
                                                            + " "
                                                            + request.path()
                                                            + " "
                                                            + request.accept());
                                });
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void answersWithoutBeingCachedOrGuessedAt() throws Exception {
        HttpResponse<String> response = get("/a?b=c");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("GET /a null\n");
        assertThat(response.headers().firstValue("cache-control")).hasValue("no-store");
        assertThat(response.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(get("/html").headers().firstValue("content-security-policy"))
                .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'"));
    }

    @Test
    void knowsWhichPageCausedARequest() throws Exception {
        assertThat(
                        exchange(
                                "POST /origin HTTP/1.1\r\nHost: a\r\nOrigin: https://b.example\r\n"
                                        + "Content-Length: 0\r\nConnection: close\r\n\r\n"))
                .endsWith("from https://b.example\n");
        assertThat(get("/origin").body()).isEqualTo("from null\n");
    }

    @Test
    void answersSeveralRequestsOnOneConnectionAndAHeadWithoutABody() throws Exception {
        String answer =
                exchange(
                        "HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n"
                                + "GET /y HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n"
                                + "Connection: close\r\n\r\n");

        assertThat(answer.split("HTTP/1.1 200 OK", -1)).hasSize(3);
        assertThat(answer).contains("content-length: 13\r\n").doesNotContain("HEAD /x");
        assertThat(answer).endsWith("\r\n\r\nGET /y text/html\n");
    }

    @Test
    void answersAFaultWithoutItsDetails() throws Exception {
        assertThat(get("/fault").statusCode()).isEqualTo(500);
        assertThat(get("/fault").body()).doesNotContain("secret");
    }

    @Test
    void refusesWhatIsNoRequestOrTooLong() throws Exception {
        assertThat(exchange("nonsense\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(exchange("GET /" + "a".repeat(5000) + " HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(exchange("GET / HTTP/1.1\r\na: " + "a".repeat(17_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(exchange("POST / HTTP/1.1\r\nContent-Length: 2000\r\n\r\n" + "a".repeat(2000)))
                .startsWith("HTTP/1.1 413 ");
    }

    @Test
    void closesConnectionsBeyondItsLimit() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                Socket socket = new Socket(endpoint.address().getAddress(), port());
                sockets.add(socket);
                socket.getOutputStream()
                        .write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }
            try (Socket fifth = new Socket(endpoint.address().getAddress(), port())) {
                assertThat(fifth.getInputStream().read()).isEqualTo(-1);
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void saysThatItsAddressIsTaken() {
        assertThatThrownBy(() ->
                        HttpEndpoint.start(
                                Transport.NIO, endpoint.address(), 1, _ -> Response.notFound()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Address already in use");
    }

    private HttpResponse<String> get(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    /// Everything that is answered until the connection is closed.
    private String exchange(String text) throws IOException {
        try (Socket socket = new Socket(endpoint.address().getAddress(), port())) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            try (InputStream in = socket.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            }
        }
    }

    private int port() {
        return endpoint.address().getPort();
    }
}
