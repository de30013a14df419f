package io.sallyport.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {
    private static final int TRIES = 200_000;

    /// What paths that fool somebody are made of.
    private static final String[] PIECES = {
        "/", "/", "/", ".", "..", "%2e", "%2E", "%2f", "%5c", "%5C", ";", "%3b", "a", "admin",
        "%61", "%25", "%252e", "//", "/./", "/../", ";x=1", "%c3%a9", "!", "%21", "~", "%7e"
    };

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/a/b.html, /a/b.html",
        "/a/./b, /a/b",
        "/a/../b, /b",
        "/a/b/.., /a/",
        "/a/., /a/",
        "/../../etc, /etc",
        "/%2e%2E/a, /a",
        "/a/%2e./b, /b",
        "/.well-known/x, /.well-known/x",
        "/a/...;/b, /a/...;/b",
        "/..a/b.., /..a/b..",
        "/%61%2D%7e, /a-~",
        "/%c3%a9, /%C3%A9",
        "/a%2fb, /a%2Fb",
        "/a//b, /a//b",
        "/a//../b, /a/b",
        "/%21, /%21"
    })
    void forwardsAPathWithoutDotsAndOtherwiseAsItCame(String path, String forwarded) {
        assertThat(path(path).forwarded()).isEqualTo(forwarded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/public%2f..%2fadmin",
                "/public/..%2fadmin",
                "/public%2F../admin%2F..",
                "/public/..;/admin",
                "/public/..;x=1/admin",
                "/public/.;/admin",
                "/public/..%5cadmin",
                "/a/%2e%2e%3b/b",
                "/a%2f.",
                "/a;b%3bc"
            })
    void refusesWhatSomeServersTakeForDots(String path) {
        assertThat(RequestPath.of(path)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "/%61dmin, /admin",
        "/%41, /A",
        "/a%21b, /a!b",
        "/%c3%a9, /%C3%A9",
        "/a%20b, /a%20b",
        "/a%25b, /a%25b",
        "/a%2541, /a%2541"
    })
    void readsEverySpellingOfAPathAlike(String path, String reading) {
        assertThat(path(path).readings()).containsExactly(reading);
    }

    @Test
    void knowsEveryWayInWhichAServerMayReadAPath() {
        assertThat(path("/a//b").readings()).containsExactlyInAnyOrder("/a//b", "/a/b");
        assertThat(path("/a%2Fb").readings()).containsExactlyInAnyOrder("/a%2Fb", "/a/b");
        assertThat(path("/a%5cb").readings()).containsExactlyInAnyOrder("/a%5Cb", "/a/b");
        assertThat(path("/a;x=1/b").readings()).containsExactlyInAnyOrder("/a;x=1/b", "/a/b");
        assertThat(path("/a%3bx/b").readings()).containsExactlyInAnyOrder("/a;x/b", "/a/b");
        assertThat(path("/%2Fa").readings()).containsExactlyInAnyOrder("/%2Fa", "//a", "/a");
        assertThat(path("/a;/%2fb").readings())
                .containsExactlyInAnyOrder(
                        "/a;/%2Fb", "/a;//b", "/a;/b", "/a/%2Fb", "/a//b", "/a/b");
    }

    /// Servers of every kind read what is forwarded, each in its own way: what they come to is among the readings.
    @Test
    void leavesNoServerAReadingThatTheRoutesDidNotSee() {
        Random random = new Random(7);
        int accepted = 0;
        for (int i = 0; i < TRIES; i++) {
            StringBuilder text = new StringBuilder("/");
            for (int piece = random.nextInt(7); piece >= 0; piece--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            RequestPath path = RequestPath.of(text.toString());
            if (path != null) {
                accepted++;
                for (String read : servers(path.forwarded())) {
                    assertThat(decodedAll(path.readings()))
                            .as("%s, forwarded as %s", text, path.forwarded())
                            .contains(read);
                }
            }
        }
        assertThat(accepted).isGreaterThan(TRIES / 10);
    }

    @Test
    void forwardsWhatItWouldForwardAgain() {
        Random random = new Random(8);
        for (int i = 0; i < TRIES; i++) {
            StringBuilder text = new StringBuilder("/");
            for (int piece = random.nextInt(7); piece >= 0; piece--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            RequestPath path = RequestPath.of(text.toString());
            if (path != null) {
                assertThat(path(path.forwarded())).isEqualTo(path);
            }
        }
    }

    /// What servers make of a path: they decode before or after they look at slashes and parameters, or not at all, and
    /// resolve dots in the end. Written down apart from what is tested.
    private static Set<String> servers(String path) {
        Set<String> readings = new LinkedHashSet<>();
        for (boolean early : new boolean[] {false, true}) {
            for (boolean parameters : new boolean[] {false, true}) {
                for (boolean merge : new boolean[] {false, true}) {
                    String read = early ? decode(path) : path;
                    if (parameters) {
                        read = read.replaceAll(";[^/]*", "");
                    }
                    read = early ? read : decodeButSlashes(read);
                    if (merge) {
                        read = read.replaceAll("/+", "/");
                    }
                    readings.add(resolve(read));
                }
            }
        }
        return readings;
    }

    private static List<String> decodedAll(List<String> readings) {
        return readings.stream().map(RequestPathTest::decodeButSlashes).toList();
    }

    private static String decode(String path) {
        return decodeButSlashes(path).replace("%2F", "/").replace("%5C", "/");
    }

    private static String decodeButSlashes(String path) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != '%') {
                text.append(c);
                continue;
            }
            char octet = (char) Integer.parseInt(path, i + 1, i + 3, 16);
            boolean keeps = "/\\".indexOf(octet) >= 0;
            text.append(keeps ? path.substring(i, i + 3).toUpperCase(Locale.ROOT) : octet);
            i += 2;
        }
        return text.toString();
    }

    private static String resolve(String path) {
        ArrayDeque<String> kept = new ArrayDeque<>();
        String[] segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            if (segments[i].equals("..")) {
                kept.pollLast();
                if (last) {
                    kept.add("");
                }
            } else if (!segments[i].equals(".")) {
                kept.add(segments[i]);
            } else if (last) {
                kept.add("");
            }
        }
        return "/" + String.join("/", kept);
    }

    private static RequestPath path(String text) {
        RequestPath path = RequestPath.of(text);
        if (path == null) {
            throw new AssertionError(text + " is refused");
        }
        return path;
    }
}
