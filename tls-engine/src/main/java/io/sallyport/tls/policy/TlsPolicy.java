package io.sallyport.tls.policy;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.codepoint.SignatureScheme;
import java.util.List;

/// What we are willing to negotiate. Immutable, named and dated: a name always means the same.
///
/// @param name as in the configuration
/// @param versions most preferred first
/// @param cipherSuites most preferred first
/// @param suitePreference whose order of suites decides
/// @param groups most preferred first
/// @param signatureSchemes what our certificate's key may sign by, most preferred first
public record TlsPolicy(
        String name,
        List<ProtocolVersion> versions,
        List<CipherSuite> cipherSuites,
        Preference suitePreference,
        List<NamedGroup> groups,
        List<SignatureScheme> signatureSchemes) {

    /// Whose order decides among what both sides accept.
    public enum Preference {
        CLIENT,
        SERVER
    }

    /// @throws IllegalArgumentException if a list is empty
    public TlsPolicy {
        versions = nonEmpty("versions", versions);
        cipherSuites = nonEmpty("cipherSuites", cipherSuites);
        groups = nonEmpty("groups", groups);
        signatureSchemes = nonEmpty("signatureSchemes", signatureSchemes);
    }

    /// The same with other groups.
    public TlsPolicy withGroups(List<NamedGroup> other) {
        return new TlsPolicy(
                name, versions, cipherSuites, suitePreference, other, signatureSchemes);
    }

    /// The same with other suites, and without the versions that have none among them.
    ///
    /// @throws IllegalArgumentException if no version is left
    public TlsPolicy withCipherSuites(List<CipherSuite> other) {
        nonEmpty("cipherSuites", other);
        List<ProtocolVersion> spoken =
                versions.stream()
                        .filter(version ->
                                other.stream().anyMatch(suite -> suite.version() == version))
                        .toList();
        return new TlsPolicy(name, spoken, other, suitePreference, groups, signatureSchemes);
    }

    /// The same with other signature schemes.
    public TlsPolicy withSignatureSchemes(List<SignatureScheme> other) {
        return new TlsPolicy(name, versions, cipherSuites, suitePreference, groups, other);
    }

    private static <T> List<T> nonEmpty(String what, List<T> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException(what + ": none (expected: at least one)");
        }
        return List.copyOf(values);
    }
}
