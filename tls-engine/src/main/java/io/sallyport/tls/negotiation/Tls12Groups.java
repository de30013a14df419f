package io.sallyport.tls.negotiation;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.CodePoints;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.credential.Credential;
import io.sallyport.tls.message.ClientExtensions;
import io.sallyport.tls.policy.TlsPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Groups in TLS 1.2: for the key exchange, and as the curves of ECDSA certificates.
final class Tls12Groups {
    /// The numbers that RFC 7919, section 2, sets apart for finite fields.
    private static final int FIRST_FINITE_FIELD = 0x100;

    private static final int LAST_FINITE_FIELD = 0x1ff;

    private Tls12Groups() {}

    /// The first of the policy's groups that the suite can use and the client takes. A client that says
    /// nothing takes any curve (RFC 8422, section 4), and one that names no finite field takes any (RFC
    /// 7919, section 4).
    static Optional<NamedGroup> choose(
            TlsPolicy policy, ClientExtensions extensions, CipherSuite suite) {
        NamedGroup.Kind kind =
                suite.keyExchange().isElliptic() ? NamedGroup.Kind.ECDHE : NamedGroup.Kind.FFDHE;
        CodePoints offered = extensions.supportedGroups();
        boolean silent =
                offered == null || kind == NamedGroup.Kind.FFDHE && !namesFiniteField(offered);
        if (silent
                && kind == NamedGroup.Kind.ECDHE
                && policy.groups().contains(NamedGroup.SECP256R1)) {
            // the one that such clients, which are old, are the most likely to have
            return Optional.of(NamedGroup.SECP256R1);
        }
        for (NamedGroup group : policy.groups()) {
            if (group.kind() == kind && (silent || offered != null && offered.contains(group))) {
                return Optional.of(group);
            }
        }
        return Optional.empty();
    }

    /// The credentials whose key is on a curve that the client takes, or on none (RFC 8422, section 5.3).
    static List<Credential> onCurvesOf(ClientExtensions extensions, List<Credential> credentials) {
        CodePoints offered = extensions.supportedGroups();
        if (offered == null) {
            return credentials;
        }
        List<Credential> taken = new ArrayList<>(credentials.size());
        for (Credential credential : credentials) {
            NamedGroup curve = curveOf(credential.key().keyType());
            if (curve == null || offered.contains(curve)) {
                taken.add(credential);
            }
        }
        return taken;
    }

    private static boolean namesFiniteField(CodePoints groups) {
        return groups.stream()
                .anyMatch(code -> code >= FIRST_FINITE_FIELD && code <= LAST_FINITE_FIELD);
    }

    private static @Nullable NamedGroup curveOf(KeyType type) {
        return switch (type) {
            case EC_P256 -> NamedGroup.SECP256R1;
            case EC_P384 -> NamedGroup.SECP384R1;
            case EC_P521 -> NamedGroup.SECP521R1;
            case RSA, RSA_PSS, ED25519, ED448 -> null;
        };
    }
}
