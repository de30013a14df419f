package io.sallyport.proxy.assembly;

import io.sallyport.config.model.Keyword;
import io.sallyport.config.model.ListenerTls;
import io.sallyport.config.model.PolicyOverrides;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.CodePoint;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.policy.TlsPolicies;
import io.sallyport.tls.policy.TlsPolicy;
import java.util.Arrays;
import java.util.List;

/// The engine's policy for what a listener's configuration says.
final class PolicyAssembly {
    private PolicyAssembly() {}

    /// The named policy, with the lists that the configuration puts in place of its own.
    static TlsPolicy policy(ListenerTls tls) {
        TlsPolicy policy =
                TlsPolicies.named(tls.policy().keyword())
                        .orElseThrow(() -> unknown(tls.policy(), "policy"));
        PolicyOverrides overrides = tls.overrides();
        if (!overrides.groups().isEmpty()) {
            policy = policy.withGroups(codePoints(overrides.groups(), NamedGroup.values()));
        }
        if (!overrides.cipherSuites().isEmpty()) {
            policy =
                    policy.withCipherSuites(
                            codePoints(overrides.cipherSuites(), CipherSuite.values()));
        }
        if (!overrides.signatureSchemes().isEmpty()) {
            policy =
                    policy.withSignatureSchemes(
                            codePoints(overrides.signatureSchemes(), SignatureScheme.values()));
        }
        return policy;
    }

    private static <C extends CodePoint> List<C> codePoints(
            List<? extends Keyword> names, C[] known) {
        return names.stream().map(name -> codePoint(name, known)).toList();
    }

    private static <C extends CodePoint> C codePoint(Keyword name, C[] known) {
        return Arrays.stream(known)
                .filter(codePoint -> codePoint.label().equals(name.keyword()))
                .findFirst()
                .orElseThrow(() -> unknown(name, "code point"));
    }

    /// A mistake of ours: the configuration takes only names that the engine knows.
    private static IllegalStateException unknown(Keyword name, String what) {
        return new IllegalStateException("the engine has no " + what + " '" + name.keyword() + "'");
    }
}
