package io.sallyport.proxy.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.model.CertificateFiles;
import io.sallyport.config.model.CipherSuiteName;
import io.sallyport.config.model.GroupName;
import io.sallyport.config.model.Keyword;
import io.sallyport.config.model.ListenerTls;
import io.sallyport.config.model.PolicyOverrides;
import io.sallyport.config.model.SignatureSchemeName;
import io.sallyport.config.model.TlsPolicyName;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.CodePoint;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.policy.TlsPolicies;
import io.sallyport.tls.policy.TlsPolicy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyAssemblyTest {
    private static final ListenerTls TLS =
            ListenerTls.of(List.of(CertificateFiles.of(Path.of("site.pem"), Path.of("site.key"))));

    @ParameterizedTest
    @EnumSource
    void takesTheNamedPolicyAsItIs(TlsPolicyName name) {
        TlsPolicy policy = PolicyAssembly.policy(TLS.withPolicy(name));

        assertThat(TlsPolicies.named(name.keyword())).contains(policy);
    }

    @Test
    void replacesListsInTheOrderOfTheConfiguration() {
        TlsPolicy policy =
                PolicyAssembly.policy(
                        TLS.withOverrides(
                                new PolicyOverrides(
                                        List.of(GroupName.X448, GroupName.SECP256R1),
                                        List.of(CipherSuiteName.TLS_CHACHA20_POLY1305_SHA256),
                                        List.of(SignatureSchemeName.ED448))));

        assertThat(policy)
                .isEqualTo(
                        TlsPolicies.MOZILLA_INTERMEDIATE_6_0
                                .withGroups(List.of(NamedGroup.X448, NamedGroup.SECP256R1))
                                .withCipherSuites(List.of(CipherSuite.TLS_CHACHA20_POLY1305_SHA256))
                                .withSignatureSchemes(List.of(SignatureScheme.ED448)));
    }

    @Test
    void leavesTheOtherListsToThePolicy() {
        TlsPolicy policy =
                PolicyAssembly.policy(
                        TLS.withOverrides(
                                PolicyOverrides.NONE.withGroups(List.of(GroupName.SECP521R1))));

        assertThat(policy)
                .isEqualTo(
                        TlsPolicies.MOZILLA_INTERMEDIATE_6_0.withGroups(
                                List.of(NamedGroup.SECP521R1)));
    }

    @Test
    void theConfigurationHasTheNamesOfTheEngine() {
        assertThat(keywords(GroupName.values()))
                .containsExactlyInAnyOrderElementsOf(labels(Arrays.stream(NamedGroup.values())));
        assertThat(keywords(CipherSuiteName.values()))
                .containsExactlyInAnyOrderElementsOf(labels(Arrays.stream(CipherSuite.values())));
        assertThat(keywords(SignatureSchemeName.values()))
                .containsExactlyInAnyOrderElementsOf(
                        labels(Arrays.stream(SignatureScheme.values())));
    }

    private static List<String> keywords(Keyword[] words) {
        return Arrays.stream(words).map(Keyword::keyword).toList();
    }

    private static List<String> labels(Stream<? extends CodePoint> codePoints) {
        return codePoints.map(CodePoint::label).toList();
    }
}
