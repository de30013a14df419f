package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.config.model.Hsts;
import io.sallyport.config.model.Routing;
import io.sallyport.proxy.testing.ConfiguredProxy;
import io.sallyport.proxy.testing.TestProxy;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What routes change in requests and answers.
@Timeout(60)
class RouteChangesTest {
    private static final String TABLE =
            """
            listeners:
              web:
                bind: 127.0.0.1:0
                mode: http
                backend: app
                routes:
                  - match: { path_prefix: /api/ }
                    rewrite: { prefix: /internal/ }
                    request_headers:
                      remove: [X-Secret, Cookie]
                      set: { Host: internal.example, X-Set: "one" }
                      add: { X-Add: "two" }
                    response_headers:
                      remove: Server
                      set: { X-Frame-Options: DENY }
                      add: { Set-Cookie: "a=b" }
                    backend: app
                  - match: { path_prefix: /users }
                    rewrite: { regex: "/users/(.+)", substitution: /people/$1 }
                    backend: app
                  - match: { path: /fixed }
                    respond: { status: 418 }
                    response_headers: { set: { X-Frame-Options: DENY } }
                  - match: { path_prefix: /slow/ }
                    timeout: 200ms
                    backend: app
                  - match: { path_prefix: /pausing/ }
                    idle_timeout: 200ms
                    backend: app
                    response_headers: { set: { X-Late: "1" } }
            backends:
              app: { servers: ["%s"] }
            """;

    @TempDir static Path folder;
    private static final CountDownLatch END = new CountDownLatch(1);
    private static HttpBackend app;
    private static ConfiguredProxy proxy;

    @BeforeAll
    static void start() throws IOException {
        app = new HttpBackend(RouteChangesTest::answer);
        proxy = ConfiguredProxy.start(folder, String.format(Locale.ROOT, TABLE, app.address()));
    }

    @AfterAll
    static void stop() {
        END.countDown();
        proxy.close();
        app.close();
    }

    private static String answer(Message request) {
        String target = request.firstLine().split(" ")[1];
        if (target.endsWith("/never")) {
            await();
        }
        String body = "got " + target;
        return target.endsWith("/half")
                ? "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"
                : "HTTP/1.1 200 OK\r\nServer: secret\r\nX-Frame-Options: ALLOW\r\nSet-Cookie: c=d\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body;
    }

    private static void await() {
        try {
            END.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/, /internal/",
        "/api/a%2Bb?c=/api/, /internal/a%2Bb?c=/api/",
        "/%61pi//x, /internal//x",
        "/api/x/../y, /internal/y",
        "/users/7?q, /people/7?q",
        "/users, /users",
        "/other, /other"
    })
    void rewriteThePathAndNothingElse(String target, String rewritten) throws IOException {
        assertThat(ask(target, "").body()).isEqualTo("got " + rewritten);
    }

    @ParameterizedTest
    @CsvSource({"/api/..%2f..%2fetc", "/api/..;/etc", "/api%2f../x"})
    void letNobodyOutOfWhereTheyLead(String target) throws IOException {
        int before = app.requests().size();
        assertThat(ask(target, "").firstLine()).isEqualTo("HTTP/1.1 400 Bad Request");
        assertThat(app.requests()).hasSize(before);
    }

    @Test
    void setAddAndRemoveFields() throws IOException {
        Message answer =
                ask("/api/fields", "X-Secret: 1\r\nCookie: x=y\r\nX-Set: 0\r\nX-Other: 3\r\n");

        Message seen = app.requests().getLast();
        assertThat(seen.field("x-secret")).isNull();
        assertThat(seen.field("cookie")).isNull();
        assertThat(seen.field("host")).isEqualTo("internal.example");
        assertThat(seen.field("x-forwarded-host")).isEqualTo("h");
        assertThat(seen.field("x-set")).isEqualTo("one");
        assertThat(seen.field("x-add")).isEqualTo("two");
        assertThat(seen.field("x-other")).isEqualTo("3");
        assertThat(answer.field("server")).isNull();
        assertThat(answer.field("x-frame-options")).isEqualTo("DENY");
        assertThat(answer.head().toLowerCase(Locale.ROOT))
                .contains("set-cookie: c=d", "set-cookie: a=b");
        assertThat(ask("/fixed", "").field("x-frame-options")).isEqualTo("DENY");
        assertThat(ask("/other", "").field("x-frame-options")).isEqualTo("ALLOW");
    }

    @ParameterizedTest
    @CsvSource({"/slow/never", "/pausing/never"})
    void giveAServerSoMuchTimeAndNoMore(String target) throws IOException {
        Message answer = ask(target, "");
        assertThat(answer.firstLine()).isEqualTo("HTTP/1.1 504 Gateway Timeout");
        if (target.startsWith("/pausing")) {
            assertThat(answer.field("x-late")).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @CsvSource({"/slow/half", "/pausing/half"})
    void breakOffAnAnswerThatTakesLonger(String target) throws IOException {
        assertThatThrownBy(
                        () -> {
                            Message answer = ask(target, "");
                            if (answer.body().length() < 100) {
                                throw new IOException("short");
                            }
                        })
                .isInstanceOf(IOException.class);
    }

    @Test
    void promiseHttpsInEveryAnswer() throws Exception {
        Hsts hsts = new Hsts(Duration.ofHours(1), true, false);
        try (TestProxy tls =
                        TestProxy.tls(app.address())
                                .with(web ->
                                        web.withRouting(
                                                new Routing(
                                                        List.of(),
                                                        Optional.of("app"),
                                                        false,
                                                        Optional.of(hsts))))
                                .speakingHttp()
                                .start();
                Socket client = tls.connect()) {
            for (String host : List.of("localhost", "elsewhere.example")) {
                send(client, "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
                assertThat(
                                Message.read(client.getInputStream(), false)
                                        .field("strict-transport-security"))
                        .isEqualTo("max-age=3600; includeSubDomains");
            }
        }
    }

    private static Message ask(String target, String fields) throws IOException {
        try (Socket client = proxy.connect("web")) {
            send(client, "GET " + target + " HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n");
            return Message.read(client.getInputStream(), false);
        }
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        client.getOutputStream().flush();
    }
}
