package io.sallyport.tls.negotiation;

import io.sallyport.tls.codepoint.CodePoints;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.credential.Credential;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which certificate to show, and what its key signs by.
record CredentialChoice(Credential credential, SignatureScheme scheme) {

    /// The first credential whose key signs by a shared scheme; one whose certificates the client says
    /// it can verify goes before one that it may not (RFC 9846, sections 4.3.3 and 4.5.1.2). The latter
    /// is never one with a broken hash.
    ///
    /// @param usable shared schemes, in the policy's order
    /// @param offeredCert the client's schemes for certificates, or null if it made no difference
    static Optional<CredentialChoice> of(
            List<Credential> candidates,
            List<SignatureScheme> usable,
            CodePoints offered,
            @Nullable CodePoints offeredCert) {
        CodePoints forCertificates = offeredCert == null ? offered : offeredCert;
        CredentialChoice fallback = null;
        for (Credential credential : candidates) {
            for (SignatureScheme scheme : usable) {
                if (credential.key().schemes().contains(scheme)) {
                    CredentialChoice choice = new CredentialChoice(credential, scheme);
                    if (credential.chain().isVerifiableBy(forCertificates)) {
                        return Optional.of(choice);
                    }
                    if (fallback == null && !credential.chain().isSignedByBrokenHash()) {
                        fallback = choice;
                    }
                    break;
                }
            }
        }
        return Optional.ofNullable(fallback);
    }
}
