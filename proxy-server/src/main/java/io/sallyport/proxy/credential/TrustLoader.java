package io.sallyport.proxy.credential;

import io.sallyport.config.model.ClientAuthSettings;
import io.sallyport.config.problem.Positions;
import io.sallyport.config.problem.Problem;
import io.sallyport.proxy.clientauth.TrustBundle;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the CAs that client certificates are verified by, and tells what is wrong with them. Blocks on files.
public final class TrustLoader {
    private static final String NAME_CONSTRAINTS = "2.5.29.30";
    private static final int KEY_CERT_SIGN = 5;

    private final Findings findings;
    private final InstantSource clock;

    private TrustLoader(Positions positions, InstantSource clock) {
        this.findings = new Findings(positions);
        this.clock = clock;
    }

    /// @param section the path of the settings
    /// @param problems takes what is wrong, warnings among it
    /// @return empty if there is an error among that
    public static Optional<TrustBundle> load(
            String section,
            ClientAuthSettings settings,
            Positions positions,
            InstantSource clock,
            List<Problem> problems) {
        TrustLoader loader = new TrustLoader(positions, clock);
        List<X509Certificate> all = new ArrayList<>();
        String key = section + ".trust";
        List<Path> named = settings.trust();
        for (int i = 0; i < named.size(); i++) {
            String path = named.size() == 1 ? key : key + '[' + i + ']';
            NamedFiles.in(named.get(i), path, "PEM with CA certificates", loader.findings)
                    .forEach(file -> all.addAll(loader.read(file, path)));
        }
        problems.addAll(loader.findings.all());
        return loader.findings.hasErrors() ? Optional.empty() : Optional.of(TrustBundle.of(all));
    }

    private List<X509Certificate> read(Path file, String path) {
        String name = findings.quoted(file);
        try {
            List<X509Certificate> authorities = ChainFile.read(PemFile.read(file, name));
            authorities.forEach(authority -> check(authority, name, path));
            return authorities;
        } catch (UnusableException e) {
            findings.error(path, e.problem());
            return List.of();
        }
    }

    private void check(X509Certificate authority, String file, String path) {
        String which = file + " has a certificate (" + ChainChecks.name(authority) + ") that ";
        if (!isAuthority(authority)) {
            findings.error(
                    path,
                    which
                            + "is no CA's; name the file with the certificate of the CA that issues"
                            + " those of the clients");
        } else if (authority.getExtensionValue(NAME_CONSTRAINTS) != null && !isRoot(authority)) {
            findings.error(
                    path,
                    which
                            + "is an intermediate one with name constraints, which count only below"
                            + " its root; trust the root");
        }
        Instant now = clock.instant();
        if (now.isAfter(authority.getNotAfter().toInstant())) {
            findings.warning(
                    path,
                    which
                            + "expired at "
                            + authority.getNotAfter().toInstant()
                            + "; renew it, its clients are refused");
        } else if (now.isBefore(authority.getNotBefore().toInstant())) {
            findings.warning(
                    path,
                    which
                            + "is not valid before "
                            + authority.getNotBefore().toInstant()
                            + "; check this machine's clock, its clients are refused until then");
        }
    }

    /// Roots from before version 3 do not say what they are.
    private static boolean isAuthority(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        return (certificate.getBasicConstraints() >= 0 || certificate.getVersion() < 3)
                && (usage == null || usage[KEY_CERT_SIGN]);
    }

    private static boolean isRoot(X509Certificate certificate) {
        try {
            certificate.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }
}
