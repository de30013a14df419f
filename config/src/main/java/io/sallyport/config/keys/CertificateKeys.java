package io.sallyport.config.keys;

import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.FileTypes;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.ValueType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Keys of the items of `listeners.NAME.tls.certificates`.
final class CertificateKeys {
    static final Key<Path> CHAIN =
            Key.mandatory(
                    "chain",
                    FileTypes.readable("the path of a PEM file with certificates"),
                    Change.LIVE,
                    """
                    PEM file with the certificate of the server first, then that of its issuer,
                    and so on; the root may be left out.
                    """);

    static final Key<Path> KEY =
            Key.mandatory(
                    "key",
                    FileTypes.readable("the path of a PEM file with a private key"),
                    Change.LIVE,
                    """
                    PEM file with the private key of that certificate: PKCS#8, PKCS#1 or SEC1,
                    encrypted or not. Nobody else should be able to read it.
                    """);

    static final Key<Path> PASSPHRASE_FILE =
            Key.optional(
                            "passphrase_file",
                            FileTypes.readable("the path of a file with the passphrase"),
                            "the key is not encrypted",
                            Change.LIVE,
                            """
                            File whose first line is the passphrase of an encrypted key. Only one of
                            `passphrase_file` and `passphrase_env` can be given.
                            """)
                    .hiddenInMessages();

    static final Key<String> PASSPHRASE_ENV =
            Key.optional(
                            "passphrase_env",
                            Names.environmentVariable("passphrase"),
                            "the key is not encrypted",
                            Change.LIVE,
                            """
                            The *name* of an environment variable that holds the passphrase of an
                            encrypted key.
                            """)
                    .hiddenInMessages();

    static final Key<List<String>> SERVER_NAMES =
            Key.optional(
                    "server_names",
                    new ValueType.ScalarList<>(Names.serverName()),
                    "the names in the certificate",
                    Change.LIVE,
                    """
                    The server names (SNI) to use this certificate for, instead of the DNS names in
                    it: exact ones, or `*.example.com` for every name with one more label.
                    """);

    static final Key<Path> OCSP_RESPONSE =
            Key.optional(
                    "ocsp_response",
                    FileTypes.readable("the path of a file with an OCSP response"),
                    "nothing is stapled",
                    Change.LIVE,
                    """
                    DER file with the OCSP response for the certificate of the server, as `openssl
                    ocsp -respout` writes it: clients that ask for it get it in the handshake. It is
                    read once; a response that does not fit the certificate or is out of date is
                    refused. (nginx: `ssl_stapling_file`; HAProxy: `.ocsp`.)
                    """);

    static final Section SECTION =
            Section.of(
                            List.of(
                                    CHAIN,
                                    KEY,
                                    PASSPHRASE_FILE,
                                    PASSPHRASE_ENV,
                                    SERVER_NAMES,
                                    OCSP_RESPONSE))
                    .refusing(
                            Map.of(
                                    "passphrase",
                                    "does not belong in this file; write passphrase_file or"
                                            + " passphrase_env"));

    private CertificateKeys() {}
}
