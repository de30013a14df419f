package io.sallyport.config.model;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How a listener authenticates clients by certificates.
///
/// @param mode anything but NONE
/// @param trust PEM, or folders of such: the CAs whose certificates are taken; at least one
/// @param crl CRLs, or folders of such; empty: nobody is asked whether a certificate is revoked
/// @param staleCrl what becomes of a certificate whose issuer has no current one among them
/// @param ocsp empty: no responder is asked
/// @param allow whom the certificate has to name, one of these; empty: anybody that the CAs vouch for
/// @param clockSkew by how much a certificate may be out of its time
/// @param maxChainLength certificates that a client may send
/// @param maxChainSize bytes of the message that they come in
/// @param closeRevoked whether connections are closed once their client's certificate is not good any more
public record ClientAuthSettings(
        ClientAuthMode mode,
        List<Path> trust,
        List<Path> crl,
        StaleCrl staleCrl,
        Optional<OcspSettings> ocsp,
        List<AllowedClient> allow,
        Duration clockSkew,
        int maxChainLength,
        ByteSize maxChainSize,
        boolean closeRevoked) {

    /// Machines that keep their time by NTP differ by less.
    public static final Duration DEFAULT_CLOCK_SKEW = Duration.ofMinutes(1);

    /// A client's certificate and four intermediate ones; private CAs have one or two.
    public static final int DEFAULT_MAX_CHAIN_LENGTH = 5;

    /// Five certificates with RSA keys of 4,096 bits have half of it.
    public static final ByteSize DEFAULT_MAX_CHAIN_SIZE = ByteSize.ofKibibytes(16);

    public ClientAuthSettings {
        trust = List.copyOf(trust);
        crl = List.copyOf(crl);
        allow = List.copyOf(allow);
        if (mode == ClientAuthMode.NONE || trust.isEmpty()) {
            throw new IllegalArgumentException(
                    "mode " + mode.keyword() + ", trust " + trust + "; nothing to verify by");
        }
    }
}
