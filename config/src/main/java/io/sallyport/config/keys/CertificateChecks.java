package io.sallyport.config.keys;

import io.sallyport.config.model.CipherSuiteName;
import io.sallyport.config.model.TlsPolicyName;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Reading;
import io.sallyport.config.schema.Values;
import java.nio.file.Path;
import java.util.List;

/// What must hold within a `tls` section.
final class CertificateChecks {
    private CertificateChecks() {}

    static void run(Values tls, Reading reading) {
        if (tls.isGiven(TlsKeys.KEY_LOG_FILE)) {
            reading.warning(
                    tls.pathOf(TlsKeys.KEY_LOG_FILE),
                    "the secrets of every connection are written to this file, and whoever reads it"
                            + " can decrypt them; take the key out when you are done debugging");
        }
        suitesForAVersion(tls, reading);
        for (Values certificate : tls.find(TlsKeys.CERTIFICATES).orElse(List.of())) {
            onePassphrase(certificate, reading);
            warnIfLoose(certificate, CertificateKeys.KEY, reading);
            warnIfLoose(certificate, CertificateKeys.PASSPHRASE_FILE, reading);
        }
    }

    /// A policy for TLS 1.3 alone needs suites for it. The others speak whichever version has any.
    private static void suitesForAVersion(Values tls, Reading reading) {
        List<CipherSuiteName> suites = tls.find(TlsKeys.CIPHER_SUITES).orElse(List.of());
        boolean tls13Only =
                tls.find(TlsKeys.POLICY)
                        .map(policy -> policy == TlsPolicyName.MOZILLA_MODERN_6_0)
                        .orElse(false);
        if (tls13Only
                && suites.stream().noneMatch(CipherSuiteName::isForTls13)
                && !suites.isEmpty()) {
            reading.error(
                    tls.pathOf(TlsKeys.CIPHER_SUITES),
                    "has no suite for TLS 1.3, and the policy speaks nothing else; add one, such as"
                            + " TLS_AES_128_GCM_SHA256, or choose another policy");
        }
    }

    private static void onePassphrase(Values certificate, Reading reading) {
        if (certificate.isGiven(CertificateKeys.PASSPHRASE_FILE)
                && certificate.isGiven(CertificateKeys.PASSPHRASE_ENV)) {
            reading.error(
                    certificate.pathOf(CertificateKeys.PASSPHRASE_ENV),
                    "stands beside passphrase_file; write only one of the two");
        }
    }

    private static void warnIfLoose(Values certificate, Key<Path> key, Reading reading) {
        certificate
                .find(key)
                .ifPresent(file -> FileModes.warnIfLoose(file, certificate.pathOf(key), reading));
    }
}
