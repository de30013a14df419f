package io.sallyport.config.keys;

import io.sallyport.config.model.Network;
import io.sallyport.config.model.UriPattern;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/// Keys under `listeners.NAME.tls.client_auth.allow[]`.
final class AllowKeys {
    private static final String ANY = "any";

    static final Key<UriPattern> URI =
            Key.optional(
                    "uri",
                    CertificateText.uriPattern(),
                    ANY,
                    Change.LIVE,
                    """
                    A URI among its subject alternative names, such as a SPIFFE id. `*` stands for
                    one part of the path, `**` at the end for one part or more.
                    """);

    static final Key<String> DNS =
            Key.optional(
                    "dns",
                    Names.serverName(),
                    ANY,
                    Change.LIVE,
                    """
                    A DNS name among its subject alternative names; the `*` in `*.example.com` stands
                    for one label.
                    """);

    static final Key<String> SUBJECT_CN =
            Key.optional(
                    "subject_cn",
                    CertificateText.commonName(),
                    ANY,
                    Change.LIVE,
                    """
                    The common name of its subject. A certificate with several has none.
                    """);

    static final Key<String> EMAIL =
            Key.optional(
                    "email",
                    CertificateText.email(),
                    ANY,
                    Change.LIVE,
                    """
                    An e-mail address among its subject alternative names, or `*@example.com` for all
                    of a domain.
                    """);

    static final Key<Network> IP =
            Key.optional(
                    "ip",
                    Types.network(),
                    ANY,
                    Change.LIVE,
                    """
                    A network that one of the IP addresses among its subject alternative names is
                    in. Where the client connects from has no say.
                    """);

    static final Key<X500Principal> ISSUER =
            Key.optional(
                    "issuer",
                    CertificateText.distinguishedName(),
                    ANY,
                    Change.LIVE,
                    """
                    Who issued it: the whole name, as `openssl x509 -issuer -nameopt RFC2253` shows
                    it.
                    """);

    static final Key<String> FINGERPRINT_SHA256 =
            Key.optional(
                    "fingerprint_sha256",
                    CertificateText.sha256("certificate"),
                    ANY,
                    Change.LIVE,
                    """
                    The SHA-256 of the certificate, as `openssl x509 -fingerprint -sha256` shows it.
                    """);

    static final Key<String> PUBLIC_KEY_SHA256 =
            Key.optional(
                    "public_key_sha256",
                    CertificateText.sha256("public key"),
                    ANY,
                    Change.LIVE,
                    """
                    The SHA-256 of its public key (SubjectPublicKeyInfo in DER), which stays when the
                    certificate is renewed for the same key.
                    """);

    static final Section SECTION =
            Section.of(
                    List.of(
                            URI,
                            DNS,
                            SUBJECT_CN,
                            EMAIL,
                            IP,
                            ISSUER,
                            FINGERPRINT_SHA256,
                            PUBLIC_KEY_SHA256));

    private AllowKeys() {}
}
