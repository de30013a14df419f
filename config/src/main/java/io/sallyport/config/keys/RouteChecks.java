package io.sallyport.config.keys;

import io.sallyport.config.model.ListenerMode;
import io.sallyport.config.model.RouteMatch;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Reading;
import io.sallyport.config.schema.Values;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What must hold within the routes of one listener.
final class RouteChecks {
    private static final int MOST_GROUPS = 9;
    private static final Duration A_YEAR = Duration.ofDays(365);

    /// What is for servers and what comes from them.
    private static final List<Key<?>> FORWARDING =
            List.of(
                    RouteKeys.REWRITE,
                    RouteKeys.REQUEST_HEADERS,
                    RouteKeys.COMPRESSION,
                    RouteKeys.TIMEOUT,
                    RouteKeys.IDLE_TIMEOUT);

    private final Values listener;
    private final List<Values> routes;
    private final Reading reading;

    private RouteChecks(Values listener, Reading reading) {
        this.listener = listener;
        this.routes = listener.find(ListenerKeys.ROUTES).orElse(List.of());
        this.reading = reading;
    }

    static void run(Values listener, Reading reading) {
        RouteChecks checks = new RouteChecks(listener, reading);
        checks.somewhereToGo();
        checks.redirectToHttps();
        checks.hsts();
        checks.names();
        for (Values route : checks.routes) {
            checks.oneAction(route);
            checks.match(route.section(RouteKeys.MATCH));
            checks.redirect(route);
            checks.respond(route);
            checks.rewrite(route);
            checks.onlyBesideBackend(route);
            checks.mode(route);
        }
        checks.reachable();
    }

    private void somewhereToGo() {
        if (!listener.isGiven(ListenerKeys.BACKEND)
                && !listener.isGiven(ListenerKeys.ROUTES)
                && !isGivenAtAll()
                && !redirectsToHttps()) {
            reading.error(
                    listener.pathOf(ListenerKeys.BACKEND),
                    "is missing; write the name of a backend, or routes");
        }
    }

    /// A value that is there and wrong has its own problem.
    private boolean isGivenAtAll() {
        return listener.isWritten(ListenerKeys.BACKEND) || listener.isWritten(ListenerKeys.ROUTES);
    }

    private boolean redirectsToHttps() {
        return listener.find(ListenerKeys.REDIRECT_TO_HTTPS).orElse(false);
    }

    private boolean isHttp() {
        return listener.find(ListenerKeys.MODE).filter(ListenerMode.HTTP::equals).isPresent();
    }

    private boolean isTcp() {
        return listener.find(ListenerKeys.MODE).filter(ListenerMode.TCP::equals).isPresent();
    }

    private void redirectToHttps() {
        if (!redirectsToHttps()) {
            return;
        }
        String path = listener.pathOf(ListenerKeys.REDIRECT_TO_HTTPS);
        if (isTcp()) {
            reading.error(path, "goes with mode: http only; write that, or take it out");
        } else if (listener.isGiven(ListenerKeys.TLS)) {
            reading.error(
                    path,
                    "is true on a listener that speaks TLS, whose clients have come by https; take it"
                            + " out");
        } else if (listener.isGiven(ListenerKeys.BACKEND)) {
            reading.error(path, "stands beside backend; write only one of the two");
        }
    }

    private void hsts() {
        Optional<Values> given = listener.find(ListenerKeys.HSTS);
        if (given.isEmpty()) {
            return;
        }
        Values hsts = given.get();
        if (isTcp()) {
            reading.error(hsts.path(), "has no meaning in mode: tcp; write http, or take it out");
        } else if (!listener.isWritten(ListenerKeys.TLS)) {
            reading.error(
                    hsts.path(),
                    "is heeded by nobody without TLS (RFC 6797, section 8.1); take it out, or write tls");
        }
        boolean preload = hsts.find(HstsKeys.PRELOAD).orElse(false);
        boolean wide = hsts.find(HstsKeys.INCLUDE_SUBDOMAINS).orElse(false);
        Duration maxAge = hsts.find(HstsKeys.MAX_AGE).orElse(A_YEAR);
        if (preload && (!wide || maxAge.compareTo(A_YEAR) < 0)) {
            reading.error(
                    hsts.pathOf(HstsKeys.PRELOAD),
                    "is not taken by the list of browsers; write include_subdomains: true and a max_age of"
                            + " 8760h at least");
        }
    }

    private void names() {
        Map<String, Values> taken = new HashMap<>();
        for (int i = 0; i < routes.size(); i++) {
            String name = RouteAssembly.name(routes.get(i), i);
            Values first = taken.putIfAbsent(name, routes.get(i));
            if (first != null) {
                reading.error(
                        routes.get(i).pathOf(RouteKeys.NAME),
                        "'" + name + "' is the name of " + first.path() + "; give each its own");
            }
        }
    }

    private void oneAction(Values route) {
        List<Key<?>> actions = List.of(RouteKeys.BACKEND, RouteKeys.REDIRECT, RouteKeys.RESPOND);
        if (actions.stream().noneMatch(route::isWritten)) {
            reading.error(route.path(), "does nothing; write one of backend, redirect and respond");
        }
        onlyOne(route, actions);
    }

    private void match(Values match) {
        onlyOne(match, List.of(MatchKeys.PATH, MatchKeys.PATH_PREFIX, MatchKeys.PATH_REGEX));
        for (Values header : match.find(MatchKeys.HEADERS).orElse(List.of())) {
            onlyOne(
                    header,
                    List.of(HeaderMatchKeys.VALUE, HeaderMatchKeys.REGEX, HeaderMatchKeys.PRESENT));
        }
    }

    private void redirect(Values route) {
        Optional<Values> given = route.find(RouteKeys.REDIRECT);
        if (given.isEmpty()) {
            return;
        }
        Values redirect = given.get();
        onlyOne(redirect, List.of(RedirectKeys.PATH, RedirectKeys.PREFIX));
        needsPathPrefix(route, redirect, RedirectKeys.PREFIX);
        boolean elsewhere =
                List.of(
                                RedirectKeys.HOST,
                                RedirectKeys.PORT,
                                RedirectKeys.PATH,
                                RedirectKeys.PREFIX)
                        .stream()
                        .anyMatch(redirect::isWritten);
        String own = listener.isGiven(ListenerKeys.TLS) ? "https" : "http";
        boolean ownScheme =
                !redirect.isWritten(RedirectKeys.SCHEME)
                        || redirect.find(RedirectKeys.SCHEME)
                                .filter(scheme -> scheme.keyword().equals(own))
                                .isPresent();
        if (!elsewhere && ownScheme) {
            reading.error(
                    redirect.path(),
                    "sends clients to where they are; write one of scheme, host, port, path and prefix");
        }
    }

    private void respond(Values route) {
        route.find(RouteKeys.RESPOND)
                .ifPresent(respond -> {
                    onlyOne(respond, List.of(RespondKeys.BODY, RespondKeys.BODY_FILE));
                    int status = respond.find(RespondKeys.STATUS).orElse(0);
                    boolean bodiless = status == 204 || status == 205 || status == 304;
                    for (Key<?> body : List.of(RespondKeys.BODY, RespondKeys.BODY_FILE)) {
                        if (bodiless && respond.isGiven(body)) {
                            reading.error(
                                    respond.pathOf(body),
                                    "is more than an answer with the status "
                                            + status
                                            + " can have; take it out, or write another status");
                        }
                    }
                });
    }

    private void rewrite(Values route) {
        Optional<Values> given = route.find(RouteKeys.REWRITE);
        if (given.isEmpty()) {
            return;
        }
        Values rewrite = given.get();
        onlyOne(rewrite, List.of(RewriteKeys.PREFIX, RewriteKeys.REGEX));
        needsPathPrefix(route, rewrite, RewriteKeys.PREFIX);
        if (!rewrite.isWritten(RewriteKeys.PREFIX) && !rewrite.isWritten(RewriteKeys.REGEX)) {
            reading.error(rewrite.path(), "does nothing; write one of prefix and regex");
        } else if (rewrite.isWritten(RewriteKeys.REGEX)
                != rewrite.isWritten(RewriteKeys.SUBSTITUTION)) {
            reading.error(rewrite.path(), "has regex or substitution alone; write both, or prefix");
        }
        Optional<String> regex = rewrite.find(RewriteKeys.REGEX);
        Optional<String> substitution = rewrite.find(RewriteKeys.SUBSTITUTION);
        if (regex.isPresent() && substitution.isPresent()) {
            int groups = HttpText.groups(regex.get());
            for (int group = groups + 1; group <= MOST_GROUPS; group++) {
                if (substitution.get().replace("$$", "").contains("$" + group)) {
                    reading.error(
                            rewrite.pathOf(RewriteKeys.SUBSTITUTION),
                            "has $"
                                    + group
                                    + ", more than the groups of regex; write none beyond $"
                                    + groups);
                }
            }
        }
    }

    private void onlyBesideBackend(Values route) {
        if (isHttp() && !route.isWritten(RouteKeys.BACKEND)) {
            for (Key<?> key : FORWARDING) {
                if (route.isWritten(key)) {
                    reading.error(
                            route.pathOf(key),
                            "has no meaning for a route that asks no server; write backend, or take it"
                                    + " out");
                }
            }
        }
    }

    private void mode(Values route) {
        Values match = route.section(RouteKeys.MATCH);
        if (isTcp()) {
            List.of(RouteKeys.REDIRECT, RouteKeys.RESPOND)
                    .forEach(key -> notIn(route, key, "tcp", "backend"));
            FORWARDING.forEach(key -> notIn(route, key, "tcp", "mode: http, or take it out"));
            notIn(route, RouteKeys.RESPONSE_HEADERS, "tcp", "mode: http, or take it out");
            List.of(
                            MatchKeys.HOST,
                            MatchKeys.PATH,
                            MatchKeys.PATH_PREFIX,
                            MatchKeys.PATH_REGEX,
                            MatchKeys.METHOD,
                            MatchKeys.HEADERS)
                    .forEach(key -> notIn(match, key, "tcp", "server_name"));
            if (match.isGiven(MatchKeys.SERVER_NAME) && !listener.isWritten(ListenerKeys.TLS)) {
                reading.error(
                        match.pathOf(MatchKeys.SERVER_NAME),
                        "is not known without TLS; write tls for the listener");
            }
        } else if (isHttp()) {
            notIn(match, MatchKeys.SERVER_NAME, "http", "host");
        }
    }

    private void notIn(Values section, Key<?> key, String mode, String instead) {
        if (section.isWritten(key)) {
            reading.error(
                    section.pathOf(key), "has no meaning in mode: " + mode + "; write " + instead);
        }
    }

    /// What replaces a prefix needs one to replace.
    private void needsPathPrefix(Values route, Values section, Key<?> key) {
        if (section.isGiven(key)
                && !route.section(RouteKeys.MATCH).isWritten(MatchKeys.PATH_PREFIX)) {
            reading.error(
                    section.pathOf(key),
                    "takes the place of path_prefix, which the route does not have; write path_prefix"
                            + " under match");
        }
    }

    private void onlyOne(Values section, List<? extends Key<?>> keys) {
        List<? extends Key<?>> written = keys.stream().filter(section::isWritten).toList();
        for (int i = 1; i < written.size(); i++) {
            reading.error(
                    section.pathOf(written.get(i)),
                    "stands beside " + written.getFirst().name() + "; write only one of them");
        }
    }

    /// Of two routes that take the same, the second never takes anything.
    private void reachable() {
        for (int later = 1; later < routes.size(); later++) {
            RouteMatch match = RouteAssembly.match(routes.get(later));
            for (int earlier = 0; earlier < later; earlier++) {
                if (isWhole(routes.get(later))
                        && isWhole(routes.get(earlier))
                        && RouteAssembly.match(routes.get(earlier)).covers(match)) {
                    reading.error(
                            routes.get(later).path(),
                            "takes nothing, because "
                                    + routes.get(earlier).path()
                                    + " takes all of it before; write it further up, or take it out");
                    break;
                }
            }
        }
    }

    /// Whether nothing of what the route takes is wrong in itself.
    private static boolean isWhole(Values route) {
        Values match = route.section(RouteKeys.MATCH);
        return isWhole(route, List.of(RouteKeys.MATCH))
                && isWhole(match, MatchKeys.SECTION.keys())
                && match.find(MatchKeys.HEADERS).orElse(List.of()).stream()
                        .allMatch(header ->
                                header.isGiven(HeaderMatchKeys.NAME)
                                        && isWhole(header, HeaderMatchKeys.SECTION.keys()));
    }

    private static boolean isWhole(Values section, List<? extends Key<?>> keys) {
        return keys.stream().allMatch(key -> !section.isWritten(key) || section.isGiven(key));
    }
}
