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
import io.sallyport.tls.policy.TlsPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// A ClientHello held against a configuration: what both versions ask of the two in the same way.
final class HelloMatch {
    private final ClientHello hello;
    private final ClientExtensions extensions;
    private final ServerConfiguration configuration;
    private final TlsPolicy policy;
    private final ProtocolVersion version;

    HelloMatch(ClientHello hello, ServerConfiguration configuration, ProtocolVersion version) {
        this.hello = hello;
        this.extensions = hello.extensions();
        this.configuration = configuration;
        this.policy = configuration.policy();
        this.version = version;
    }

    ClientHello hello() {
        return hello;
    }

    ClientExtensions extensions() {
        return extensions;
    }

    ServerConfiguration configuration() {
        return configuration;
    }

    TlsPolicy policy() {
        return policy;
    }

    RecordSizes recordSizes() {
        return RecordSizes.of(extensions, version);
    }

    /// The credentials that may be shown; none if the client's name is refused.
    List<Credential> candidates() {
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

    /// Whether the client's name found a credential.
    boolean isServerNameUsed() {
        return !servingCredentials().isEmpty();
    }

    /// The suites of this version that both sides take, the one to use first.
    List<CipherSuite> sharedSuites() {
        return switch (policy.suitePreference()) {
            case SERVER -> inOrderOfServer();
            case CLIENT -> inOrderOfClient();
        };
    }

    private List<CipherSuite> inOrderOfServer() {
        List<CipherSuite> shared = new ArrayList<>();
        for (CipherSuite suite : policy.cipherSuites()) {
            if (suite.version() == version && hello.cipherSuites().contains(suite)) {
                shared.add(suite);
            }
        }
        return shared;
    }

    private List<CipherSuite> inOrderOfClient() {
        List<CipherSuite> shared = new ArrayList<>();
        CodePoints offered = hello.cipherSuites();
        for (int i = 0; i < offered.size(); i++) {
            CipherSuite suite = CipherSuite.find(offered.at(i));
            if (suite != null && isOurs(suite) && !shared.contains(suite)) {
                shared.add(suite);
            }
        }
        return shared;
    }

    private boolean isOurs(CipherSuite suite) {
        return suite.version() == version && policy.cipherSuites().contains(suite);
    }

    /// RFC 7301, section 3.2: refusal only where both sides care and do not agree.
    boolean lacksApplicationProtocol() {
        return extensions.applicationProtocols() != null
                && !configuration.applicationProtocols().isEmpty()
                && applicationProtocol() == null;
    }

    @Nullable String applicationProtocol() {
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

    NegotiationOutcome refuseName() {
        return refuse(
                PeerIncompatible.UNKNOWN_SERVER_NAME,
                new Offers(
                        "server_name",
                        List.of(Objects.requireNonNullElse(extensions.serverName(), "")),
                        configuration.credentials().all().stream()
                                .flatMap(c -> c.serverNames().stream())
                                .distinct()
                                .toList()));
    }

    NegotiationOutcome refuseSuites() {
        return refuse(
                PeerIncompatible.NO_SHARED_CIPHER_SUITE,
                offers("cipher_suite", hello.cipherSuites(), CipherSuite::find, ourSuites()));
    }

    NegotiationOutcome refuseGroups() {
        return refuse(
                PeerIncompatible.NO_SHARED_GROUP,
                offers(
                        "group",
                        orNone(extensions.supportedGroups()),
                        NamedGroup::find,
                        policy.groups()));
    }

    /// @param offered what the client says, or means by saying nothing
    NegotiationOutcome refuseSchemes(CodePoints offered) {
        return refuse(
                PeerIncompatible.NO_SHARED_SIGNATURE_SCHEME,
                offers(
                        "signature_scheme",
                        offered,
                        SignatureScheme::find,
                        policy.signatureSchemes()));
    }

    /// @param offered what the client takes, in words
    NegotiationOutcome refuseCredentials(List<String> offered, List<Credential> candidates) {
        return refuse(
                PeerIncompatible.CERTIFICATE_TYPE_NOT_SUPPORTED,
                new Offers(
                        "certificate",
                        offered,
                        candidates.stream().map(c -> c.key().keyType().label()).toList()));
    }

    NegotiationOutcome refuseProtocols() {
        return refuse(
                PeerIncompatible.NO_SHARED_APPLICATION_PROTOCOL,
                new Offers(
                        "alpn",
                        Objects.requireNonNullElse(extensions.applicationProtocols(), List.of()),
                        configuration.applicationProtocols()));
    }

    static NegotiationOutcome refuse(PeerIncompatible why, Offers offers) {
        return new NegotiationOutcome.Refused(new TlsFailure.Incompatible(why, offers));
    }

    static NegotiationOutcome refuse(PeerMisbehaved how) {
        return new NegotiationOutcome.Refused(new TlsFailure.Misbehaved(how));
    }

    static CodePoints orNone(@Nullable CodePoints values) {
        return values == null ? CodePoints.NONE : values;
    }

    private List<Credential> servingCredentials() {
        String name = extensions.serverName();
        return name == null ? List.of() : configuration.credentials().serving(name);
    }

    private List<CipherSuite> ourSuites() {
        return policy.cipherSuites().stream().filter(this::isOurs).toList();
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
