package io.sallyport.proxy.credential;

import io.sallyport.proxy.insight.PeerText;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/// What is wrong with a chain: errors where no client could use it, warnings where many will not.
final class ChainChecks {
    private static final Duration SOON = Duration.ofDays(14);
    private static final int DIGITAL_SIGNATURE = 0;
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String ANY_USAGE = "2.5.29.37.0";

    private final String holder;
    private final List<X509Certificate> chain;
    private final Findings findings;
    private final String path;

    /// @param holder the file, as messages begin
    /// @param path of the key in the configuration
    ChainChecks(String holder, List<X509Certificate> chain, Findings findings, String path) {
        this.holder = holder;
        this.chain = chain;
        this.findings = findings;
        this.path = path;
    }

    void run(Instant now) {
        order();
        for (X509Certificate certificate : chain) {
            validity(certificate, now);
        }
        chain.stream().filter(ChainChecks::isUsed).forEach(this::signature);
        usage(chain.getFirst());
    }

    /// @throws UnusableException if no TLS 1.3 server can sign with the key that belongs to it
    static void requireUsableKey(X509Certificate certificate, String holder)
            throws UnusableException {
        SubjectPublicKeyInfo info =
                SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded());
        switch (KeyKind.of(info.getAlgorithm(), holder)) {
            case RSA, RSA_PSS -> KeyKind.requireRsaBits(modulus(info, holder), holder);
            case EC_P256, EC_P384, EC_P521, ED25519, ED448 -> {
                // one size each
            }
        }
    }

    /// A certificate in words: its subject.
    static String name(X509Certificate certificate) {
        String subject = certificate.getSubjectX500Principal().getName();
        return subject.isEmpty()
                ? "serial number " + certificate.getSerialNumber().toString(16)
                : PeerText.escape(subject);
    }

    private static BigInteger modulus(SubjectPublicKeyInfo info, String holder)
            throws UnusableException {
        try {
            return RSAPublicKey.getInstance(info.parsePublicKey()).getModulus();
        } catch (java.io.IOException | IllegalArgumentException _) {
            throw new UnusableException(
                    holder + " has a public key that cannot be read; have it issued anew");
        }
    }

    /// Each certificate must be issued by the next (RFC 9846, section 4.5.1.1 asks for less, but some
    /// clients look no further).
    private void order() {
        for (int i = 0; i + 1 < chain.size(); i++) {
            X509Certificate subject = chain.get(i);
            X509Certificate issuer = chain.get(i + 1);
            if (!subject.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
                findings.error(
                        path,
                        holder
                                + " is out of order: number "
                                + (i + 1)
                                + " ("
                                + name(subject)
                                + ") was issued by "
                                + PeerText.escape(subject.getIssuerX500Principal().getName())
                                + ", but number "
                                + (i + 2)
                                + " is "
                                + name(issuer)
                                + "; write the server's certificate first, then each issuer");
                return;
            }
            if (!isSignedBy(subject, issuer)) {
                findings.error(
                        path,
                        holder
                                + " does not fit together: number "
                                + (i + 2)
                                + " ("
                                + name(issuer)
                                + ") has the name of the issuer of number "
                                + (i + 1)
                                + " but did not sign it; take the chain that came with the"
                                + " certificate");
                return;
            }
        }
    }

    private static boolean isSignedBy(X509Certificate subject, X509Certificate issuer) {
        try {
            subject.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private void validity(X509Certificate certificate, Instant now) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant to = certificate.getNotAfter().toInstant();
        String which = holder + " has a certificate (" + name(certificate) + ") that ";
        if (now.isAfter(to)) {
            findings.warning(path, which + "expired at " + to + "; renew it, clients refuse it");
        } else if (now.isBefore(from)) {
            findings.warning(
                    path,
                    which
                            + "is not valid before "
                            + from
                            + "; check this machine's clock, clients refuse it until then");
        } else if (Duration.between(now, to).compareTo(warningTime(from, to)) < 0) {
            findings.warning(path, which + "expires soon, at " + to + "; renew it");
        }
    }

    /// Two weeks, but for short-lived certificates the last third of their life.
    private static Duration warningTime(Instant from, Instant to) {
        Duration third = Duration.between(from, to).dividedBy(3);
        return third.compareTo(SOON) < 0 ? third : SOON;
    }

    /// Clients do not look at the signature of a root, which is its own.
    private static boolean isUsed(X509Certificate certificate) {
        return !certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    private void signature(X509Certificate certificate) {
        String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        if (algorithm.startsWith("SHA1") || algorithm.startsWith("MD")) {
            findings.warning(
                    path,
                    holder
                            + " has a certificate ("
                            + name(certificate)
                            + ") signed by "
                            + certificate.getSigAlgName()
                            + "; have it issued anew with SHA-256, clients refuse it");
        }
    }

    private void usage(X509Certificate server) {
        boolean[] keyUsage = server.getKeyUsage();
        if (keyUsage != null && !keyUsage[DIGITAL_SIGNATURE]) {
            findings.warning(
                    path,
                    holder
                            + " has a certificate whose key usage lacks digitalSignature; have it"
                            + " issued anew, TLS 1.3 clients may refuse it");
        }
        try {
            List<String> extended = server.getExtendedKeyUsage();
            if (extended != null
                    && !extended.contains(SERVER_AUTH)
                    && !extended.contains(ANY_USAGE)) {
                findings.warning(
                        path,
                        holder
                                + " has a certificate whose extended key usage lacks serverAuth;"
                                + " have it issued anew, clients refuse it");
            }
        } catch (CertificateParsingException _) {
            findings.warning(
                    path, holder + " has an extended key usage that cannot be read; have it anew");
        }
    }
}
