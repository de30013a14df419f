package io.sallyport.config.keys;

import io.sallyport.config.model.BindAddress;
import io.sallyport.config.model.ListenerMode;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Nearest;
import io.sallyport.config.schema.Reading;
import io.sallyport.config.schema.Values;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What must hold between keys, as far as these are valid by themselves.
public final class CrossChecks {
    private static final Set<String> HTTP = Set.of("h2", "http/1.1");

    private final Reading reading;
    private final Map<String, Values> listeners;
    private final Map<String, Values> backends;

    private CrossChecks(Values root, Reading reading) {
        this.reading = reading;
        listeners = root.find(RootKeys.LISTENERS).orElse(Map.of());
        backends = root.find(RootKeys.BACKENDS).orElse(Map.of());
    }

    /// Reports what does not fit together.
    ///
    /// @param root what was read of the file, perhaps incomplete
    /// @param reading takes the problems
    public static void run(Values root, Reading reading) {
        CrossChecks checks = new CrossChecks(root, reading);
        checks.addresses(root.section(RootKeys.ADMIN));
        checks.backends();
        for (Values listener : checks.listeners.values()) {
            RouteChecks.run(listener, reading);
            checks.proxyProtocol(listener);
            checks.httpOnly(listener);
            ClientIdentityChecks.run(listener, reading);
            listener.find(ListenerKeys.LIMITS).ifPresent(checks::rates);
            listener.find(ListenerKeys.TLS)
                    .ifPresent(tls -> {
                        checks.protocols(listener, tls);
                        CertificateChecks.run(tls, reading);
                        tls.find(TlsKeys.CLIENT_AUTH)
                                .ifPresent(auth -> ClientAuthChecks.run(auth, tls, reading));
                        tls.find(TlsKeys.SESSIONS)
                                .ifPresent(sessions ->
                                        SessionChecks.run(
                                                sessions,
                                                speaksHttp(listener),
                                                root.isGiven(RootKeys.REDIS),
                                                reading));
                    });
        }
    }

    private void protocols(Values listener, Values tls) {
        boolean http = speaksHttp(listener);
        List<String> alpn = tls.find(TlsKeys.ALPN).orElse(List.of());
        for (int i = 0; http && i < alpn.size(); i++) {
            if (!HTTP.contains(alpn.get(i))) {
                reading.error(
                        tls.pathOf(TlsKeys.ALPN) + '[' + i + ']',
                        String.format(
                                Locale.ROOT,
                                "'%s' is not spoken in mode http in this release; write h2 or"
                                        + " http/1.1, or leave alpn out",
                                alpn.get(i)));
            }
        }
    }

    private void rates(Values limits) {
        needs(limits, RateKeys.CONNECTION_BURST, RateKeys.CONNECTIONS_PER_SECOND);
        needs(limits, RateKeys.REQUEST_BURST, RateKeys.REQUESTS_PER_SECOND);
    }

    private void needs(Values limits, Key<Integer> burst, Key<Integer> perSecond) {
        if (limits.isGiven(burst) && !limits.isGiven(perSecond)) {
            reading.warning(
                    limits.pathOf(burst),
                    "has no effect without "
                            + perSecond.name()
                            + "; write that, too, or take it out");
        }
    }

    private void httpOnly(Values listener) {
        if (listener.isGiven(ListenerKeys.FORWARDED) && !speaksHttp(listener)) {
            reading.warning(
                    listener.pathOf(ListenerKeys.FORWARDED),
                    "has no effect but in mode http; write mode: http, or take it out");
        }
    }

    private void proxyProtocol(Values listener) {
        boolean spoken = listener.find(ListenerKeys.PROXY_PROTOCOL).orElse(false);
        boolean trusted = listener.isGiven(ListenerKeys.PROXY_PROTOCOL_TRUSTED);
        if (spoken && !trusted) {
            reading.error(
                    listener.pathOf(ListenerKeys.PROXY_PROTOCOL),
                    "is true, but nobody is trusted; write the networks of the proxies in front into"
                            + " proxy_protocol_trusted");
        }
        if (trusted && !spoken) {
            reading.warning(
                    listener.pathOf(ListenerKeys.PROXY_PROTOCOL_TRUSTED),
                    "has no effect without proxy_protocol: true; write that, or take it out");
        }
    }

    private static boolean speaksHttp(Values listener) {
        return listener.find(ListenerKeys.MODE).filter(ListenerMode.HTTP::equals).isPresent();
    }

    private void addresses(Values admin) {
        Map<String, BindAddress> taken = new LinkedHashMap<>();
        admin.find(AdminKeys.BIND)
                .ifPresent(address -> taken.put(admin.pathOf(AdminKeys.BIND), address));
        for (Values listener : listeners.values()) {
            Optional<BindAddress> address = listener.find(ListenerKeys.BIND);
            if (address.isEmpty()) {
                continue;
            }
            String path = listener.pathOf(ListenerKeys.BIND);
            taken.entrySet().stream()
                    .filter(other -> other.getValue().overlaps(address.get()))
                    .findFirst()
                    .ifPresent(other -> reading.error(path, overlap(address.get(), other)));
            taken.put(path, address.get());
        }
    }

    private static String overlap(BindAddress address, Map.Entry<String, BindAddress> other) {
        String known = String.format(Locale.ROOT, "'%s' is taken by %s", address, other.getKey());
        return address.equals(other.getValue())
                ? known + "; give each its own address or port"
                : known
                        + String.format(
                                Locale.ROOT,
                                " ('%s'); give each its own address or port",
                                other.getValue());
    }

    private void backends() {
        backends.forEach((name, values) ->
                BackendChecks.run(
                        values,
                        isUsed(name, ListenerMode.TCP),
                        isUsed(name, ListenerMode.HTTP),
                        reading));
        Set<String> used = new HashSet<>();
        for (Values listener : listeners.values()) {
            backend(listener, ListenerKeys.BACKEND, used);
            for (Values route : listener.find(ListenerKeys.ROUTES).orElse(List.of())) {
                backend(route, RouteKeys.BACKEND, used);
            }
        }
        boolean complete = listeners.values().stream().allMatch(CrossChecks::saysWhere);
        if (complete && backends.keySet().containsAll(used)) {
            backends.forEach((name, values) -> warnIfUnused(name, values, used));
        }
    }

    private boolean isUsed(String backend, ListenerMode mode) {
        return listeners.values().stream()
                .filter(listener ->
                        listener.find(ListenerKeys.MODE).filter(mode::equals).isPresent())
                .anyMatch(listener -> names(listener).contains(backend));
    }

    /// The backends that a listener names.
    private static List<String> names(Values listener) {
        List<String> names = new ArrayList<>();
        listener.find(ListenerKeys.BACKEND).ifPresent(names::add);
        for (Values route : listener.find(ListenerKeys.ROUTES).orElse(List.of())) {
            route.find(RouteKeys.BACKEND).ifPresent(names::add);
        }
        return names;
    }

    private static boolean saysWhere(Values listener) {
        List<Values> routes = listener.find(ListenerKeys.ROUTES).orElse(List.of());
        return listener.isGiven(ListenerKeys.BACKEND)
                || !listener.isWritten(ListenerKeys.BACKEND)
                        && (!routes.isEmpty()
                                || listener.find(ListenerKeys.REDIRECT_TO_HTTPS).orElse(false));
    }

    private void backend(Values section, Key<String> key, Set<String> used) {
        Optional<String> name = section.find(key);
        name.ifPresent(used::add);
        if (name.isPresent() && !backends.containsKey(name.get())) {
            reading.error(
                    section.pathOf(key),
                    section.shown(key)
                            + " is not a backend; "
                            + Nearest.remedy(name.get(), backends.keySet(), "backends"));
        }
    }

    /// Only once all listeners name backends that exist: a mistyped name is one problem, not two.
    private void warnIfUnused(String name, Values backend, Set<String> used) {
        if (!used.contains(name)) {
            reading.warning(
                    backend.path(), "no listener uses it; name it as a backend or take it out");
        }
    }
}
