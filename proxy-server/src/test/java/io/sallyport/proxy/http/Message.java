package io.sallyport.proxy.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A request or an answer as it was on the wire, read by as simple a reader as there can be.
///
/// @param head the first line and the fields, each ended by CRLF
/// @param body with the framing of chunks taken off
/// @param trailers lines, without their ends
public record Message(String head, String body, String trailers) {

    /// Reads a message.
    ///
    /// @param bodiless whether there is no body whatever the fields say
    /// @return null at the end of the stream
    public static Message read(InputStream in, boolean bodiless) throws IOException {
        String head = head(in);
        if (head == null) {
            return null;
        }
        String length = field(head, "content-length");
        String body = "";
        if (bodiless
                || head.contains(" 204 ")
                || head.contains(" 304 ")
                || head.contains(" 100 ")) {
            return new Message(head, body, "");
        }
        if ("chunked".equals(field(head, "transfer-encoding"))) {
            StringBuilder trailers = new StringBuilder();
            body = chunks(in, trailers);
            return new Message(head, body, trailers.toString());
        } else if (length != null) {
            body = text(in.readNBytes(Integer.parseInt(length)));
        } else if (head.startsWith("HTTP/")) {
            body = text(in.readAllBytes());
        }
        return new Message(head, body, "");
    }

    public String firstLine() {
        return head.substring(0, head.indexOf('\r'));
    }

    /// The value of a field, or null if there is none; an error if there are several.
    public String field(String name) {
        return field(head, name);
    }

    private static String field(String head, String name) {
        String found = null;
        for (String line : head.split("\r\n")) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).toLowerCase(Locale.ROOT).equals(name)) {
                if (found != null) {
                    throw new AssertionError(name + " twice in " + head);
                }
                found = line.substring(colon + 1).strip();
            }
        }
        return found;
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                if (head.size() == 0) {
                    return null;
                }
                throw new IOException("the stream ends in a head: " + head);
            }
            head.write(next);
        }
        return text(head.toByteArray());
    }

    private static String chunks(InputStream in, StringBuilder trailers) throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            int length = Integer.parseInt(line(in), 16);
            if (length == 0) {
                String trailer = line(in);
                while (!trailer.isEmpty()) {
                    trailers.append(trailer);
                    trailer = line(in);
                }
                return body.toString();
            }
            body.append(text(in.readNBytes(length)));
            if (!line(in).isEmpty()) {
                throw new IOException("a chunk without an end");
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() < 2 || line.charAt(line.length() - 2) != '\r') {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the stream ends in a line: " + line);
            }
            line.append((char) next);
        }
        return line.substring(0, line.length() - 2);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
