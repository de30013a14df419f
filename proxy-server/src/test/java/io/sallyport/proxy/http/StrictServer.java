package io.sallyport.proxy.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sallyport.config.model.ServerAddress;
import io.sallyport.proxy.testing.TestServer;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/// A server that knows one way of reading a request, and takes note of whatever is not written in it.
final class StrictServer implements AutoCloseable {
    private static final Pattern LINE = Pattern.compile("[A-Za-z]+ (/[!-~]*|\\*) HTTP/1\\.1");
    private static final Pattern FIELD =
            Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+): ?([\\t -~\\x80-\\xff]*)");
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final TestServer server = TestServer.start(this::serve);

    ServerAddress address() {
        return server.address();
    }

    /// The first lines of the requests that came whole.
    List<String> requests() {
        return requests;
    }

    /// What was not as it must be.
    List<String> faults() {
        return faults;
    }

    @Override
    public void close() {
        server.close();
    }

    private void serve(SocketChannel client) throws IOException {
        InputStream in = new BufferedInputStream(Channels.newInputStream(client));
        OutputStream out = Channels.newOutputStream(client);
        try {
            for (String line = line(in); line != null; line = line(in)) {
                boolean head = line.startsWith("HEAD ");
                request(line, in);
                requests.add(line);
                String answer = head ? OK.substring(0, OK.length() - 2) : OK;
                out.write(answer.getBytes(ISO_8859_1));
                out.flush();
            }
        } catch (EOFException _) {
            // a request that the proxy broke off
        } catch (IllegalArgumentException e) {
            faults.add(e.getMessage());
        }
    }

    private static void request(String line, InputStream in) throws IOException {
        require(LINE.matcher(line).matches(), "request line", line);
        List<String> names = new ArrayList<>();
        long length = 0;
        boolean chunked = false;
        for (String field = needed(in); !field.isEmpty(); field = needed(in)) {
            var parts = FIELD.matcher(field);
            require(parts.matches(), "field", field);
            String name = parts.group(1).toLowerCase(Locale.ROOT);
            names.add(name);
            if (name.equals("content-length")) {
                require(parts.group(2).matches("0|[1-9][0-9]{0,17}"), "length", field);
                length = Long.parseLong(parts.group(2));
            } else if (name.equals("transfer-encoding")) {
                require(parts.group(2).equals("chunked"), "coding", field);
                chunked = true;
            }
        }
        require(count(names, "host") <= 1, "hosts", line);
        require(
                count(names, "content-length") + count(names, "transfer-encoding") <= 1,
                "lengths",
                names.toString());
        if (chunked) {
            chunks(in);
        } else {
            skip(in, length);
        }
    }

    private static void chunks(InputStream in) throws IOException {
        int size;
        do {
            String line = needed(in);
            require(line.matches("[0-9a-f]{1,8}"), "chunk size", line);
            size = Integer.parseInt(line, 16);
            skip(in, size);
            if (size > 0) {
                require(needed(in).isEmpty(), "chunk's end", line);
            }
        } while (size > 0);
        for (String field = needed(in); !field.isEmpty(); field = needed(in)) {
            require(FIELD.matcher(field).matches(), "trailer", field);
        }
    }

    private static long count(List<String> names, String name) {
        return names.stream().filter(name::equals).count();
    }

    private static void require(boolean condition, String what, String found) {
        if (!condition) {
            throw new IllegalArgumentException("the " + what + " is wrong: " + found);
        }
    }

    private static void skip(InputStream in, long length) throws IOException {
        if (in.readNBytes(Math.toIntExact(length)).length < length) {
            throw new EOFException();
        }
    }

    private static String needed(InputStream in) throws IOException {
        String line = line(in);
        if (line == null) {
            throw new EOFException();
        }
        return line;
    }

    /// Without its end, which is CRLF; null at the end of the stream.
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                int last = line.length() - 1;
                require(last >= 0 && line.charAt(last) == '\r', "line's end", line.toString());
                return line.substring(0, last);
            }
            line.append((char) next);
        }
        if (line.isEmpty()) {
            return null;
        }
        throw new EOFException();
    }
}
