package io.sallyport.tls.negotiation;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.CodePoints;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.credential.Credential;
import io.sallyport.tls.message.ClientExtensions;
import io.sallyport.tls.message.KeyShareEntry;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a TLS 1.3 handshake will be (RFC 9846, sections 4.2.1 and 4.2.3).
final class Tls13Negotiation {
    private final HelloMatch match;
    private final ClientExtensions extensions;

    Tls13Negotiation(HelloMatch match) {
        this.match = match;
        this.extensions = match.extensions();
    }

    NegotiationOutcome decide() {
        PeerMisbehaved broken = HelloRules.brokenInTls13(match.hello());
        if (broken != null) {
            return HelloMatch.refuse(broken);
        }
        List<Credential> candidates = match.candidates();
        if (candidates.isEmpty()) {
            return match.refuseName();
        }
        List<CipherSuite> suites = match.sharedSuites();
        if (suites.isEmpty()) {
            return match.refuseSuites();
        }
        Optional<GroupChoice> group = chooseGroup();
        if (group.isEmpty()) {
            return match.refuseGroups();
        }
        List<SignatureScheme> usable = sharedSchemes();
        if (usable.isEmpty()) {
            return match.refuseSchemes(HelloMatch.orNone(extensions.signatureAlgorithms()));
        }
        Optional<CredentialChoice> credential =
                CredentialChoice.of(
                        candidates,
                        usable,
                        HelloMatch.orNone(extensions.signatureAlgorithms()),
                        extensions.signatureAlgorithmsCert());
        if (credential.isEmpty()) {
            return match.refuseCredentials(
                    HelloMatch.orNone(extensions.signatureAlgorithms())
                            .labels(SignatureScheme::find),
                    candidates);
        }
        if (match.lacksApplicationProtocol()) {
            return match.refuseProtocols();
        }
        return outcome(suites.getFirst(), group.get(), credential.get());
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
                        match.isServerNameUsed(),
                        match.applicationProtocol(),
                        match.recordSizes()));
    }

    private Optional<GroupChoice> chooseGroup() {
        return GroupChoice.of(
                match.policy().groups(),
                HelloMatch.orNone(extensions.supportedGroups()),
                Objects.requireNonNullElse(extensions.keyShares(), List.of()));
    }

    private List<SignatureScheme> sharedSchemes() {
        CodePoints offered = HelloMatch.orNone(extensions.signatureAlgorithms());
        return match.policy().signatureSchemes().stream()
                .filter(scheme -> scheme.signsTls13() && offered.contains(scheme))
                .toList();
    }
}
