package io.sallyport.proxy.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// A plaintext HTTP server that answers each question in its own way, with a page that takes several
/// records, and closes.
final class QuestionBackend implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final String PADDING = "<p>padding, so that it takes several records</p>\n";

    private static final String DETOUR = "/detour/";

    /// Before a question: the client is sent to where the answer is, over more connections than the two that
    /// a browser makes at once.
    static final String DETOURS = "/detour/detour/";

    private final ServerSocket socket;

    QuestionBackend() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /// The answer to a question: not guessed by a client that only shows what it sent.
    static String answer(String question) {
        byte[] reversed =
                new StringBuilder(question)
                        .reverse()
                        .toString()
                        .getBytes(StandardCharsets.US_ASCII);
        return "answer " + HexFormat.of().formatHex(reversed);
    }

    /// For messages that people read.
    static String withoutPadding(String page) {
        return page.replace(PADDING, "");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                // closed, or a client that went away before it was accepted
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setSoTimeout(PATIENCE_MILLIS);
            var in =
                    new BufferedReader(
                            new InputStreamReader(
                                    client.getInputStream(), StandardCharsets.ISO_8859_1));
            String requestLine = in.readLine();
            if (requestLine == null) {
                return;
            }
            String header = in.readLine();
            while (header != null && !header.isEmpty()) {
                header = in.readLine();
            }
            String path = requestLine.split(" ")[1];
            if (path.startsWith(DETOUR)) {
                redirect(client.getOutputStream(), path.substring(DETOUR.length() - 1));
            } else {
                write(client.getOutputStream(), page(path.substring(1)));
            }
        } catch (IOException e) {
            // the client went away: its side of the test says so
        }
    }

    private static String page(String question) {
        return "<!doctype html><title>interop</title>\n"
                + PADDING.repeat(800)
                + "<pre>"
                + answer(question)
                + "</pre>\n";
    }

    private static void redirect(OutputStream out, String path) throws IOException {
        String head =
                "HTTP/1.1 302 Found\r\nLocation: "
                        + path
                        + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void write(OutputStream out, String page) throws IOException {
        byte[] body = page.getBytes(StandardCharsets.US_ASCII);
        String head =
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"
                        + "Strict-Transport-Security: max-age=31536000\r\nContent-Length: "
                        + body.length
                        + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }
}
