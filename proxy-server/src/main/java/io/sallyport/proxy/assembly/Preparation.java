package io.sallyport.proxy.assembly;

import io.sallyport.config.ConfigLoader;
import io.sallyport.config.LoadOutcome;
import io.sallyport.config.model.Configuration;
import io.sallyport.config.model.Listener;
import io.sallyport.config.model.ListenerTls;
import io.sallyport.config.model.RedisSettings;
import io.sallyport.config.model.TicketSecretSource;
import io.sallyport.config.problem.Positions;
import io.sallyport.config.problem.Problem;
import io.sallyport.proxy.credential.CredentialLoader;
import io.sallyport.proxy.credential.CredentialOutcome;
import io.sallyport.proxy.credential.ListenerTrust;
import io.sallyport.proxy.credential.TicketSecretLoader;
import io.sallyport.proxy.credential.TicketSecretOutcome;
import io.sallyport.proxy.credential.TicketSecrets;
import io.sallyport.proxy.replay.RedisAccess;
import io.sallyport.proxy.transport.Transport;
import io.sallyport.tls.credential.Credentials;
import io.sallyport.tls.crypto.CryptoException;
import io.sallyport.tls.crypto.choice.SelectedCryptoProvider;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns a configuration file into all that a start needs, or into everything that is wrong with it, the
/// certificates and keys included. Changes nothing.
public sealed interface Preparation {

    /// It can be run.
    ///
    /// @param credentials for each listener with TLS, by its name
    /// @param trust for each listener that asks for client certificates, by its name
    /// @param bodies of fixed answers that stand in files
    /// @param ticketSecrets for each listener whose ticket keys come from elsewhere, by its name; good for
    ///     one start
    /// @param redis what nodes remember together; empty: each remembers for itself
    /// @param warnings what the operator ought to know all the same
    record Ready(
            Configuration configuration,
            SelectedCryptoProvider crypto,
            Map<String, Credentials> credentials,
            Map<String, ListenerTrust> trust,
            Map<Path, byte[]> bodies,
            Map<String, TicketSecrets> ticketSecrets,
            Optional<RedisAccess> redis,
            List<Problem> warnings)
            implements Preparation {

        public Ready {
            credentials = Map.copyOf(credentials);
            trust = Map.copyOf(trust);
            bodies = Map.copyOf(bodies);
            ticketSecrets = Map.copyOf(ticketSecrets);
            warnings = List.copyOf(warnings);
        }
    }

    /// It cannot be run.
    ///
    /// @param problems errors and warnings, in the order of the file
    record Refused(List<Problem> problems) implements Preparation {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /// Reads a file and everything that it names.
    ///
    /// @param environment for `${NAME}`, for passphrases and for ticket secrets
    static Preparation of(Path file, Map<String, String> environment) {
        return switch (ConfigLoader.load(file, environment)) {
            case LoadOutcome.Rejected rejected -> refused(rejected, environment);
            case LoadOutcome.Loaded loaded ->
                    of(loaded.configuration(), loaded.positions(), loaded.warnings(), environment);
        };
    }

    /// Reads everything that a configuration names.
    ///
    /// @param positions where its keys stand
    /// @param known problems that were found before
    static Preparation of(
            Configuration configuration,
            Positions positions,
            List<Problem> known,
            Map<String, String> environment) {
        List<Problem> problems = new ArrayList<>(known);
        SelectedCryptoProvider crypto = crypto(configuration, positions, problems);
        CredentialLoader loader = new CredentialLoader(crypto, environment, InstantSource.system());
        Map<String, Credentials> credentials = new LinkedHashMap<>();
        for (Map.Entry<String, Listener> entry : configuration.live().listeners().entrySet()) {
            String name = entry.getKey();
            entry.getValue()
                    .tls()
                    .map(tls -> loader.load(name, tls.certificates(), positions))
                    .ifPresent(outcome -> {
                        switch (outcome) {
                            case CredentialOutcome.Loaded loaded -> {
                                credentials.put(name, loaded.credentials());
                                problems.addAll(loaded.warnings());
                            }
                            case CredentialOutcome.Rejected rejected ->
                                    problems.addAll(rejected.problems());
                        }
                    });
        }
        Map<String, ListenerTrust> trust = trust(configuration, positions, problems);
        Map<Path, byte[]> bodies = AnswerBodies.read(configuration.live(), positions, problems);
        Map<String, TicketSecrets> ticketSecrets =
                ticketSecrets(configuration, positions, environment, problems);
        Optional<RedisAccess> redis =
                configuration
                        .startup()
                        .redis()
                        .map(settings -> redis(settings, positions, environment, problems));
        checkTransport(configuration, positions, problems);
        CompressionChecks.run(configuration.live(), positions, problems);
        problems.sort(Problem.BY_POSITION);
        return problems.stream().anyMatch(Problem::isError)
                ? new Refused(problems)
                : new Ready(
                        configuration,
                        crypto,
                        credentials,
                        trust,
                        bodies,
                        ticketSecrets,
                        redis,
                        problems);
    }

    private static Map<String, ListenerTrust> trust(
            Configuration configuration, Positions positions, List<Problem> problems) {
        Map<String, ListenerTrust> trust = new LinkedHashMap<>();
        configuration
                .live()
                .listeners()
                .forEach((name, listener) ->
                        listener.tls()
                                .map(ListenerTls::clientAuth)
                                .flatMap(clientAuth ->
                                        ListenerTrust.load(
                                                name,
                                                clientAuth,
                                                positions,
                                                InstantSource.system(),
                                                problems))
                                .ifPresent(bundles -> trust.put(name, bundles)));
        return trust;
    }

    private static Map<String, TicketSecrets> ticketSecrets(
            Configuration configuration,
            Positions positions,
            Map<String, String> environment,
            List<Problem> problems) {
        Map<String, TicketSecretSource> sources = new LinkedHashMap<>();
        configuration
                .live()
                .listeners()
                .forEach((name, listener) ->
                        listener.tls()
                                .ifPresent(
                                        tls -> sources.put(name, tls.sessions().ticketSecrets())));
        return ticketSecrets(sources, positions, environment, problems);
    }

    private static Map<String, TicketSecrets> ticketSecrets(
            Map<String, TicketSecretSource> sources,
            Positions positions,
            Map<String, String> environment,
            List<Problem> problems) {
        Map<String, TicketSecrets> all = new LinkedHashMap<>();
        sources.forEach((listener, source) -> {
            switch (new TicketSecretLoader(listener, source, environment, positions).load()) {
                case TicketSecretOutcome.Loaded(var secrets) -> {
                    if (!secrets.isEmpty()) {
                        all.put(listener, secrets);
                    }
                }
                case TicketSecretOutcome.Rejected(var found) -> problems.addAll(found);
            }
        });
        return all;
    }

    /// Certificates and ticket secrets are looked at even then: the operator is told everything at once.
    private static Refused refused(LoadOutcome.Rejected rejected, Map<String, String> environment) {
        List<Problem> problems = new ArrayList<>(rejected.problems());
        if (!rejected.certificates().isEmpty()) {
            CredentialLoader loader =
                    new CredentialLoader(
                            CryptoSelection.of(List.of()), environment, InstantSource.system());
            problems.addAll(loader.check(rejected.certificates(), rejected.positions()));
        }
        ticketSecrets(rejected.ticketSecrets(), rejected.positions(), environment, problems)
                .values()
                .forEach(TicketSecrets::close);
        problems.sort(Problem.BY_POSITION);
        return new Refused(problems);
    }

    private static SelectedCryptoProvider crypto(
            Configuration configuration, Positions positions, List<Problem> problems) {
        try {
            return CryptoSelection.of(configuration.startup().cryptoProviders());
        } catch (CryptoException e) {
            problems.add(
                    positions.error("crypto.providers", e.getMessage() + "; allow more providers"));
            return CryptoSelection.of(List.of());
        }
    }

    private static RedisAccess redis(
            RedisSettings settings,
            Positions positions,
            Map<String, String> environment,
            List<Problem> problems) {
        String password =
                settings.passwordVariable()
                        .map(name -> environment.getOrDefault(name, ""))
                        .orElse(null);
        if (password != null && password.isEmpty()) {
            problems.add(
                    positions.error(
                            "redis.password_env",
                            "the environment variable '"
                                    + settings.passwordVariable().orElseThrow()
                                    + "' holds no password; set it to one"));
        }
        return new RedisAccess(
                settings.server().host(), settings.server().port(), password, settings.timeout());
    }

    private static void checkTransport(
            Configuration configuration, Positions positions, List<Problem> problems) {
        Transport transport = ProxyAssembly.transport(configuration.startup());
        if (!transport.isAvailable()) {
            problems.add(
                    positions.error(
                            "transport",
                            "'" + transport.id() + "' is not available here; choose auto"));
        }
    }
}
