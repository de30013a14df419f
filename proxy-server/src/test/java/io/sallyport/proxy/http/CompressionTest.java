package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.github.luben.zstd.ZstdInputStream;
import io.netty.handler.codec.compression.Brotli;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.sallyport.config.model.ContentCoding;
import io.sallyport.proxy.testing.ConfiguredProxy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers are compressed where everybody can live with it, and come out as the server made them.
@Timeout(60)
class CompressionTest {
    private static final String TABLE =
            """
            listeners:
              web:
                bind: 127.0.0.1:0
                mode: http
                routes:
                  - match: { path: /left-alone }
                    backend: app
                  - compression: { codings: [zstd, br, gzip] }
                    backend: app
            backends:
              app: { servers: ["%s"] }
            """;

    private static final String TEXT = "all work and no play makes jack a dull boy\n".repeat(3_000);

    @TempDir static Path folder;
    private static final Map<String, String> FIELDS = new ConcurrentHashMap<>();
    private static HttpBackend app;
    private static ConfiguredProxy proxy;

    @BeforeAll
    static void start() throws IOException {
        assertThat(Brotli.isAvailable()).isTrue();
        app = new HttpBackend(CompressionTest::answer);
        proxy = ConfiguredProxy.start(folder, String.format(Locale.ROOT, TABLE, app.address()));
    }

    @AfterAll
    static void stop() {
        proxy.close();
        app.close();
    }

    private static String answer(Message request) {
        String path = request.firstLine().split(" ")[1];
        String body = path.equals("/small") ? "small" : TEXT;
        boolean head = request.firstLine().startsWith("HEAD");
        if (path.equals("/chunked")) {
            return "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + (Integer.toHexString(body.length()) + "\r\n" + body + "\r\n").repeat(3)
                    + "0\r\n\r\n";
        }
        if (path.equals("/cut")) {
            return "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 999999\r\n\r\n"
                    + TEXT
                    + HttpBackend.END;
        }
        return FIELDS.getOrDefault(path, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
                + "Content-Length: "
                + body.length()
                + "\r\n\r\n"
                + (head ? "" : body);
    }

    @ParameterizedTest
    @CsvSource({
        "gzip, gzip",
        "'br, gzip', br",
        "'gzip, zstd, br', zstd",
        "'zstd;q=0, br;q=0.1', br",
        "*, zstd",
        "'*;q=0, gzip', gzip",
        "GZIP;q=1.0, gzip"
    })
    void areCompressedByWhatTheClientTakes(String accepted, String coding) throws IOException {
        for (String path : List.of("/whole", "/chunked")) {
            Message answer = ask("GET", path, "Accept-Encoding: " + accepted + "\r\n");
            assertThat(answer.field("content-encoding")).isEqualTo(coding);
            assertThat(answer.field("vary")).isEqualTo("Accept-Encoding");
            assertThat(answer.field("content-length")).isNull();
            assertThat(answer.body().length()).isLessThan(TEXT.length() / 10);
            assertThat(decoded(coding, answer.body()))
                    .isEqualTo(path.equals("/whole") ? TEXT : TEXT.repeat(3));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "deflate", "gzip;q=0", "gzip;q=0.000", "*;q=0", ""})
    void stayAsTheyAreForClientsThatTakeNothing(String accepted) throws IOException {
        Message answer = ask("GET", "/whole", "Accept-Encoding: " + accepted + "\r\n");
        assertThat(answer.field("content-encoding")).isNull();
        assertThat(answer.field("vary")).isEqualTo("Accept-Encoding");
        assertThat(answer.body()).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "200 OK\r\nContent-Type: image/png",
                "200 OK\r\nContent-Type: text/event-stream",
                "200 OK\r\nX: 1",
                "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip",
                "200 OK\r\nContent-Type: text/html\r\nCache-Control: public, No-Transform",
                "200 OK\r\nContent-Type: text/html\r\nContent-Digest: sha-256=:x:",
                "206 Partial Content\r\nContent-Type: text/html\r\nContent-Range: bytes 0-1/2"
            })
    void areLeftAloneIfTheyMustStayAsTheyAre(String head) throws IOException {
        FIELDS.put("/as-it-is", "HTTP/1.1 " + head + "\r\n");
        Message answer = ask("GET", "/as-it-is", "Accept-Encoding: gzip\r\n");
        assertThat(answer.body()).isEqualTo(TEXT);
        assertThat(answer.field("content-length")).isEqualTo(String.valueOf(TEXT.length()));
        assertThat(answer.field("vary")).isNull();
    }

    @Test
    void areLeftAloneIfTheyAreSmallOrOfAnotherRoute() throws IOException {
        assertThat(ask("GET", "/small", "Accept-Encoding: gzip\r\n").body()).isEqualTo("small");
        assertThat(ask("GET", "/left-alone", "Accept-Encoding: gzip\r\n").body()).isEqualTo(TEXT);
    }

    @Test
    void haveAWeakEntityTagAndPromiseNoRanges() throws IOException {
        FIELDS.put(
                "/tagged",
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nETag: \"a\"\r\nAccept-Ranges: bytes\r\n"
                        + "Vary: Origin\r\n");
        for (String method : List.of("GET", "HEAD")) {
            Message answer = ask(method, "/tagged", "Accept-Encoding: gzip\r\n");
            assertThat(answer.field("etag")).isEqualTo("W/\"a\"");
            assertThat(answer.field("accept-ranges")).isNull();
            assertThat(answer.field("content-encoding")).isEqualTo("gzip");
            assertThat(answer.head()).containsIgnoringCase("vary: Origin\r\n");
            assertThat(answer.head()).containsIgnoringCase("vary: Accept-Encoding\r\n");
        }
        FIELDS.put(
                "/weak",
                "HTTP/1.1 200 OK\r\nContent-Type: text/css; charset=utf-8\r\nETag: W/\"a\"\r\n"
                        + "Vary: accept-encoding\r\n");
        Message answer = ask("GET", "/weak", "Accept-Encoding: gzip\r\n");
        assertThat(answer.field("etag")).isEqualTo("W/\"a\"");
        assertThat(answer.field("vary")).isEqualTo("accept-encoding");
    }

    @Test
    void areBrokenOffWhereTheServerBreaksThemOff() {
        assertThatThrownBy(() -> ask("GET", "/cut", "Accept-Encoding: br\r\n"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void dependOnEveryFieldOfTheClient() {
        HttpHeaders fields = new DefaultHttpHeaders();
        fields.add("accept-encoding", "identity");
        fields.add("accept-encoding", "x-gzip ; q=0.5");
        assertThat(AcceptEncoding.first(fields, List.of(ContentCoding.BR, ContentCoding.GZIP)))
                .isEqualTo(ContentCoding.GZIP);
    }

    private static String decoded(String coding, String body) throws IOException {
        InputStream in = new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1));
        try (InputStream decoder =
                switch (coding) {
                    case "gzip" -> new GZIPInputStream(in);
                    case "br" -> new BrotliInputStream(in);
                    default -> new ZstdInputStream(in);
                }) {
            return new String(decoder.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static Message ask(String method, String path, String fields) throws IOException {
        try (Socket client = proxy.connect("web")) {
            client.getOutputStream()
                    .write(
                            (method + " " + path + " HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n")
                                    .getBytes(StandardCharsets.ISO_8859_1));
            return Message.read(client.getInputStream(), method.equals("HEAD"));
        }
    }
}
