package io.sallyport.tls.negotiation;

import io.sallyport.tls.alert.Offers;
import io.sallyport.tls.alert.PeerIncompatible;
import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.CodePoints;
import io.sallyport.tls.codepoint.KeyExchangeAlgorithm;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.credential.Credential;
import io.sallyport.tls.message.ClientExtensions;
import io.sallyport.tls.message.Tls12ClientExtensions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a TLS 1.2 handshake will be. Here the suite says what kind of key exchange and of certificate there
/// will be, so each suite that both sides take is tried until one works out (RFC 8422, section 5.1).
final class Tls12Negotiation {
    /// What a client means that sends no `signature_algorithms`: SHA-1, which we do not sign by (RFC 5246,
    /// section 7.4.1.4.1).
    private static final CodePoints DEFAULT_SCHEMES = CodePoints.of(0x0201, 0x0203);

    private final HelloMatch match;
    private final ClientExtensions extensions;

    Tls12Negotiation(HelloMatch match) {
        this.match = match;
        this.extensions = match.extensions();
    }

    NegotiationOutcome decide() {
        Tls12ClientExtensions client;
        try {
            client = Tls12ClientExtensions.read(extensions);
        } catch (TlsException e) {
            return new NegotiationOutcome.Refused(e.failure());
        }
        PeerMisbehaved broken = HelloRules.brokenInTls12(match.hello(), client);
        if (broken != null) {
            return HelloMatch.refuse(broken);
        }
        if (match.configuration().extendedMasterSecretRequired()
                && !client.extendedMasterSecret()) {
            return refuseLegacySecret();
        }
        List<Credential> candidates = match.candidates();
        if (candidates.isEmpty()) {
            return match.refuseName();
        }
        List<CipherSuite> suites = match.sharedSuites();
        if (suites.isEmpty()) {
            return match.refuseSuites();
        }
        if (match.lacksApplicationProtocol()) {
            return match.refuseProtocols();
        }
        return firstThatWorks(suites, candidates, client);
    }

    private NegotiationOutcome firstThatWorks(
            List<CipherSuite> suites, List<Credential> candidates, Tls12ClientExtensions client) {
        NegotiationOutcome refusal = null;
        for (CipherSuite suite : suites) {
            List<Credential> fitting = fitting(candidates, suite.keyExchange());
            if (!fitting.isEmpty()) {
                NegotiationOutcome outcome = attempt(suite, fitting, client);
                if (outcome instanceof NegotiationOutcome.AcceptedTls12) {
                    return outcome;
                }
                refusal = refusal == null ? outcome : refusal;
            }
        }
        return refusal != null
                ? refusal
                : match.refuseCredentials(
                        match.hello().cipherSuites().labels(CipherSuite::find), candidates);
    }

    private static List<Credential> fitting(
            List<Credential> candidates, KeyExchangeAlgorithm exchange) {
        List<Credential> fitting = new ArrayList<>(candidates.size());
        for (Credential candidate : candidates) {
            if (exchange.takes(candidate.key().keyType())) {
                fitting.add(candidate);
            }
        }
        return fitting;
    }

    private NegotiationOutcome attempt(
            CipherSuite suite, List<Credential> fitting, Tls12ClientExtensions client) {
        if (!suite.keyExchange().isEphemeral()) {
            return fitting.stream()
                    .filter(each -> each.decryption() != null)
                    .findFirst()
                    .map(credential -> accept(suite, null, credential, null, client))
                    .orElseGet(() -> match.refuseCredentials(List.of(suite.label()), fitting));
        }
        Optional<NamedGroup> group = Tls12Groups.choose(match.policy(), extensions, suite);
        if (group.isEmpty()) {
            return match.refuseGroups();
        }
        CodePoints offered =
                extensions.signatureAlgorithms() == null
                        ? DEFAULT_SCHEMES
                        : extensions.signatureAlgorithms();
        List<SignatureScheme> usable = usable(offered);
        if (usable.isEmpty()) {
            return match.refuseSchemes(offered);
        }
        return CredentialChoice.of(
                        Tls12Groups.onCurvesOf(extensions, fitting),
                        usable,
                        offered,
                        extensions.signatureAlgorithmsCert())
                .map(choice ->
                        accept(suite, group.get(), choice.credential(), choice.scheme(), client))
                .orElseGet(() ->
                        match.refuseCredentials(offered.labels(SignatureScheme::find), fitting));
    }

    private List<SignatureScheme> usable(CodePoints offered) {
        List<SignatureScheme> usable = new ArrayList<>();
        for (SignatureScheme scheme : match.policy().signatureSchemes()) {
            if (offered.contains(scheme)) {
                usable.add(scheme);
            }
        }
        return usable;
    }

    private NegotiationOutcome accept(
            CipherSuite suite,
            @Nullable NamedGroup group,
            Credential credential,
            @Nullable SignatureScheme scheme,
            Tls12ClientExtensions client) {
        return new NegotiationOutcome.AcceptedTls12(
                new Tls12Parameters(
                        suite,
                        group,
                        credential,
                        scheme,
                        match.isServerNameUsed(),
                        match.applicationProtocol(),
                        match.recordSizes(),
                        client));
    }

    private static NegotiationOutcome refuseLegacySecret() {
        return HelloMatch.refuse(
                PeerIncompatible.NO_EXTENDED_MASTER_SECRET,
                new Offers("extended_master_secret", List.of("absent"), List.of("required")));
    }
}
