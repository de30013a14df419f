package io.sallyport.proxy.interop;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.policy.TlsPolicies;
import java.util.List;

/// What a listener of ours accepts.
///
/// @param tickets whether sessions are resumed by tickets; else, in TLS 1.2, by their ids
/// @param extendedMasterSecret whether TLS 1.2 is refused without it
record Terms(
        List<CipherSuite> cipherSuites,
        List<NamedGroup> groups,
        List<SignatureScheme> signatureSchemes,
        boolean tickets,
        boolean extendedMasterSecret) {

    /// With the policy for the rest.
    static Terms of(List<CipherSuite> cipherSuites, List<NamedGroup> groups) {
        return new Terms(
                cipherSuites,
                groups,
                TlsPolicies.COMPATIBLE_2026_11.signatureSchemes(),
                true,
                false);
    }
}
