package io.sallyport.proxy.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.model.CertificateFiles;
import io.sallyport.config.model.PassphraseSource;
import io.sallyport.config.problem.Position;
import io.sallyport.config.problem.Positions;
import io.sallyport.config.problem.Problem;
import io.sallyport.proxy.credential.TestCertificates.Held;
import io.sallyport.proxy.credential.TestCertificates.Wanted;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.credential.Credential;
import io.sallyport.tls.credential.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialLoaderTest {
    private static final KeyPair KEYS = TestCertificates.keys("P-256");
    private static final Held ROOT =
            TestCertificates.selfSigned(
                    Wanted.authority("Root"), TestCertificates.keys("P-256#root"));
    private static final Held INTERMEDIATE =
            TestCertificates.issued(
                    Wanted.authority("Intermediate"), TestCertificates.keys("P-256#mid"), ROOT);
    private static final Held SERVER =
            TestCertificates.issued(
                    Wanted.server("www.example.com", "*.Example.ORG", "192.0.2.1"),
                    KEYS,
                    INTERMEDIATE);

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "RSA-2048, RSA",
        "RSA-PSS, RSA_PSS",
        "P-256, EC_P256",
        "P-384, EC_P384",
        "P-521, EC_P521",
        "Ed25519, ED25519",
        "Ed448, ED448"
    })
    void loadsEveryKindOfKey(String kind, KeyType type) {
        Held held =
                TestCertificates.issued(
                        Wanted.server("www.example.com"), TestCertificates.keys(kind), ROOT);

        Credential credential = loaded(files("site", held)).all().getFirst();

        assertThat(credential.key().keyType()).isEqualTo(type);
        assertThat(credential.chain().certificates()).containsExactly(held.certificate());
        assertThat(credential.serverNames()).containsExactly("www.example.com");
    }

    @Test
    void namesCredentialsAsTheConfigurationWritesTheirChains() throws IOException {
        Files.createDirectory(folder.resolve("etc"));
        CertificateFiles files = files("site", SERVER);

        assertThat(loaded(files).all().getFirst().name())
                .isEqualTo(folder.resolve("site.pem").toString());
        Positions positions =
                Positions.none(folder.resolve("etc").resolve("sallyport.yaml").toString());
        CertificateFiles written =
                CertificateFiles.of(
                        folder.resolve("etc").resolve("../site.pem"),
                        folder.resolve("etc").resolve("../site.key"));
        CredentialOutcome outcome =
                new CredentialLoader(
                                new SigningCrypto(),
                                Map.of(),
                                InstantSource.fixed(TestCertificates.NOW))
                        .load("web", List.of(written), positions);
        assertThat(((CredentialOutcome.Loaded) outcome).credentials().all().getFirst().name())
                .isEqualTo("../site.pem");
    }

    @Test
    void checksWhatIsThereOfARefusedConfiguration() {
        CredentialLoader loader =
                new CredentialLoader(
                        new SigningCrypto(), Map.of(), InstantSource.fixed(TestCertificates.NOW));

        assertThat(
                        texts(
                                loader.check(
                                        Map.of(
                                                "listeners.web.tls.certificates[0]",
                                                files("site", SERVER, ROOT)),
                                        positions(1))))
                .singleElement()
                .asString()
                .contains("certificates[0].chain: ")
                .contains("is out of order");
    }

    @Test
    void takesTheWholeChainWithOrWithoutTheRootAndTheNamesInIt() {
        Credentials credentials =
                loaded(
                        files("short", SERVER, INTERMEDIATE),
                        files("long", second("api.example.com"), INTERMEDIATE, ROOT));

        assertThat(credentials.all().getFirst().chain().certificates()).hasSize(2);
        assertThat(credentials.all().getLast().chain().certificates()).hasSize(3);
        assertThat(credentials.all().getFirst().serverNames())
                .containsExactly("www.example.com", "*.example.org");
    }

    @Test
    void readsChainAndKeyFromOneFile() throws IOException {
        Path file = folder.resolve("both.pem");
        Files.writeString(file, TestCertificates.chain(SERVER) + TestCertificates.pem(key(SERVER)));

        assertThat(loaded(CertificateFiles.of(file, file)).all()).hasSize(1);
    }

    @Test
    void refusesAChainOutOfOrderAndSaysWhichOrderIsRight() {
        assertThat(problems(files("site", SERVER, ROOT, INTERMEDIATE)))
                .containsExactly(
                        at(0, "chain", 10)
                                + folder
                                + "/site.pem' is out of order: number 1 (CN=www.example.com) was"
                                + " issued by CN=Intermediate, but number 2 is CN=Root; write the"
                                + " server's certificate first, then each issuer");
    }

    @Test
    void refusesAnIssuerOfTheRightNameThatDidNotSign() {
        Held impostor =
                TestCertificates.issued(
                        Wanted.authority("Intermediate"),
                        TestCertificates.keys("P-256#other"),
                        ROOT);

        assertThat(problems(files("site", SERVER, impostor)))
                .singleElement()
                .asString()
                .contains("has the name of the issuer of number 1 but did not sign it");
    }

    @Test
    void refusesAKeyThatDoesNotMatch() throws IOException {
        CertificateFiles files = files("site", SERVER, INTERMEDIATE);
        Files.writeString(
                files.key(), TestCertificates.pem(TestCertificates.keys("RSA-2048").getPrivate()));

        assertThat(problems(files))
                .containsExactly(
                        at(0, "key", 11)
                                + folder
                                + "/site.key' (RSA) does not belong to the certificate in '"
                                + folder
                                + "/site.pem' (CN=www.example.com); name the key that the"
                                + " certificate was requested with");
        Files.writeString(
                files.key(),
                TestCertificates.pem(TestCertificates.keys("P-256#other").getPrivate()));
        assertThat(problems(files)).singleElement().asString().contains("does not belong to");
    }

    @Test
    void saysWhichCertificateOfTheChainAKeyBelongsTo() throws IOException {
        CertificateFiles files = files("site", SERVER, INTERMEDIATE);
        Files.writeString(files.key(), TestCertificates.pem(INTERMEDIATE.keys().getPrivate()));

        assertThat(problems(files))
                .singleElement()
                .asString()
                .contains("belongs to certificate number 2 (CN=Intermediate)")
                .endsWith("write that certificate first");
    }

    @Test
    void warnsOfCertificatesThatAreExpiredOrSoonOrNotYetValid() {
        Instant now = TestCertificates.NOW;
        Duration day = Duration.ofDays(1);
        CertificateFiles expired = valid("a", now.minus(day.multipliedBy(90)), now.minus(day));
        CertificateFiles soon =
                valid("b", now.minus(day.multipliedBy(80)), now.plus(day.multipliedBy(10)));
        CertificateFiles early = valid("c", now.plus(day), now.plus(day.multipliedBy(90)));
        CertificateFiles shortLived = valid("d", now.minus(day), now.plus(day.multipliedBy(5)));

        assertThat(warnings(expired, soon, early, shortLived))
                .hasSize(3)
                .satisfiesExactly(
                        first ->
                                assertThat(first)
                                        .contains("certificates[0].chain: warning: ")
                                        .endsWith(
                                                "that expired at 2026-11-22T12:00:00Z; renew it,"
                                                        + " clients refuse it"),
                        second ->
                                assertThat(second)
                                        .contains("certificates[1].chain: warning: ")
                                        .endsWith(
                                                "expires soon, at 2026-12-03T12:00:00Z; renew it"),
                        third ->
                                assertThat(third)
                                        .contains("certificates[2].chain: warning: ")
                                        .contains("is not valid before 2026-11-24T12:00:00Z; "));
    }

    @Test
    void warnsOfAnExpiredIntermediate() {
        Instant now = TestCertificates.NOW;
        Held old =
                TestCertificates.issued(
                        Wanted.authority("Intermediate")
                                .valid(now.minus(Duration.ofDays(900)), now.minusSeconds(1)),
                        INTERMEDIATE.keys(),
                        ROOT);

        assertThat(warnings(files("site", SERVER, old)))
                .singleElement()
                .asString()
                .contains("(CN=Intermediate) that expired");
    }

    @Test
    void warnsOfWhatClientsRefuse() {
        Held noNames = TestCertificates.selfSigned(Wanted.server(), KEYS);
        Held noUse =
                TestCertificates.selfSigned(
                        Wanted.server("b.example")
                                .usage(KeyUsage.keyEncipherment, KeyPurposeId.id_kp_clientAuth),
                        KEYS);
        Held sha1 =
                TestCertificates.issued(
                        Wanted.server("c.example"), KEYS, INTERMEDIATE, "SHA1withECDSA");

        assertThat(warnings(files("a", noNames)))
                .singleElement()
                .asString()
                .contains("names no server in subjectAltName");
        assertThat(warnings(files("b", noUse)))
                .satisfiesExactly(
                        first -> assertThat(first).contains("key usage lacks digitalSignature"),
                        second ->
                                assertThat(second).contains("extended key usage lacks serverAuth"));
        assertThat(warnings(files("c", sha1)))
                .singleElement()
                .asString()
                .contains("(CN=c.example) signed by SHA1withECDSA");
    }

    @Test
    void servesTheConfiguredNamesAndWarnsOfThoseThatTheCertificateLacks() {
        CertificateFiles files =
                files("site", SERVER)
                        .withServerNames(
                                List.of("www.example.com", "a.example.org", "b.example.net"));

        assertThat(loaded(files).all().getFirst().serverNames())
                .containsExactly("www.example.com", "a.example.org", "b.example.net");
        assertThat(warnings(files))
                .singleElement()
                .asString()
                .contains(
                        "certificates[0].server_names: warning: 'b.example.net' is not among the"
                                + " names in");
    }

    @Test
    void warnsOfCertificatesThatNoClientGets() {
        Held address =
                TestCertificates.selfSigned(
                        Wanted.server("192.0.2.7"), TestCertificates.keys("P-256#other"));
        Held sameNames = second("www.example.com");

        assertThat(
                        warnings(
                                files("a", SERVER),
                                files("b", address),
                                files("c", sameNames, INTERMEDIATE)))
                .satisfiesExactly(
                        first ->
                                assertThat(first)
                                        .contains("certificates[1]: warning: ")
                                        .contains("b.pem' is for no server name"),
                        second ->
                                assertThat(second)
                                        .contains("certificates[2]: warning: ")
                                        .contains("c.pem' has the same kind of key"));
    }

    @Test
    void refusesShortRsaKeysInTheCertificateToo() {
        Held weak =
                TestCertificates.selfSigned(
                        Wanted.server("a.example"), TestCertificates.keys("RSA-1024"));

        assertThat(problems(files("site", weak)))
                .hasSize(2)
                .allMatch(problem -> problem.contains("holds an RSA key of 1024 bits; use ECDSA"));
    }

    @Test
    void reportsEveryProblemOfEveryCertificateAtOnceInTheOrderOfTheFile() {
        CertificateFiles missing =
                CertificateFiles.of(folder.resolve("no.pem"), folder.resolve("no.key"));

        assertThat(problems(missing, files("site", SERVER, ROOT), missing))
                .satisfiesExactly(
                        first -> assertThat(first).contains("[0].chain").contains("not exist"),
                        second -> assertThat(second).contains("[0].key").contains("not exist"),
                        third -> assertThat(third).contains("[1].chain").contains("out of order"),
                        fourth -> assertThat(fourth).contains("[2].chain"),
                        fifth -> assertThat(fifth).contains("[2].key"));
    }

    @Test
    void namesWhatTheChainFileHoldsInstead() throws IOException {
        CertificateFiles files = files("site", SERVER);
        Files.writeString(files.chain(), TestCertificates.pem(key(SERVER)));

        assertThat(problems(files))
                .singleElement()
                .asString()
                .contains("holds no certificate but PRIVATE KEY; name the file with the");
        Files.writeString(
                files.chain(), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        assertThat(problems(files))
                .singleElement()
                .asString()
                .contains("holds a damaged certificate (number 1); check it with openssl x509");
        Files.writeString(files.chain(), "-----BEGIN PKCS7-----\nAAAA\n-----END PKCS7-----\n");
        assertThat(problems(files))
                .singleElement()
                .asString()
                .contains("is PKCS#7; convert it with openssl pkcs7 -print_certs");
    }

    @Test
    void saysWhereAPassphraseIsMissingOrNotNeeded() {
        CertificateFiles files = files("site", SERVER);

        assertThat(warnings(files.withPassphrase(new PassphraseSource.FromEnvironment("PASSWORD"))))
                .containsExactly(
                        "sallyport.yaml:12:5: listeners.web.tls.certificates[0].passphrase_env:"
                                + " warning: '"
                                + folder
                                + "/site.key' is not encrypted; leave the passphrase out, or"
                                + " encrypt the key");
    }

    private CertificateFiles valid(String name, Instant from, Instant to) {
        return files(
                name,
                TestCertificates.selfSigned(
                        Wanted.server(name + ".example").valid(from, to), KEYS));
    }

    private static Held second(String name) {
        return TestCertificates.issued(
                Wanted.server(name), TestCertificates.keys("P-256#second"), INTERMEDIATE);
    }

    private static Object key(Held held) {
        return held.keys().getPrivate();
    }

    /// Chain and key files of this name.
    private CertificateFiles files(String name, Held... chain) {
        try {
            Path certificates = folder.resolve(name + ".pem");
            Path key = folder.resolve(name + ".key");
            Files.writeString(certificates, TestCertificates.chain(chain));
            Files.writeString(key, TestCertificates.pem(key(chain[0])));
            return CertificateFiles.of(certificates, key);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Credentials loaded(CertificateFiles... files) {
        CredentialOutcome outcome = load(files);
        assertThat(outcome).isInstanceOf(CredentialOutcome.Loaded.class);
        return ((CredentialOutcome.Loaded) outcome).credentials();
    }

    private List<String> warnings(CertificateFiles... files) {
        return switch (load(files)) {
            case CredentialOutcome.Loaded loaded -> texts(loaded.warnings());
            case CredentialOutcome.Rejected rejected ->
                    throw new AssertionError(texts(rejected.problems()).toString());
        };
    }

    private List<String> problems(CertificateFiles... files) {
        return switch (load(files)) {
            case CredentialOutcome.Rejected rejected -> texts(rejected.problems());
            case CredentialOutcome.Loaded _ -> throw new AssertionError("accepted");
        };
    }

    private static List<String> texts(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }

    private static String at(int index, String key, int line) {
        return "sallyport.yaml:"
                + line
                + ":5: listeners.web.tls.certificates["
                + index
                + "]."
                + key
                + ": '";
    }

    private CredentialOutcome load(CertificateFiles... files) {
        return new CredentialLoader(
                        new SigningCrypto(),
                        Map.of("PASSWORD", "secret"),
                        InstantSource.fixed(TestCertificates.NOW))
                .load("web", Arrays.asList(files), positions(files.length));
    }

    /// As if each certificate took ten lines.
    private static Positions positions(int certificates) {
        Map<String, Position> byPath = new java.util.HashMap<>();
        IntStream.range(0, certificates)
                .forEach(i -> {
                    String path = "listeners.web.tls.certificates[" + i + "]";
                    int line = 10 * (i + 1);
                    byPath.put(path, new Position(line, 3));
                    byPath.put(path + ".chain", new Position(line, 5));
                    byPath.put(path + ".key", new Position(line + 1, 5));
                    byPath.put(path + ".passphrase_env", new Position(line + 2, 5));
                    byPath.put(path + ".server_names", new Position(line + 3, 5));
                });
        return Positions.of("sallyport.yaml", byPath);
    }
}
