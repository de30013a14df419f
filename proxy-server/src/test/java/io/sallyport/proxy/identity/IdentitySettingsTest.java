package io.sallyport.proxy.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.model.ByteSize;
import io.sallyport.config.model.ClientCertDetail;
import io.sallyport.config.model.ClientCertForwarding;
import io.sallyport.config.model.ClientIdentityFields;
import io.sallyport.config.model.IdentityField;
import io.sallyport.config.model.Networks;
import io.sallyport.proxy.clientauth.ClientIdentity;
import io.sallyport.proxy.clientauth.ClientPki;
import io.sallyport.proxy.clientauth.ClientPki.Holder;
import io.sallyport.proxy.clientauth.Rejection;
import io.sallyport.proxy.clientauth.SubjectNames;
import io.sallyport.proxy.credential.TestCertificates;
import io.sallyport.proxy.insight.FailureClassifier;
import io.sallyport.proxy.insight.Reports;
import io.sallyport.tls.alert.ClientCertificateRefusal;
import io.sallyport.tls.credential.CertificateChain;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is told of a client in each form, and that nothing is told of one that is not verified.
class IdentitySettingsTest {
    private static final Holder ROOT = ClientPki.authority("CN=Root", "P-256#root").selfSigned();
    private static final Holder INTERMEDIATE =
            ClientPki.authority("CN=Intermediate", "P-256#intermediate").issuedBy(ROOT);
    private static final Holder CLIENT =
            ClientPki.client("CN=Größe 1,O=Example\\, Inc.", "P-256")
                    .uri("spiffe://example.org/a,b")
                    .uri("urn:x")
                    .dns("A.example.com")
                    .dns("*.b.example.com")
                    .named(GeneralName.rfc822Name, "a@example.com")
                    .valid(Duration.ofHours(-1), Duration.ofHours(1))
                    .issuedBelow(INTERMEDIATE);
    private static final List<X509Certificate> PATH =
            List.of(CLIENT.certificate(), INTERMEDIATE.certificate(), ROOT.certificate());
    private static final List<X509Certificate> LONGER_PATH =
            List.of(
                    CLIENT.certificate(),
                    INTERMEDIATE.certificate(),
                    ROOT.certificate(),
                    ROOT.certificate());
    private static final ClientIdentity VERIFIED = identity(PATH, null);
    private static final String HASH = "Hash=" + VERIFIED.fingerprint();

    @Test
    void theCertificateIsAByteSequence() {
        Map<String, String> told = told(clientCert(false));

        assertThat(told.keySet()).containsExactly("client-cert");
        assertThat(decoded(told.get("client-cert"))).isEqualTo(encoding(CLIENT));
    }

    @Test
    void theChainIsAListWithoutTheClientsOwnAndTheTrustedOne() {
        Map<String, String> told = told(clientCert(true));

        assertThat(told.keySet()).containsExactly("client-cert", "client-cert-chain");
        assertThat(decoded(told.get("client-cert-chain"))).isEqualTo(encoding(INTERMEDIATE));
        assertThat(
                        map(settings(clientCert(true))
                                        .told(identity(LONGER_PATH, null), null, List.of()))
                                .get("client-cert-chain"))
                .isEqualTo(told.get("client-cert-chain") + ", " + byteSequence(ROOT));
    }

    @Test
    void anEmptyChainIsNone() {
        ClientIdentity direct = identity(List.of(CLIENT.certificate(), ROOT.certificate()), null);

        assertThat(map(settings(clientCert(true)).told(direct, null, List.of())).keySet())
                .containsExactly("client-cert");
    }

    @Test
    void whatIsTooLongIsLeftOutAndTheChainWithTheCertificate() {
        int length = told(clientCert(true)).get("client-cert").length();

        assertThat(
                        map(settings(clientCert(true).with(length))
                                        .told(identity(LONGER_PATH, null), null, List.of()))
                                .keySet())
                .containsExactly("client-cert");
        assertThat(told(clientCert(true).with(length))).hasSize(2);
        assertThat(told(clientCert(true).with(length - 1))).isEmpty();
        assertThat(told(headers(Map.of("x-s", IdentityField.SUBJECT)).with(1024))).hasSize(1);
        assertThat(told(headers(Map.of("x-s", IdentityField.SUBJECT)).with(10))).isEmpty();
    }

    @Test
    void eachFieldTellsWhatItIsNamedAfter() {
        Map<String, IdentityField> all = new LinkedHashMap<>();
        for (IdentityField field : IdentityField.values()) {
            all.put(field.keyword(), field);
        }
        X509Certificate own = CLIENT.certificate();

        assertThat(told(headers(all)))
                .containsExactly(
                        Map.entry("result", "verified"),
                        Map.entry("subject", "CN=Gr\\C3\\B6\\C3\\9Fe 1,O=Example\\, Inc."),
                        Map.entry("subject_cn", "Gr%C3%B6%C3%9Fe 1"),
                        Map.entry("issuer", "CN=Intermediate"),
                        Map.entry("serial", own.getSerialNumber().toString(16)),
                        Map.entry("fingerprint_sha256", VERIFIED.fingerprint()),
                        Map.entry("dns", "a.example.com, *.b.example.com"),
                        Map.entry("uri", "spiffe://example.org/a%2Cb, urn:x"),
                        Map.entry("email", "a@example.com"),
                        Map.entry("not_before", own.getNotBefore().toInstant().toString()),
                        Map.entry("not_after", own.getNotAfter().toInstant().toString()),
                        Map.entry("version", "TLSv1.3"),
                        Map.entry("cipher_suite", "TLS_AES_128_GCM_SHA256"));
        assertThat(map(settings(headers(all)).told(null, null, List.of())))
                .containsExactly(Map.entry("result", "none"));
    }

    @ParameterizedTest
    @EnumSource
    void ofAClientThatWouldBeRefusedOnlyTheReasonIsTold(ClientCertificateRefusal why) {
        Map<String, IdentityField> all = new LinkedHashMap<>();
        for (IdentityField field : IdentityField.values()) {
            all.put(field.keyword(), field);
        }
        ClientIdentityFields everything =
                new ClientIdentityFields(
                        true,
                        true,
                        Networks.NONE,
                        ClientCertForwarding.SANITIZE_SET,
                        List.of(ClientCertDetail.values()),
                        Networks.NONE,
                        all,
                        ByteSize.ofKibibytes(64));

        ToldIdentity told =
                IdentitySettings.of(everything)
                        .told(
                                identity(
                                        List.of(),
                                        new Rejection(why, CLIENT.certificate(), "is not good")),
                                Reports.SESSION,
                                List.of());

        assertThat(told.element()).isNull();
        assertThat(map(told))
                .containsExactly(
                        Map.entry("result", "refused:" + FailureClassifier.classify(why).id()),
                        Map.entry("version", "TLSv1.3"),
                        Map.entry("cipher_suite", "TLS_AES_128_GCM_SHA256"));
        assertThat(map(told).get("result")).doesNotContain("verified");
    }

    @Test
    void anElementTellsWhatIsWantedInTheOrderThatIsWanted() {
        assertThat(element(List.of(), 8192)).isEqualTo(HASH);
        assertThat(element(List.of("spiffe://own", "urn:a;b"), List.of(), 8192))
                .isEqualTo("By=spiffe://own;By=\"urn:a;b\";" + HASH);
        assertThat(
                        element(
                                List.of(
                                        ClientCertDetail.SUBJECT,
                                        ClientCertDetail.URI,
                                        ClientCertDetail.DNS),
                                8192))
                .isEqualTo(
                        HASH
                                + ";Subject=\"CN=Gr\\C3\\B6\\C3\\9Fe 1,O=Example\\, Inc.\""
                                + ";URI=\"spiffe://example.org/a,b\";URI=urn:x"
                                + ";DNS=a.example.com;DNS=*.b.example.com");
    }

    @Test
    void subjectAndUriAreThereAlsoIfTheyAreEmpty() {
        Holder nameless =
                ClientPki.client("", "P-256")
                        .with(
                                Extension.subjectAlternativeName,
                                true,
                                new GeneralNames(new GeneralName(GeneralName.dNSName, "x")))
                        .issuedBy(ROOT);
        ClientIdentity identity =
                new ClientIdentity(
                        CertificateChain.of(nameless.chain()), names("", "", ""), PATH, null);

        assertThat(
                        ForwardedElement.of(
                                identity,
                                List.of(),
                                List.of(
                                        ClientCertDetail.DNS,
                                        ClientCertDetail.URI,
                                        ClientCertDetail.SUBJECT),
                                8192))
                .isEqualTo("Hash=" + identity.fingerprint() + ";URI=;Subject=\"\"");
    }

    @Test
    void certificatesAreUrlEncodedPem() {
        String element = element(List.of(ClientCertDetail.CERT, ClientCertDetail.CHAIN), 8192);

        Map<String, String> pairs = map(XfccReader.strict(element).getFirst());
        assertThat(pairs.get("Cert"))
                .startsWith("-----BEGIN%20CERTIFICATE-----%0A")
                .endsWith("%0A-----END%20CERTIFICATE-----%0A")
                .doesNotContainPattern("[+/=\n ]");
        assertThat(URLDecoder.decode(pairs.get("Cert"), StandardCharsets.US_ASCII))
                .isEqualTo(pem(CLIENT));
        assertThat(URLDecoder.decode(pairs.get("Chain"), StandardCharsets.US_ASCII))
                .isEqualTo(pem(CLIENT) + pem(INTERMEDIATE));
    }

    @Test
    void anElementThatIsTooLongDoesWithoutTheChainThenWithoutTheCertificate() {
        List<ClientCertDetail> all =
                List.of(ClientCertDetail.CHAIN, ClientCertDetail.CERT, ClientCertDetail.URI);
        String withoutChain = element(List.of(ClientCertDetail.CERT, ClientCertDetail.URI), 8192);
        String withoutBoth = element(List.of(ClientCertDetail.URI), 8192);

        assertThat(element(all, withoutChain.length())).isEqualTo(withoutChain);
        assertThat(element(all, withoutChain.length() - 1)).isEqualTo(withoutBoth);
        assertThat(element(all, withoutBoth.length())).isEqualTo(withoutBoth);
        assertThat(element(all, withoutBoth.length() - 1)).isNull();
    }

    /// One that knows that a backslash escapes a quotation mark and nothing else, and one to which it escapes anything.
    @Test
    void everyReaderOfAnElementFindsTheSamePairs() {
        for (String odd : HeaderTextTest.ODD.subList(1, HeaderTextTest.ODD.size())) {
            ClientIdentity identity =
                    new ClientIdentity(
                            CertificateChain.of(List.of(CLIENT.certificate())),
                            names(odd, odd, odd),
                            PATH,
                            null);
            String subject = HeaderText.name(HeaderTextTest.subject(odd));
            String element =
                    ForwardedElement.of(
                                    identity,
                                    List.of(odd),
                                    List.of(ClientCertDetail.URI, ClientCertDetail.DNS),
                                    8192)
                            + ";Subject=\""
                            + subject
                            + "\"";

            assertThat(ForwardedElement.isReadable(element)).as(element).isTrue();
            assertThat(XfccReader.strict(element)).as(element).hasSize(1);
            assertThat(XfccReader.lenient(element)).as(element).hasSize(1);
            assertThat(XfccReader.strict(element).getFirst())
                    .extracting(Map.Entry::getKey)
                    .containsExactly("By", "Hash", "URI", "DNS", "Subject")
                    .isEqualTo(
                            XfccReader.lenient(element).getFirst().stream()
                                    .map(Map.Entry::getKey)
                                    .toList());
            assertThat(map(XfccReader.strict(element).getFirst()))
                    .containsEntry("URI", HeaderText.uri(odd))
                    .containsEntry("DNS", HeaderText.dns(odd))
                    .containsEntry("Subject", subject);
        }
    }

    @Test
    void whatOthersWroteIsReadableOnlyInOneWay() {
        assertThat(
                        List.of(
                                "By=a;Hash=b",
                                "By=http://frontend/;Hash=1;Subject=\"/C=US/CN=Test\";URI=,By=x;Hash=y",
                                "hash=1;Subject=\"CN=a\\,b,O=\\\"c\\\"\" , By=",
                                "URI=http://a?b=c"))
                .allMatch(ForwardedElement::isReadable);
        assertThat(
                        List.of(
                                "",
                                "By",
                                "By=\"a",
                                "By=a\"",
                                "By=\"a\\\"",
                                "By=\"a\\\\\";Hash=1",
                                "By=a,",
                                ",By=a",
                                "By=a;",
                                "By=a b",
                                "By=a\\",
                                "By=\"é\""))
                .noneMatch(ForwardedElement::isReadable);
    }

    private static String element(List<ClientCertDetail> details, int most) {
        return element(List.of(), details, most);
    }

    private static String element(List<String> own, List<ClientCertDetail> details, int most) {
        return ForwardedElement.of(VERIFIED, own, details, most);
    }

    private static SubjectNames names(String uri, String dns, String email) {
        return new SubjectNames(Optional.empty(), list(dns), list(uri), list(email), List.of());
    }

    private static List<String> list(String name) {
        return name.isEmpty() ? List.of() : List.of(name);
    }

    /// Settings that a test changes.
    private record Wanted(
            boolean clientCert, boolean chain, Map<String, IdentityField> headers, int most) {
        Wanted with(int bytes) {
            return new Wanted(clientCert, chain, headers, bytes);
        }
    }

    private static Wanted clientCert(boolean chain) {
        return new Wanted(true, chain, Map.of(), 8192);
    }

    private static Wanted headers(Map<String, IdentityField> headers) {
        return new Wanted(false, false, headers, 8192);
    }

    private static IdentitySettings settings(Wanted wanted) {
        return IdentitySettings.of(
                new ClientIdentityFields(
                        wanted.clientCert(),
                        wanted.chain(),
                        Networks.NONE,
                        ClientCertForwarding.SANITIZE,
                        List.of(),
                        Networks.NONE,
                        wanted.headers(),
                        new ByteSize(wanted.most())));
    }

    private static Map<String, String> told(Wanted wanted) {
        return map(settings(wanted).told(VERIFIED, Reports.SESSION, List.of()));
    }

    private static Map<String, String> map(ToldIdentity told) {
        Map<String, String> map = new LinkedHashMap<>();
        told.fields().forEach(field -> map.put(field.name(), field.value()));
        assertThat(map).hasSameSizeAs(told.fields());
        return map;
    }

    private static Map<String, String> map(List<Map.Entry<String, String>> pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        pairs.forEach(pair -> map.put(pair.getKey(), pair.getValue()));
        return map;
    }

    private static ClientIdentity identity(List<X509Certificate> path, Rejection rejection) {
        try {
            return new ClientIdentity(
                    CertificateChain.of(CLIENT.chain()),
                    SubjectNames.of(CLIENT.certificate()),
                    path,
                    rejection);
        } catch (CertificateParsingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] decoded(String byteSequence) {
        assertThat(byteSequence).matches(":[A-Za-z0-9+/]+={0,2}:");
        return Base64.getDecoder().decode(byteSequence.substring(1, byteSequence.length() - 1));
    }

    private static String byteSequence(Holder holder) {
        return ':' + Base64.getEncoder().encodeToString(encoding(holder)) + ':';
    }

    private static byte[] encoding(Holder holder) {
        return CertificateChain.of(List.of(holder.certificate())).encodings().getFirst();
    }

    private static String pem(Holder holder) {
        return TestCertificates.pem(holder.certificate());
    }
}
