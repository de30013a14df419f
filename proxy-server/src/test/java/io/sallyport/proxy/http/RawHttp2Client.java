package io.sallyport.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// A client of HTTP/2 that sends what it is told, right or wrong.
public final class RawHttp2Client implements AutoCloseable {
    static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private static final int MOST_PAYLOAD = 16_384;

    private final Closeable connection;
    private final DataInputStream in;
    private final OutputStream out;
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);
    private final Map<Integer, Answer> answers = new HashMap<>();
    private final ByteArrayOutputStream batch = new ByteArrayOutputStream();
    private boolean batching;
    private boolean opensWindows = true;
    private boolean answersPings = true;
    private boolean acknowledges = true;
    private Http2Frame goAway;
    private int goAways;

    /// What a client does.
    @FunctionalInterface
    interface Deed {
        void to(RawHttp2Client client) throws IOException;
    }

    /// What has come on a stream.
    public static final class Answer {
        private final StringBuilder interim = new StringBuilder();
        private final StringBuilder body = new StringBuilder();
        private Http2Headers head;
        private Http2Headers trailers;
        private boolean ended;
        private int resetBy = -1;

        public String status() {
            return head == null ? null : head.status().toString();
        }

        String field(String name) {
            CharSequence value = head.get(name);
            return value == null ? null : value.toString();
        }

        Http2Headers head() {
            return head;
        }

        String trailer(String name) {
            CharSequence value = trailers == null ? null : trailers.get(name);
            return value == null ? null : value.toString();
        }

        String interim() {
            return interim.toString();
        }

        String body() {
            return body.toString();
        }

        boolean isEnded() {
            return ended;
        }

        /// Error code, or -1.
        int resetBy() {
            return resetBy;
        }

        /// Takes what came on another stream for its own.
        void become(Answer other) {
            head = other.head;
            body.append(other.body);
            ended = other.ended;
            resetBy = other.resetBy;
        }

        boolean isOver() {
            return ended || resetBy >= 0;
        }
    }

    RawHttp2Client(Socket socket) throws IOException {
        this(socket, socket.getInputStream(), socket.getOutputStream());
    }

    private RawHttp2Client(Closeable connection, InputStream in, OutputStream out) {
        this.connection = connection;
        this.in = new DataInputStream(in);
        this.out = out;
    }

    /// The other side: a server that has read the preface.
    static RawHttp2Client serving(SocketChannel channel) throws IOException {
        RawHttp2Client server =
                new RawHttp2Client(
                        channel,
                        Channels.newInputStream(channel),
                        Channels.newOutputStream(channel));
        server.in.readNBytes(PREFACE.length());
        server.settings();
        return server;
    }

    /// What a client sends that does so, with preface and settings.
    static String octets(Deed deed) throws IOException {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        RawHttp2Client client = new RawHttp2Client(sent, InputStream.nullInputStream(), sent);
        client.raw(PREFACE);
        client.settings();
        deed.to(client);
        return sent.toString(StandardCharsets.ISO_8859_1);
    }

    /// With preface and settings sent.
    public static RawHttp2Client started(Socket socket) throws IOException {
        RawHttp2Client client = new RawHttp2Client(socket);
        client.raw(PREFACE);
        client.settings();
        return client;
    }

    RawHttp2Client openingNoWindows() {
        opensWindows = false;
        return this;
    }

    RawHttp2Client answeringNoPings() {
        answersPings = false;
        return this;
    }

    RawHttp2Client acknowledgingNothing() {
        acknowledges = false;
        return this;
    }

    /// What follows leaves together, at [#send].
    RawHttp2Client together() {
        batching = true;
        return this;
    }

    void send() throws IOException {
        batching = false;
        out.write(batch.toByteArray());
        out.flush();
        batch.reset();
    }

    void raw(String octets) throws IOException {
        byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
        if (batching) {
            batch.write(bytes);
        } else {
            out.write(bytes);
            out.flush();
        }
    }

    void frame(int type, int flags, int stream, String payload) throws IOException {
        int length = payload.length();
        raw(octets(length >> 16, length >> 8, length, type, flags) + number(stream) + payload);
    }

    /// @param pairs identifier and value of each
    void settings(int... pairs) throws IOException {
        StringBuilder payload = new StringBuilder();
        for (int i = 0; i < pairs.length; i += 2) {
            payload.append(octets(pairs[i] >> 8, pairs[i])).append(number(pairs[i + 1]));
        }
        frame(Http2Frame.SETTINGS, 0, 0, payload.toString());
    }

    /// @param fields names and values
    public void headers(int stream, boolean ends, String... fields) throws IOException {
        String block = block(fields);
        int type = Http2Frame.HEADERS;
        int flags = ends ? Http2Frame.END_STREAM : 0;
        while (block.length() > MOST_PAYLOAD) {
            frame(type, flags, stream, block.substring(0, MOST_PAYLOAD));
            block = block.substring(MOST_PAYLOAD);
            type = Http2Frame.CONTINUATION;
            flags = 0;
        }
        frame(type, flags | Http2Frame.END_HEADERS, stream, block);
    }

    void get(int stream, String path) throws IOException {
        headers(
                stream,
                true,
                ":method",
                "GET",
                ":scheme",
                "https",
                ":authority",
                "localhost",
                ":path",
                path);
    }

    void post(int stream, String... fields) throws IOException {
        String[] all = new String[8 + fields.length];
        System.arraycopy(
                new String[] {
                    ":method", "POST", ":scheme", "https", ":authority", "localhost", ":path", "/"
                },
                0,
                all,
                0,
                8);
        System.arraycopy(fields, 0, all, 8, fields.length);
        headers(stream, false, all);
    }

    void data(int stream, boolean ends, String body) throws IOException {
        frame(Http2Frame.DATA, ends ? Http2Frame.END_STREAM : 0, stream, body);
    }

    void windowUpdate(int stream, int by) throws IOException {
        frame(Http2Frame.WINDOW_UPDATE, 0, stream, number(by));
    }

    void reset(int stream) throws IOException {
        frame(Http2Frame.RST_STREAM, 0, stream, number(8));
    }

    /// Literal fields, which nobody remembers.
    static String block(String... fields) {
        StringBuilder block = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            block.append('\0').append(literal(fields[i])).append(literal(fields[i + 1]));
        }
        return block.toString();
    }

    static String number(int value) {
        return octets(value >> 24, value >> 16, value >> 8, value);
    }

    static String octets(int... values) {
        StringBuilder octets = new StringBuilder();
        for (int value : values) {
            octets.append((char) (value & 0xFF));
        }
        return octets.toString();
    }

    /// Reads until the stream is over.
    public Answer answer(int stream) throws IOException {
        while (!of(stream).isOver()) {
            if (next() == null) {
                throw new IOException("the connection ended; goaway: " + goAway);
            }
        }
        return of(stream);
    }

    /// Reads until a head has come.
    Answer head(int stream) throws IOException {
        while (of(stream).head == null && !of(stream).isOver()) {
            if (next() == null) {
                throw new IOException("the connection ended; goaway: " + goAway);
            }
        }
        return of(stream);
    }

    Answer of(int stream) {
        return answers.computeIfAbsent(stream, _ -> new Answer());
    }

    /// Reads to the connection's end.
    ///
    /// @return the error code of the last GOAWAY, or -1
    public int end() throws IOException {
        while (next() != null) {
            // all that there is
        }
        return goAway == null ? -1 : goAway.number(4);
    }

    int goAways() {
        return goAways;
    }

    Http2Frame goAway() {
        return goAway;
    }

    /// Reads until a frame of this type comes, and takes the others for what they are.
    Http2Frame await(int type) throws IOException {
        Http2Frame frame = next();
        while (frame != null && frame.type() != type) {
            frame = next();
        }
        return frame;
    }

    /// @return the next frame, null at the connection's end
    Http2Frame next() throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        int length = first << 16 | in.readUnsignedShort();
        int type = in.read();
        int flags = in.read();
        int stream = in.readInt();
        String payload = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
        Http2Frame frame = new Http2Frame(type, flags, stream, payload);
        take(frame);
        return frame;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }

    private void take(Http2Frame frame) throws IOException {
        Answer answer = of(frame.stream());
        switch (frame.type()) {
            case Http2Frame.SETTINGS -> {
                if (!frame.has(Http2Frame.ACK) && acknowledges) {
                    frame(Http2Frame.SETTINGS, Http2Frame.ACK, 0, "");
                }
            }
            case Http2Frame.PING -> {
                if (!frame.has(Http2Frame.ACK) && answersPings) {
                    frame(Http2Frame.PING, Http2Frame.ACK, 0, frame.payload());
                }
            }
            case Http2Frame.GOAWAY -> {
                goAway = frame;
                goAways++;
            }
            case Http2Frame.RST_STREAM -> answer.resetBy = frame.number(0);
            case Http2Frame.HEADERS -> head(answer, frame);
            case Http2Frame.DATA -> {
                answer.body.append(frame.payload());
                answer.ended |= frame.has(Http2Frame.END_STREAM);
                if (opensWindows && !frame.payload().isEmpty()) {
                    windowUpdate(0, frame.payload().length());
                    if (!answer.ended) {
                        windowUpdate(frame.stream(), frame.payload().length());
                    }
                }
            }
            default -> {
                // for whoever waits for it
            }
        }
    }

    private void head(Answer answer, Http2Frame frame) throws IOException {
        if (!frame.has(Http2Frame.END_HEADERS)) {
            throw new IOException("a header in several frames");
        }
        ByteBuf block = Unpooled.wrappedBuffer(frame.octets());
        Http2Headers fields;
        try {
            fields = decoder.decodeHeaders(frame.stream(), block);
        } catch (Http2Exception e) {
            throw new IOException(e);
        }
        if (answer.head != null) {
            answer.trailers = fields;
        } else if (fields.status() != null && fields.status().charAt(0) == '1') {
            answer.interim.append(fields.status()).append(' ');
        } else {
            answer.head = fields;
        }
        answer.ended |= frame.has(Http2Frame.END_STREAM);
    }

    /// A string literal without Huffman code (RFC 7541, section 5.2).
    private static String literal(String text) {
        int length = text.length();
        if (length < 127) {
            return octets(length) + text;
        }
        StringBuilder prefix = new StringBuilder(octets(127));
        int rest = length - 127;
        while (rest >= 128) {
            prefix.append(octets(rest % 128 + 128));
            rest /= 128;
        }
        return prefix + octets(rest) + text;
    }
}
