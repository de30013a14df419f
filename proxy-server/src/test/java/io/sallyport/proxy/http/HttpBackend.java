package io.sallyport.proxy.http;

import io.sallyport.config.model.ServerAddress;
import io.sallyport.proxy.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// A server that remembers what requests it gets, and answers as it is told.
public final class HttpBackend implements AutoCloseable {
    /// Ends the connection after what stands before it.
    static final String END = "\0END";

    private final List<Message> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final Function<Message, String> answers;
    private final TestServer server;

    /// @param answers on the wire, for each request
    public HttpBackend(Function<Message, String> answers) {
        this.answers = answers;
        this.server = TestServer.start(this::serve);
    }

    public static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    public ServerAddress address() {
        return server.address();
    }

    public List<Message> requests() {
        return requests;
    }

    int connections() {
        return connections.get();
    }

    /// How many requests were answered at once at most.
    int mostAtOnce() {
        return mostAtOnce.get();
    }

    @Override
    public void close() {
        server.close();
    }

    private void serve(SocketChannel client) throws IOException {
        connections.incrementAndGet();
        InputStream in = Channels.newInputStream(client);
        OutputStream out = Channels.newOutputStream(client);
        Message request = Message.read(in, false);
        while (request != null) {
            requests.add(request);
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            String answer = answers.apply(request);
            atOnce.decrementAndGet();
            boolean last = answer.endsWith(END);
            out.write(answer.replace(END, "").getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            if (last) {
                return;
            }
            request = Message.read(in, false);
        }
    }
}
