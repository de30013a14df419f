package io.sallyport.proxy.credential;

import io.sallyport.config.model.CertificateFiles;
import io.sallyport.config.model.PassphraseSource;
import io.sallyport.config.problem.Positions;
import io.sallyport.config.problem.Problem;
import io.sallyport.tls.credential.CertificateChain;
import io.sallyport.tls.credential.Credential;
import io.sallyport.tls.credential.Credentials;
import io.sallyport.tls.credential.OcspResponse;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.SigningKey;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the certificates and keys of a listener, and looks for everything that would keep clients
/// from accepting them. Blocks on files; for use by any thread.
public final class CredentialLoader {
    private final CryptoProvider crypto;
    private final Map<String, String> environment;
    private final InstantSource clock;

    /// @param environment for passphrases, usually `System.getenv()`
    /// @param clock for validity
    public CredentialLoader(
            CryptoProvider crypto, Map<String, String> environment, InstantSource clock) {
        this.crypto = crypto;
        this.environment = environment;
        this.clock = clock;
    }

    /// Reads all of them, whatever is wrong with one.
    ///
    /// @param listener the name, for the paths in problems
    /// @param files as configured, at least one
    public CredentialOutcome load(
            String listener, List<CertificateFiles> files, Positions positions) {
        Findings findings = new Findings(positions);
        List<Credential> credentials = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            String path = "listeners." + listener + ".tls.certificates[" + i + "]";
            credential(files.get(i), path, findings).ifPresent(credentials::add);
        }
        if (findings.hasErrors()) {
            return new CredentialOutcome.Rejected(findings.all());
        }
        UnreachableCertificates.warn(credentials, listener, findings);
        return new CredentialOutcome.Loaded(Credentials.of(credentials), findings.all());
    }

    /// What is wrong with certificates of a configuration that is refused for other reasons already.
    ///
    /// @param files by their path in the configuration
    public List<Problem> check(Map<String, CertificateFiles> files, Positions positions) {
        Findings findings = new Findings(positions);
        files.forEach((path, each) -> credential(each, path, findings));
        return findings.all();
    }

    /// Empty if an error was found.
    private Optional<Credential> credential(
            CertificateFiles files, String path, Findings findings) {
        List<X509Certificate> chain = chain(files, path + ".chain", findings);
        LoadedKey key = key(files, path, findings);
        if (chain.isEmpty()) {
            return Optional.empty();
        }
        new ChainChecks(findings.quoted(files.chain()), chain, findings, path + ".chain")
                .run(clock.instant());
        if (key == null || !match(files, chain, key.signing(), path + ".key", findings)) {
            return Optional.empty();
        }
        return Optional.of(
                new Credential(
                        findings.shown(files.chain()),
                        CertificateChain.of(chain),
                        key.signing(),
                        key.decryption(),
                        serverNames(files, chain.getFirst(), path, findings),
                        ocspResponse(files, chain, path, findings)));
    }

    private @Nullable OcspResponse ocspResponse(
            CertificateFiles files, List<X509Certificate> chain, String path, Findings findings) {
        if (files.ocspResponse().isEmpty()) {
            return null;
        }
        Path file = files.ocspResponse().get();
        try {
            return OcspResponseFile.read(
                    file, findings.quoted(file), chain.getFirst(), clock.instant());
        } catch (UnusableException e) {
            findings.error(path + ".ocsp_response", e.problem());
            return null;
        }
    }

    private static List<X509Certificate> chain(
            CertificateFiles files, String path, Findings findings) {
        try {
            List<X509Certificate> chain =
                    ChainFile.read(PemFile.read(files.chain(), findings.quoted(files.chain())));
            ChainChecks.requireUsableKey(chain.getFirst(), findings.quoted(files.chain()));
            return chain;
        } catch (UnusableException e) {
            findings.error(path, e.problem());
            return List.of();
        }
    }

    private @Nullable LoadedKey key(CertificateFiles files, String path, Findings findings) {
        try {
            PrivateKeyFile file =
                    PrivateKeyFile.of(PemFile.read(files.key(), findings.quoted(files.key())));
            if (files.passphrase().isEmpty()) {
                return loaded(file.name(), file.read(null));
            }
            PassphraseSource source = files.passphrase().get();
            if (!file.isEncrypted()) {
                findings.warning(
                        path + passphraseKey(source),
                        findings.quoted(files.key())
                                + " is not encrypted; leave the passphrase out, or encrypt the key");
                return loaded(file.name(), file.read(null));
            }
            return encryptedKey(file, source, path, findings);
        } catch (UnusableException e) {
            findings.error(path + ".key", e.problem());
            return null;
        }
    }

    private @Nullable LoadedKey encryptedKey(
            PrivateKeyFile file, PassphraseSource source, String path, Findings findings)
            throws UnusableException {
        Passphrase passphrase;
        try {
            passphrase = Passphrase.from(source, environment, findings::quoted);
        } catch (UnusableException e) {
            findings.error(path + passphraseKey(source), e.problem());
            return null;
        }
        try (passphrase) {
            return loaded(file.name(), file.read(passphrase));
        }
    }

    private LoadedKey loaded(String name, PrivateKey key) throws UnusableException {
        try {
            return LoadedKey.of(crypto, key);
        } catch (InvalidKeyException e) {
            throw new UnusableException(
                    name
                            + " holds a key that no crypto provider signs with ("
                            + e.getMessage()
                            + "); use ECDSA or RSA");
        }
    }

    private static boolean match(
            CertificateFiles files,
            List<X509Certificate> chain,
            SigningKey key,
            String path,
            Findings findings) {
        try {
            for (int i = 0; i < chain.size(); i++) {
                if (KeyMatch.test(key, chain.get(i).getPublicKey())) {
                    if (i > 0) {
                        findings.error(path, misplaced(files, chain, i, findings));
                    }
                    return i == 0;
                }
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            findings.error(
                    path,
                    findings.quoted(files.key())
                            + " holds a key that cannot sign ("
                            + e.getMessage()
                            + "); make a new one");
            return false;
        }
        findings.error(
                path,
                findings.quoted(files.key())
                        + " ("
                        + key.keyType().label()
                        + ") does not belong to the certificate in "
                        + findings.quoted(files.chain())
                        + " ("
                        + ChainChecks.name(chain.getFirst())
                        + "); name the key that the certificate was requested with");
        return false;
    }

    private static String misplaced(
            CertificateFiles files, List<X509Certificate> chain, int index, Findings findings) {
        return findings.quoted(files.key())
                + " belongs to certificate number "
                + (index + 1)
                + " ("
                + ChainChecks.name(chain.get(index))
                + ") in "
                + findings.quoted(files.chain())
                + "; write that certificate first";
    }

    private static List<String> serverNames(
            CertificateFiles files, X509Certificate server, String path, Findings findings) {
        CertificateNames names;
        try {
            names = CertificateNames.of(server);
        } catch (UnusableException e) {
            findings.error(path + ".chain", findings.quoted(files.chain()) + " " + e.problem());
            return List.of();
        }
        if (names.dns().isEmpty() && names.addresses().isEmpty()) {
            findings.warning(
                    path + ".chain",
                    findings.quoted(files.chain())
                            + " names no server in subjectAltName; have it issued anew, clients"
                            + " look nowhere else");
        }
        for (String name : files.serverNames()) {
            if (!names.cover(name)) {
                findings.warning(
                        path + ".server_names",
                        "'"
                                + name
                                + "' is not among the names in "
                                + findings.quoted(files.chain())
                                + "; clients that ask for it refuse the certificate");
            }
        }
        return files.serverNames().isEmpty() ? names.dns() : files.serverNames();
    }

    private static String passphraseKey(PassphraseSource source) {
        return switch (source) {
            case PassphraseSource.FromFile _ -> ".passphrase_file";
            case PassphraseSource.FromEnvironment _ -> ".passphrase_env";
        };
    }
}
