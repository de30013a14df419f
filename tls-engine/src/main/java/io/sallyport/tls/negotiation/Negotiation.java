package io.sallyport.tls.negotiation;

import io.sallyport.tls.alert.Offers;
import io.sallyport.tls.alert.PeerIncompatible;
import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.CodePoint;
import io.sallyport.tls.codepoint.CodePoints;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.credential.Credential;
import io.sallyport.tls.message.ClientExtensions;
import io.sallyport.tls.message.ClientHello;
import io.sallyport.tls.message.KeyShareEntry;
import io.sallyport.tls.policy.TlsPolicy;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Decides what a handshake will be, or why it cannot be: a pure function of the ClientHello and the
/// configuration. It holds no state, uses no cryptography and does no I/O, so that any stored
/// ClientHello can be tried against any configuration at any time.
public final class Negotiation {
    private final ClientHello hello;
    private final ClientExtensions extensions;
    private final ServerConfiguration configuration;
    private final TlsPolicy policy;

    private Negotiation(ClientHello hello, ServerConfiguration configuration) {
        this.hello = hello;
        this.extensions = hello.extensions();
        this.configuration = configuration;
        this.policy = configuration.policy();
    }

    /// Decides. Calling it again with the second ClientHello of a retry decides the same but for the
    /// share, since nothing else may have changed.
    public static NegotiationOutcome of(ClientHello hello, ServerConfiguration configuration) {
        return new Negotiation(hello, configuration).decide();
    }

    private NegotiationOutcome decide() {
        if (!sharesVersion()) {
            return refuse(PeerIncompatible.NO_SHARED_VERSION, versionOffers());
        }
        PeerMisbehaved broken = HelloRules.broken(hello);
        if (broken != null) {
            return new NegotiationOutcome.Refused(new TlsFailure.Misbehaved(broken));
        }
        List<Credential> candidates = candidates();
        if (candidates.isEmpty()) {
            return refuse(PeerIncompatible.UNKNOWN_SERVER_NAME, serverNameOffers());
        }
        Optional<CipherSuite> suite = chooseSuite();
        if (suite.isEmpty()) {
            return refuse(PeerIncompatible.NO_SHARED_CIPHER_SUITE, suiteOffers());
        }
        Optional<GroupChoice> group = chooseGroup();
        if (group.isEmpty()) {
            return refuse(PeerIncompatible.NO_SHARED_GROUP, groupOffers());
        }
        List<SignatureScheme> usable = sharedSchemes();
        if (usable.isEmpty()) {
            return refuse(PeerIncompatible.NO_SHARED_SIGNATURE_SCHEME, schemeOffers());
        }
        Optional<CredentialChoice> credential =
                CredentialChoice.of(
                        candidates,
                        usable,
                        offered(extensions.signatureAlgorithms()),
                        extensions.signatureAlgorithmsCert());
        if (credential.isEmpty()) {
            return refuse(
                    PeerIncompatible.CERTIFICATE_TYPE_NOT_SUPPORTED, credentialOffers(candidates));
        }
        if (lacksApplicationProtocol()) {
            return refuse(PeerIncompatible.NO_SHARED_APPLICATION_PROTOCOL, protocolOffers());
        }
        return outcome(suite.get(), group.get(), credential.get());
    }

    private NegotiationOutcome outcome(
            CipherSuite suite, GroupChoice group, CredentialChoice credential) {
        KeyShareEntry share = group.clientShare();
        if (share == null) {
            return new NegotiationOutcome.Retry(
                    suite, group.group(), Objects.requireNonNull(group.retryCause()));
        }
        return new NegotiationOutcome.Accepted(
                new ServerParameters(
                        suite,
                        group.group(),
                        share,
                        credential.credential(),
                        credential.scheme(),
                        !servingCredentials().isEmpty(),
                        applicationProtocol(),
                        RecordSizes.of(extensions)));
    }

    /// RFC 9846, sections 4.3.1 and 4.2.2: the extension decides where it is present, and a hello that
    /// has it but calls itself anything else than TLS 1.2 is refused.
    private boolean sharesVersion() {
        CodePoints versions = extensions.supportedVersions();
        return hasRightLegacyVersion()
                && versions != null
                && policy.versions().stream().anyMatch(versions::contains);
    }

    private boolean hasRightLegacyVersion() {
        return hello.legacyVersion() == ProtocolVersion.TLS_1_2.code();
    }

    private List<Credential> candidates() {
        List<Credential> serving = servingCredentials();
        if (!serving.isEmpty()) {
            return serving;
        }
        boolean refused =
                extensions.serverName() != null
                        && configuration.unknownServerName()
                                == ServerConfiguration.UnknownServerName.REFUSE;
        return refused ? List.of() : configuration.credentials().fallback();
    }

    private List<Credential> servingCredentials() {
        String name = extensions.serverName();
        return name == null ? List.of() : configuration.credentials().serving(name);
    }

    private Optional<CipherSuite> chooseSuite() {
        List<CipherSuite> ours = policy.cipherSuites();
        return switch (policy.suitePreference()) {
            case SERVER -> ours.stream().filter(hello.cipherSuites()::contains).findFirst();
            case CLIENT ->
                    hello.cipherSuites().stream()
                            .mapToObj(CipherSuite::find)
                            .filter(suite -> suite != null && ours.contains(suite))
                            .map(Objects::requireNonNull)
                            .findFirst();
        };
    }

    private Optional<GroupChoice> chooseGroup() {
        return GroupChoice.of(
                policy.groups(),
                offered(extensions.supportedGroups()),
                Objects.requireNonNullElse(extensions.keyShares(), List.of()));
    }

    private List<SignatureScheme> sharedSchemes() {
        CodePoints offered = offered(extensions.signatureAlgorithms());
        return policy.signatureSchemes().stream()
                .filter(scheme -> scheme.signsTls13() && offered.contains(scheme))
                .toList();
    }

    /// RFC 7301, section 3.2: refusal only where both sides care and do not agree.
    private boolean lacksApplicationProtocol() {
        return extensions.applicationProtocols() != null
                && !configuration.applicationProtocols().isEmpty()
                && applicationProtocol() == null;
    }

    private @Nullable String applicationProtocol() {
        List<String> offered = extensions.applicationProtocols();
        if (offered == null) {
            return null;
        }
        for (String protocol : configuration.applicationProtocols()) {
            if (offered.contains(protocol)) {
                return protocol;
            }
        }
        return null;
    }

    private static CodePoints offered(@Nullable CodePoints values) {
        return values == null ? CodePoints.NONE : values;
    }

    private static NegotiationOutcome refuse(PeerIncompatible why, Offers offers) {
        return new NegotiationOutcome.Refused(new TlsFailure.Incompatible(why, offers));
    }

    private Offers versionOffers() {
        CodePoints versions = extensions.supportedVersions();
        CodePoints client =
                versions == null || !hasRightLegacyVersion()
                        ? CodePoints.of(hello.legacyVersion())
                        : versions;
        return offers("version", client, ProtocolVersion::find, policy.versions());
    }

    private Offers suiteOffers() {
        return offers(
                "cipher_suite", hello.cipherSuites(), CipherSuite::find, policy.cipherSuites());
    }

    private Offers groupOffers() {
        return offers(
                "group", offered(extensions.supportedGroups()), NamedGroup::find, policy.groups());
    }

    private Offers schemeOffers() {
        return offers(
                "signature_scheme",
                offered(extensions.signatureAlgorithms()),
                SignatureScheme::find,
                policy.signatureSchemes());
    }

    private Offers credentialOffers(List<Credential> candidates) {
        return new Offers(
                "certificate",
                offered(extensions.signatureAlgorithms()).labels(SignatureScheme::find),
                candidates.stream().map(c -> c.key().keyType().label()).toList());
    }

    private Offers serverNameOffers() {
        return new Offers(
                "server_name",
                List.of(Objects.requireNonNullElse(extensions.serverName(), "")),
                configuration.credentials().all().stream()
                        .flatMap(c -> c.serverNames().stream())
                        .distinct()
                        .toList());
    }

    private Offers protocolOffers() {
        return new Offers(
                "alpn",
                Objects.requireNonNullElse(extensions.applicationProtocols(), List.of()),
                configuration.applicationProtocols());
    }

    private static Offers offers(
            String parameter,
            CodePoints client,
            IntFunction<? extends @Nullable CodePoint> find,
            List<? extends CodePoint> server) {
        return new Offers(
                parameter, client.labels(find), server.stream().map(CodePoint::label).toList());
    }
}
