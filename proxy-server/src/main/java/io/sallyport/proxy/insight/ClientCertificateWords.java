package io.sallyport.proxy.insight;

import io.sallyport.proxy.clientauth.ClientIdentity;
import io.sallyport.proxy.clientauth.Rejection;
import java.security.cert.X509Certificate;

/// Says in one sentence what is wrong with a client's certificate, and which one it is. What comes from the client in it
/// is escaped.
public final class ClientCertificateWords {
    private static final int RADIX = 16;

    private ClientCertificateWords() {}

    /// @param rejection of that identity
    public static String of(ClientIdentity identity, Rejection rejection) {
        X509Certificate at = rejection.certificate();
        boolean own = at.equals(identity.certificate());
        return (own ? "the client's certificate " : "a certificate above the client's ")
                + rejection.words()
                + "; its subject is "
                + shown(at.getSubjectX500Principal().getName())
                + ", its serial number "
                + serial(at)
                + ", its issuer "
                + shown(at.getIssuerX500Principal().getName())
                + (own ? "" : "; the client's own is that of " + shown(identity.subject()));
    }

    /// In hexadecimal digits, as `openssl x509 -serial` shows it.
    static String serial(X509Certificate certificate) {
        return PeerText.escape(certificate.getSerialNumber().toString(RADIX));
    }

    private static String shown(String name) {
        return name.isEmpty() ? "empty" : PeerText.escape(name);
    }
}
