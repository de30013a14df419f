package io.sallyport.config.keys;

import io.sallyport.config.model.AccessLog;
import io.sallyport.config.model.Backend;
import io.sallyport.config.model.BindAddress;
import io.sallyport.config.model.CertificateFiles;
import io.sallyport.config.model.Configuration;
import io.sallyport.config.model.EarlyDataSettings;
import io.sallyport.config.model.Forwarding;
import io.sallyport.config.model.HttpLimits;
import io.sallyport.config.model.Listener;
import io.sallyport.config.model.ListenerLimits;
import io.sallyport.config.model.ListenerTls;
import io.sallyport.config.model.LiveSettings;
import io.sallyport.config.model.LogSettings;
import io.sallyport.config.model.Networks;
import io.sallyport.config.model.PassphraseSource;
import io.sallyport.config.model.PolicyOverrides;
import io.sallyport.config.model.RedisSettings;
import io.sallyport.config.model.SessionSettings;
import io.sallyport.config.model.StartupSettings;
import io.sallyport.config.model.TicketSecretSource;
import io.sallyport.config.model.TracingSettings;
import io.sallyport.config.schema.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// From values to the model. Only for values that were read without errors.
public final class ModelAssembly {
    private ModelAssembly() {}

    /// The model of a whole file.
    public static Configuration configuration(Values root) {
        return new Configuration(startup(root), live(root));
    }

    /// The certificates whose files can be read, by their path, whatever else is wrong.
    public static Map<String, CertificateFiles> certificates(Values root) {
        Map<String, CertificateFiles> certificates = new LinkedHashMap<>();
        for (Values listener : root.find(RootKeys.LISTENERS).orElse(Map.of()).values()) {
            listener
                    .find(ListenerKeys.TLS)
                    .flatMap(tls -> tls.find(TlsKeys.CERTIFICATES))
                    .orElse(List.of())
                    .stream()
                    .filter(ModelAssembly::isReadable)
                    .forEach(values -> certificates.put(values.path(), certificate(values)));
        }
        return certificates;
    }

    /// Where the secrets of each listener for its tickets are, by its name, as far as that can be read,
    /// whatever else is wrong.
    public static Map<String, TicketSecretSource> ticketSecretSources(Values root) {
        Map<String, TicketSecretSource> sources = new LinkedHashMap<>();
        root.find(RootKeys.LISTENERS)
                .orElse(Map.of())
                .forEach((name, listener) ->
                        listener.find(ListenerKeys.TLS)
                                .flatMap(tls -> tls.find(TlsKeys.SESSIONS))
                                .ifPresent(values -> sources.put(name, ticketSecrets(values))));
        return sources;
    }

    private static boolean isReadable(Values certificate) {
        return certificate.isGiven(CertificateKeys.CHAIN)
                && certificate.isGiven(CertificateKeys.KEY);
    }

    private static StartupSettings startup(Values root) {
        Map<String, BindAddress> listeners = new LinkedHashMap<>();
        root.get(RootKeys.LISTENERS)
                .forEach((name, values) -> listeners.put(name, values.get(ListenerKeys.BIND)));
        return new StartupSettings(
                root.section(RootKeys.ADMIN).get(AdminKeys.BIND),
                root.get(RootKeys.TRANSPORT),
                root.get(RootKeys.EVENT_LOOP_THREADS),
                root.section(RootKeys.CRYPTO).find(CryptoKeys.PROVIDERS).orElse(List.of()),
                root.find(RootKeys.REDIS).map(ModelAssembly::redis),
                root.find(RootKeys.TRACING).map(ModelAssembly::tracing),
                listeners);
    }

    private static RedisSettings redis(Values values) {
        return new RedisSettings(
                values.get(RedisKeys.SERVER),
                values.find(RedisKeys.PASSWORD_ENV),
                values.get(RedisKeys.TIMEOUT));
    }

    private static TracingSettings tracing(Values values) {
        return new TracingSettings(
                values.get(TracingKeys.OTLP_ENDPOINT),
                values.get(TracingKeys.SAMPLE_RATIO),
                values.get(TracingKeys.SERVICE_NAME),
                values.get(TracingKeys.TIMEOUT));
    }

    private static LiveSettings live(Values root) {
        Map<String, Listener> listeners = new LinkedHashMap<>();
        root.get(RootKeys.LISTENERS)
                .forEach((name, values) -> listeners.put(name, listener(values)));
        Map<String, Backend> backends = new LinkedHashMap<>();
        root.get(RootKeys.BACKENDS)
                .forEach((name, values) -> backends.put(name, BackendAssembly.backend(values)));
        return new LiveSettings(
                log(root.section(RootKeys.LOG)),
                root.get(RootKeys.DRAIN_TIMEOUT),
                listeners,
                backends);
    }

    private static LogSettings log(Values values) {
        return new LogSettings(
                values.get(LogKeys.FORMAT),
                values.get(LogKeys.LEVEL),
                values.get(LogKeys.HANDSHAKES),
                values.get(LogKeys.CONNECTIONS),
                accessLog(values.section(LogKeys.ACCESS)));
    }

    private static AccessLog accessLog(Values values) {
        return new AccessLog(
                values.find(AccessLogKeys.FORMAT),
                values.find(AccessLogKeys.FIELDS).orElse(List.of()));
    }

    private static Listener listener(Values values) {
        return new Listener(
                values.get(ListenerKeys.MODE),
                RouteAssembly.routing(values),
                values.find(ListenerKeys.TLS).map(ModelAssembly::tls),
                limits(values.section(ListenerKeys.LIMITS)),
                values.get(ListenerKeys.IDLE_TIMEOUT),
                proxyProtocol(values),
                forwarding(values.section(ListenerKeys.FORWARDED)),
                ClientIdentityKeys.fields(values.section(ListenerKeys.CLIENT_IDENTITY)));
    }

    private static Forwarding forwarding(Values values) {
        return new Forwarding(
                values.get(ForwardedKeys.FIELDS),
                new Networks(values.find(ForwardedKeys.APPEND_FROM).orElse(List.of())),
                new Networks(values.find(ForwardedKeys.PASS_FROM).orElse(List.of())));
    }

    private static Networks proxyProtocol(Values values) {
        return values.get(ListenerKeys.PROXY_PROTOCOL)
                ? new Networks(values.get(ListenerKeys.PROXY_PROTOCOL_TRUSTED))
                : Networks.NONE;
    }

    private static ListenerLimits limits(Values values) {
        return new ListenerLimits(
                values.get(LimitKeys.MAX_CONNECTIONS),
                values.get(LimitKeys.MAX_HANDSHAKES),
                values.get(LimitKeys.MAX_CLIENT_HELLO_SIZE),
                values.get(LimitKeys.BUFFER_PER_DIRECTION),
                httpLimits(values),
                RateKeys.rates(values));
    }

    private static HttpLimits httpLimits(Values limits) {
        return new HttpLimits(
                limits.get(HttpLimitKeys.MAX_REQUEST_LINE),
                limits.get(HttpLimitKeys.MAX_HEADER_SIZE),
                limits.get(HttpLimitKeys.MAX_HEADER_FIELDS),
                limits.find(HttpLimitKeys.MAX_BODY_SIZE),
                limits.get(HttpLimitKeys.REQUEST_HEAD_TIMEOUT),
                limits.find(HttpLimitKeys.KEEP_ALIVE_TIMEOUT),
                limits.find(HttpLimitKeys.MAX_REQUESTS_PER_CONNECTION)
                        .map(OptionalInt::of)
                        .orElse(OptionalInt.empty()),
                limits.find(HttpLimitKeys.WEBSOCKET_IDLE_TIMEOUT),
                Http2LimitKeys.limits(limits.section(HttpLimitKeys.HTTP2)));
    }

    private static ListenerTls tls(Values values) {
        return new ListenerTls(
                values.get(TlsKeys.POLICY),
                overrides(values),
                values.get(TlsKeys.CERTIFICATES).stream().map(ModelAssembly::certificate).toList(),
                values.get(TlsKeys.UNKNOWN_SERVER_NAME),
                values.find(TlsKeys.ALPN).orElse(List.of()),
                values.get(TlsKeys.HANDSHAKE_TIMEOUT),
                sessions(values.section(TlsKeys.SESSIONS)),
                values.get(TlsKeys.REQUIRE_EXTENDED_MASTER_SECRET),
                values.find(TlsKeys.KEY_LOG_FILE),
                ClientAuthAssembly.clientAuth(values.section(TlsKeys.CLIENT_AUTH)));
    }

    private static SessionSettings sessions(Values values) {
        return new SessionSettings(
                values.get(SessionKeys.TICKETS),
                values.get(SessionKeys.TICKETS_PER_HANDSHAKE),
                values.get(SessionKeys.CACHE_SIZE),
                values.get(SessionKeys.TIMEOUT),
                values.get(SessionKeys.PSK_KE),
                ticketSecrets(values),
                Optional.of(
                                new EarlyDataSettings(
                                        values.get(SessionKeys.EARLY_DATA_SIZE),
                                        values.get(SessionKeys.EARLY_DATA_REGISTER)))
                        .filter(_ -> values.get(SessionKeys.EARLY_DATA)));
    }

    /// At most one of the three is given.
    private static TicketSecretSource ticketSecrets(Values values) {
        Optional<TicketSecretSource> secretFiles =
                values.find(SessionKeys.TICKET_SECRET_FILES)
                        .map(TicketSecretSource.SecretFiles::new);
        Optional<TicketSecretSource> variable =
                values.find(SessionKeys.TICKET_SECRET_ENV)
                        .map(TicketSecretSource.SecretVariable::new);
        Optional<TicketSecretSource> keyFiles =
                values.find(SessionKeys.TICKET_KEY_FILES).map(TicketSecretSource.KeyFiles::new);
        return secretFiles
                .or(() -> variable)
                .or(() -> keyFiles)
                .orElse(new TicketSecretSource.OwnProcess());
    }

    private static PolicyOverrides overrides(Values values) {
        return new PolicyOverrides(
                values.find(TlsKeys.GROUPS).orElse(List.of()),
                values.find(TlsKeys.CIPHER_SUITES).orElse(List.of()),
                values.find(TlsKeys.SIGNATURE_SCHEMES).orElse(List.of()));
    }

    private static CertificateFiles certificate(Values values) {
        Optional<PassphraseSource> file =
                values.find(CertificateKeys.PASSPHRASE_FILE).map(PassphraseSource.FromFile::new);
        Optional<PassphraseSource> variable =
                values.find(CertificateKeys.PASSPHRASE_ENV)
                        .map(PassphraseSource.FromEnvironment::new);
        return new CertificateFiles(
                values.get(CertificateKeys.CHAIN),
                values.get(CertificateKeys.KEY),
                file.or(() -> variable),
                values.find(CertificateKeys.SERVER_NAMES).orElse(List.of()),
                values.find(CertificateKeys.OCSP_RESPONSE));
    }
}
