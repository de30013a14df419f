package io.sallyport.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchTest {

    @ParameterizedTest
    @CsvSource({
        "www.example.com, www.example.com, true",
        "www.example.com, www.example.com., true",
        "www.example.com, example.com, false",
        "www.example.com, www.example.com.evil.org, false",
        "*.example.com, www.example.com, true",
        "*.example.com, a.b.example.com, true",
        "*.example.com, a.b.example.com., true",
        "*.example.com, example.com, false",
        "*.example.com, .example.com, false",
        "*.example.com, badexample.com, false",
        "192.0.2.1, 192.0.2.1, true",
        "[2001:db8::1], [2001:db8::1], true"
    })
    void comparesHosts(String pattern, String host, boolean fits) {
        assertThat(new HostPattern(pattern).matches(host)).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/, /v1/, true",
        "/v1/, /v1/users, true",
        "/v1/, /v1, false",
        "/v1, /v1, true",
        "/v1, /v1/users, true",
        "/v1, /v10, false",
        "/v1, /v, false",
        "/, /anything, true"
    })
    void comparesPrefixesBySegments(String prefix, String path, boolean fits) {
        assertThat(new PathPattern.Prefix(prefix).matches(path)).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({
        "/users/[0-9]+, /users/7, true",
        "/users/[0-9]+, /users/7/photo, false",
        "/users/[0-9]+, /x/users/7, false",
        "(a*)*b, /, false"
    })
    void comparesTheWholePathWithAnExpression(String regex, String path, boolean fits) {
        assertThat(new PathPattern.Regex(Pattern.compile(regex)).matches(path)).isEqualTo(fits);
    }

    @Test
    void comparesFields() {
        assertThat(new FieldPattern.Exact("x", "a, b").matches("a, b")).isTrue();
        assertThat(new FieldPattern.Exact("x", "a").matches("a, b")).isFalse();
        assertThat(new FieldPattern.Exact("x", "").matches(null)).isFalse();
        assertThat(new FieldPattern.Regex("x", Pattern.compile(".*curl.*")).matches("curl/8"))
                .isTrue();
        assertThat(new FieldPattern.Regex("x", Pattern.compile(".*")).matches(null)).isFalse();
        assertThat(new FieldPattern.Present("x", true).matches("")).isTrue();
        assertThat(new FieldPattern.Present("x", false).matches("")).isFalse();
        assertThat(new FieldPattern.Present("x", false).matches(null)).isTrue();
    }

    @Test
    void takesOnlyWhatFitsEverything() {
        RequestMatch match =
                new RequestMatch(
                        List.of(new HostPattern("a.example"), new HostPattern("b.example")),
                        new PathPattern.Exact("/x"),
                        Set.of("GET"),
                        List.of(new FieldPattern.Exact("x-beta", "yes")));

        assertThat(match.fits(facts("GET", "b.example", Map.of("x-beta", "yes")), "/x")).isTrue();
        assertThat(match.fits(facts("HEAD", "b.example", Map.of("x-beta", "yes")), "/x")).isFalse();
        assertThat(match.fits(facts("GET", "c.example", Map.of("x-beta", "yes")), "/x")).isFalse();
        assertThat(match.fits(facts("GET", "b.example", Map.of()), "/x")).isFalse();
        assertThat(match.fits(facts("GET", "b.example", Map.of("x-beta", "yes")), "/y")).isFalse();
        assertThat(RequestMatch.ANY.fits(facts("PUT", "", Map.of()), "*")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/api, /internal, /api, /internal",
        "/api, /internal, /api/x//y, /internal/x//y",
        "/api, /, /api/x, /x",
        "/api, /, /api, /",
        "/api/, /, /api/x, /x",
        "/api/, /internal, /api/x, /internal/x",
        "/api/, /internal/, /%61pi/%2B, /internal/%2B",
        "/a/b, /c, /a/b/d, /c/d",
        "/, /all/, /x, /all/x"
    })
    void putsAnotherPrefixInThePlaceOfOne(
            String prefix, String replacement, String path, String rewritten) {
        assertThat(new PrefixRewrite(prefix, replacement).of(path)).isEqualTo(rewritten);
    }

    @ParameterizedTest
    @CsvSource({
        "/users/([0-9]+), /people/$1, /users/7, /people/7",
        "/users/([0-9]+), /people/$1, /users/7/x, /users/7/x",
        "/(a)?(.*), /$1-$2-$$, /bc, /-bc-$",
        "/caf%C3%A9, /tea, /caf%c3%a9, /tea",
        "/a(.*), /b$1, /a%2fx, /b%2Fx"
    })
    void putsAnotherPathInThePlaceOfOneThatMatches(
            String regex, String substitution, String path, String rewritten) {
        RequestPath read = RequestPath.of(path);
        assertThat(read).isNotNull();
        assertThat(new RegexRewrite(Pattern.compile(regex), substitution).checked(read))
                .isEqualTo(rewritten);
    }

    @ParameterizedTest
    @CsvSource({
        "/a(.*), /in/$1, /a..",
        "/a(.*), /in/$1, /a../x",
        "/a(.*), $1, /ax",
        "/(.*)%(.*), /$1%, /x%41%20",
        "/a(.*)b, /in/.$1, /a.b",
        "/a(.*), /in/$1;x, /a.."
    })
    void refusesARewrittenPathThatLeadsElsewhere(String regex, String substitution, String path) {
        RequestPath read = RequestPath.of(path);
        assertThat(read).isNotNull();
        PathRewrite rewrite = new RegexRewrite(Pattern.compile(regex), substitution);
        assertThat(rewrite.checked(read)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "https, , 0, , http, www.example.com:8080, https://www.example.com/a?b",
        "https, , 8443, , http, www.example.com:8080, https://www.example.com:8443/a?b",
        ", new.example, 0, , https, www.example.com:8443, https://new.example/a?b",
        ", , 0, /new, https, www.example.com:8443, https://www.example.com:8443/new?b",
        "http, , 0, /new, http, [::1]:80, http://[::1]:80/new?b"
    })
    void keepsOfAUrlWhatIsNotRedirected(
            String scheme,
            String host,
            int port,
            String path,
            String ownScheme,
            String asked,
            String location) {
        int colon = asked.lastIndexOf(':');
        assertThat(
                        new Redirect(308, scheme, host, port, path, null)
                                .location(
                                        ownScheme,
                                        asked.substring(0, colon),
                                        Integer.parseInt(asked.substring(colon + 1)),
                                        "/a",
                                        "?b"))
                .isEqualTo(location);
    }

    private static RequestFacts facts(String method, String host, Map<String, String> fields) {
        return new RequestFacts(method, host, fields::get);
    }
}
