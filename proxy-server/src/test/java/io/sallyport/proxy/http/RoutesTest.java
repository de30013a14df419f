package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.proxy.insight.RequestReport;
import io.sallyport.proxy.testing.ConfiguredProxy;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests go where the routes of their listener say, whatever spelling they come in.
@Timeout(60)
class RoutesTest {
    private static final String TABLE =
            """
            listeners:
              web:
                bind: 127.0.0.1:0
                mode: http
                backend: rest
                routes:
                  - name: forbidden
                    match: { path_prefix: /admin }
                    respond: { status: 403, body: "not for you\\n" }
                  - name: api
                    match: { host: [api.example.com, "*.api.example.com"], path_prefix: /v1/ }
                    backend: one
                  - match: { path_regex: "/users/[0-9]+", method: [GET, HEAD] }
                    backend: one
                  - match: { path: /exact }
                    backend: one
                  - match: { headers: [ { name: X-Beta, value: "yes" }, { name: X-Off, present: false } ] }
                    backend: one
                  - name: moved
                    match: { path_prefix: /old/ }
                    redirect: { status: 301, prefix: /new/, host: www.example.com, scheme: https }
                  - name: page
                    match: { path: /page.html }
                    respond: { content_type: text/html, body_file: page.html }
                  - match: { path: /gone }
                    respond: { status: 204 }
              only:
                bind: 127.0.0.1:0
                mode: http
                routes:
                  - match: { path_prefix: /.well-known/acme-challenge/ }
                    backend: one
              redirecting:
                bind: 127.0.0.1:0
                mode: http
                redirect_to_https: true
                routes:
                  - name: acme
                    match: { path_prefix: /.well-known/acme-challenge/ }
                    backend: one
            backends:
              one: { servers: ["%s"] }
              rest: { servers: ["%s"] }
            """;

    @TempDir static Path folder;
    private static HttpBackend one;
    private static HttpBackend rest;
    private static ConfiguredProxy proxy;

    @BeforeAll
    static void start() throws IOException {
        one = new HttpBackend(request -> HttpBackend.ok("one " + request.firstLine()));
        rest = new HttpBackend(request -> HttpBackend.ok("rest " + request.firstLine()));
        Files.writeString(folder.resolve("page.html"), "<p>hello");
        proxy =
                ConfiguredProxy.start(
                        folder, String.format(Locale.ROOT, TABLE, one.address(), rest.address()));
    }

    @AfterAll
    static void stop() {
        proxy.close();
        one.close();
        rest.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/x, api.example.com, one GET /v1/x HTTP/1.1",
        "GET, /v1/x, API.example.com:8443, one GET /v1/x HTTP/1.1",
        "GET, /v1/x, a.b.api.example.com, one GET /v1/x HTTP/1.1",
        "GET, /v1, api.example.com, rest GET /v1 HTTP/1.1",
        "GET, /v1/x, other.example.com, rest GET /v1/x HTTP/1.1",
        "GET, /v1/../v1/x?a=/../b, api.example.com, one GET /v1/x?a=/../b HTTP/1.1",
        "GET, /users/12, h, one GET /users/12 HTTP/1.1",
        "PUT, /users/12, h, rest PUT /users/12 HTTP/1.1",
        "GET, /users/12/x, h, rest GET /users/12/x HTTP/1.1",
        "GET, /%65xact, h, one GET /exact HTTP/1.1",
        "GET, /exact?q, h, one GET /exact?q HTTP/1.1",
        "GET, /exact/, h, rest GET /exact/ HTTP/1.1",
        "GET, http://h/exact, h, one GET /exact HTTP/1.1",
        "OPTIONS, *, h, rest OPTIONS * HTTP/1.1",
        "GET, /x%2Fy, h, rest GET /x%2Fy HTTP/1.1",
        "GET, /x//y, h, rest GET /x//y HTTP/1.1",
        "GET, /x;y, h, rest GET /x;y HTTP/1.1",
        "GET, /administration, h, rest GET /administration HTTP/1.1",
        "GET, /page.html, h, <p>hello"
    })
    void goToTheFirstRouteThatFits(String method, String target, String host, String body)
            throws IOException {
        assertThat(ask("web", method, target, host, "").body()).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin",
                "/admin/",
                "/admin/x?y",
                "/x/../admin",
                "/./admin",
                "/%61dmin/x",
                "/x/%2e%2e/admin",
                "/x/.%2E/admin",
                "http://h/admin"
            })
    void nobodyGetsPastARouteByAnotherSpelling(String target) throws IOException {
        Message answer = ask("web", "GET", target, "h", "");
        assertThat(answer.firstLine()).isEqualTo("HTTP/1.1 403 Forbidden");
        assertThat(answer.body()).isEqualTo("not for you\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//admin",
                "/%2fadmin",
                "/x//../../admin%2f",
                "/admin%2Fx",
                "/admin;x/y",
                "/admin%3bx",
                "/x/..%2fadmin",
                "/x/..;/admin",
                "/x%5c..%5cadmin",
                "/%5cadmin",
                "/x//..%2f..%2fadmin"
            })
    void refusesAPathThatServersReadInWaysThatLeadToOtherRoutes(String target) throws IOException {
        int before = rest.requests().size();
        Message answer = ask("web", "GET", target, "h", "");
        if (!answer.firstLine().equals("HTTP/1.1 403 Forbidden")) {
            assertThat(answer.firstLine()).isEqualTo("HTTP/1.1 400 Bad Request");
            assertThat(answer.body()).contains("can be read in ways that lead to different routes");
        }
        assertThat(rest.requests()).hasSize(before);
    }

    @Test
    void goByTheirFields() throws IOException {
        assertThat(ask("web", "GET", "/", "h", "X-Beta: yes\r\n").body()).startsWith("one");
        assertThat(ask("web", "GET", "/", "h", "X-Beta: no\r\n").body()).startsWith("rest");
        assertThat(ask("web", "GET", "/", "h", "X-Beta: yes\r\nX-Beta: yes\r\n").body())
                .startsWith("rest");
        assertThat(ask("web", "GET", "/", "h", "X-Beta: yes\r\nX-Off: 1\r\n").body())
                .startsWith("rest");
    }

    @Test
    void areRedirected() throws IOException {
        Message answer = ask("web", "GET", "/old/a%2Bb?c=d", "h:1234", "");
        assertThat(answer.firstLine()).isEqualTo("HTTP/1.1 301 Moved Permanently");
        assertThat(answer.field("location")).isEqualTo("https://www.example.com/new/a%2Bb?c=d");
        assertThat(answer.field("content-length")).isEqualTo("0");
        assertThat(ask("web", "GET", "/gone", "h", "").firstLine())
                .isEqualTo("HTTP/1.1 204 No Content");
    }

    @Test
    void areSentToHttpsButForWhatARouteTakes() throws IOException {
        Message answer = ask("redirecting", "POST", "/a?b", "www.example.com:8080", "");
        assertThat(answer.firstLine()).isEqualTo("HTTP/1.1 308 Permanent Redirect");
        assertThat(answer.field("location")).isEqualTo("https://www.example.com/a?b");
        assertThat(ask("redirecting", "GET", "/.well-known/acme-challenge/token", "h", "").body())
                .startsWith("one");
        assertThat(ask("redirecting", "OPTIONS", "*", "h", "").field("location"))
                .isEqualTo("https://h");
    }

    @Test
    void cannotBeRedirectedOnAHostThatTheyDoNotName() throws IOException {
        try (Socket client = proxy.connect("redirecting")) {
            send(client, "GET /a HTTP/1.0\r\n\r\n");
            assertThat(Message.read(client.getInputStream(), false).firstLine())
                    .isEqualTo("HTTP/1.1 400 Bad Request");
        }
    }

    @Test
    void areToldThatNoRouteTakesThem() throws IOException {
        Message answer = ask("only", "GET", "/", "h", "");
        assertThat(answer.firstLine()).isEqualTo("HTTP/1.1 404 Not Found");
        assertThat(answer.body()).isEqualTo("404 Not Found: no route takes the request.\n");
        assertThat(ask("only", "GET", "/.well-known/acme-challenge/t", "h", "").body())
                .isEqualTo("one GET /.well-known/acme-challenge/t HTTP/1.1");
    }

    @Test
    void goOnOverTheSameConnectionWhoeverAnswers() throws IOException {
        try (Socket client = proxy.connect("web")) {
            for (String target : List.of("/admin", "/exact", "/old/x", "/", "/page.html")) {
                send(
                        client,
                        "POST " + target + " HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc");
                assertThat(Message.read(client.getInputStream(), false)).isNotNull();
            }
        }
    }

    @Test
    void areReportedWithTheirRoute() throws IOException {
        drainReports();
        ask("web", "GET", "/old/x", "h", "");
        RequestReport redirected = report("/old/x");
        assertThat(redirected.route()).isEqualTo("moved");
        assertThat(redirected.backend()).isEqualTo("none");
        assertThat(redirected.status()).isEqualTo(301);
        ask("web", "GET", "/exact", "h", "");
        RequestReport forwarded = report("/exact");
        assertThat(forwarded.route()).isEqualTo("route-4");
        assertThat(forwarded.backend()).isEqualTo("one");
        ask("web", "GET", "/page.html", "h", "");
        assertThat(report("/page.html").bytesOut()).isEqualTo(8);
        ask("only", "GET", "/nothing", "h", "");
        RequestReport refused = report("/nothing");
        assertThat(refused.route()).isEqualTo("none");
        assertThat(refused.reason()).isEqualTo("no_route");
    }

    private static void drainReports() throws IOException {
        ask("web", "GET", "/the-last-one", "h", "");
        report("/the-last-one");
    }

    private static RequestReport report(String target) {
        while (true) {
            RequestReport report = proxy.traffic().awaitRequest();
            if (report.target().equals(target)) {
                return report;
            }
        }
    }

    private static Message ask(
            String listener, String method, String target, String host, String fields)
            throws IOException {
        try (Socket client = proxy.connect(listener)) {
            send(
                    client,
                    method
                            + " "
                            + target
                            + " HTTP/1.1\r\nHost: "
                            + host
                            + "\r\n"
                            + fields
                            + "\r\n");
            return Message.read(client.getInputStream(), method.equals("HEAD"));
        }
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        client.getOutputStream().flush();
    }
}
