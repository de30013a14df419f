package io.sallyport.config.model;

import java.util.List;

/// Lists that replace those of a listener's policy, most preferred first; an empty one replaces
/// nothing.
///
/// @param groups for key exchange
/// @param cipherSuites for records and the key schedule
/// @param signatureSchemes by which the certificates' keys sign
public record PolicyOverrides(
        List<GroupName> groups,
        List<CipherSuiteName> cipherSuites,
        List<SignatureSchemeName> signatureSchemes) {

    /// The policy as it is.
    public static final PolicyOverrides NONE = new PolicyOverrides(List.of(), List.of(), List.of());

    public PolicyOverrides {
        groups = List.copyOf(groups);
        cipherSuites = List.copyOf(cipherSuites);
        signatureSchemes = List.copyOf(signatureSchemes);
    }

    /// The same with these groups.
    public PolicyOverrides withGroups(List<GroupName> names) {
        return new PolicyOverrides(names, cipherSuites, signatureSchemes);
    }

    /// The same with these cipher suites.
    public PolicyOverrides withCipherSuites(List<CipherSuiteName> names) {
        return new PolicyOverrides(groups, names, signatureSchemes);
    }

    /// The same with these signature schemes.
    public PolicyOverrides withSignatureSchemes(List<SignatureSchemeName> names) {
        return new PolicyOverrides(groups, cipherSuites, names);
    }
}
