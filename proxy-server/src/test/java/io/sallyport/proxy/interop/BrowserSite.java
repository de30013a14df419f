package io.sallyport.proxy.interop;

import io.sallyport.proxy.http.WebSocketServer;
import io.sallyport.proxy.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A plaintext HTTP server with a page that tries in a browser what pages do, and writes the results into itself. An
/// image of it comes when the results are written, so that the browser does not take the page for complete before.
final class BrowserSite implements AutoCloseable {
    /// Resources that the page has besides those that its script asks for.
    static final int RESOURCES = 12;

    private static final int PATIENCE_SECONDS = 30;

    private static final String PAGE =
            String.format(
                    Locale.ROOT,
                    """
                    <!doctype html><title>site</title>
                    <link rel="stylesheet" href="/resource/0.css">
                    %s
                    <pre id="results"></pre><img src="/held">
                    <script>
                    async function posted() {
                      const body = 'x'.repeat(200000);
                      const answer = await fetch('/echo', {method: 'POST', body});
                      return (await answer.text()) === body ? 'all of it' : 'something else';
                    }
                    function events() {
                      return new Promise((done, failed) => {
                        const seen = [];
                        const source = new EventSource('/events');
                        source.onerror = () => failed('the events ended');
                        source.onmessage = event => {
                          seen.push(event.data);
                          fetch('/seen/' + event.data);
                          if (seen.length === 3) { source.close(); done(seen.join()); }
                        };
                      });
                    }
                    function socket() {
                      return new Promise((done, failed) => {
                        const seen = [];
                        const socket = new WebSocket(`wss://${location.host}/socket`);
                        socket.onerror = () => failed('the socket failed');
                        socket.onclose = event => done(`${seen.join()} ${event.code}`);
                        socket.onopen = () => { socket.send('hello'); socket.send('x'.repeat(70000)); };
                        socket.onmessage = message => {
                          seen.push(message.data.length);
                          if (seen.length === 2) { socket.close(1000); }
                        };
                      });
                    }
                    async function results() {
                      const post = await posted();
                      const seen = await events();
                      const echoed = await socket();
                      const timings = ['navigation', 'resource']
                          .flatMap(type => performance.getEntriesByType(type))
                          .filter(entry => !entry.name.endsWith('/held'));
                      const protocols = new Set(timings.map(entry => entry.nextHopProtocol));
                      return `protocols: ${[...protocols].join()}\\nposted: ${post}\\nevents: ${seen}\\n`
                          + `socket: ${echoed}\\nloaded: ${window.loaded}`;
                    }
                    results().catch(why => 'failed: ' + why).then(text => {
                      document.getElementById('results').textContent = text;
                      fetch('/written');
                    });
                    </script>
                    """,
                    scripts());

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch written = new CountDownLatch(1);
    private final List<CountDownLatch> seen =
            List.of(new CountDownLatch(1), new CountDownLatch(1), new CountDownLatch(1));
    private final TestServer server = TestServer.start(this::serve);

    int port() {
        return Integer.parseInt(server.address().toString().replaceAll(".*:", ""));
    }

    /// Method and target of each.
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.close();
    }

    private static String scripts() {
        StringBuilder scripts = new StringBuilder();
        for (int i = 1; i < RESOURCES; i++) {
            scripts.append("<script src=\"/resource/").append(i).append(".js\"></script>\n");
        }
        return scripts.toString();
    }

    private void serve(SocketChannel client) throws IOException {
        InputStream in = Channels.newInputStream(client);
        OutputStream out = Channels.newOutputStream(client);
        for (String head = head(in); head != null; head = head(in)) {
            String[] line = head.split(" ", 3);
            requests.add(line[0] + ' ' + line[1]);
            byte[] body = in.readNBytes(length(head));
            if (line[1].equals("/socket")) {
                out.write(
                        WebSocketServer.agreement(field(head, "sec-websocket-key"))
                                .getBytes(StandardCharsets.US_ASCII));
                WebSocketServer.echo(in, out, client);
                return;
            }
            if (line[1].equals("/events")) {
                sendEvents(out);
            } else {
                answer(out, line[1], body);
            }
        }
    }

    private void answer(OutputStream out, String path, byte[] body) throws IOException {
        switch (path) {
            case "/" -> send(out, "text/html", PAGE.getBytes(StandardCharsets.US_ASCII));
            case "/echo" -> send(out, "text/plain", body);
            case "/held" -> {
                await(written);
                send(out, "image/png", new byte[0]);
            }
            case "/written" -> {
                written.countDown();
                send(out, "text/plain", new byte[0]);
            }
            default -> {
                if (path.startsWith("/seen/")) {
                    seen.get(Integer.parseInt(path.substring("/seen/".length()))).countDown();
                }
                String type = path.endsWith(".css") ? "text/css" : "text/javascript";
                String text =
                        path.endsWith(".js") ? "window.loaded = (window.loaded || 0) + 1" : "";
                send(out, type, text.getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    /// Each when the page has seen the one before.
    private void sendEvents(OutputStream out) throws IOException {
        out.write(
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < seen.size(); i++) {
            String event = "data: " + i + "\n\n";
            out.write(
                    (Integer.toHexString(event.length()) + "\r\n" + event + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            await(seen.get(i));
        }
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void send(OutputStream out, String type, byte[] body) throws IOException {
        out.write(
                ("HTTP/1.1 200 OK\r\nContent-Type: "
                                + type
                                + "\r\nContent-Length: "
                                + body.length
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the page did not ask for what was to come next");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static int length(String head) {
        String length = field(head, "content-length");
        return length.isEmpty() ? 0 : Integer.parseInt(length);
    }

    /// Empty if there is none.
    private static String field(String head, String name) {
        String start = name + ':';
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, start, 0, start.length()))
                .map(line -> line.substring(start.length()).strip())
                .findFirst()
                .orElse("");
    }
}
