package io.sallyport.proxy.interop;

import io.sallyport.proxy.clientauth.ClientPki.Holder;
import io.sallyport.proxy.credential.TestCertificates;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.interfaces.ECPrivateKey;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.util.io.pem.PemObject;

/// A certificate that a client shows, and its key, in the files that clients read.
///
/// @param chain PEM
/// @param key PKCS #8 in PEM
/// @param store both in PKCS #12, under the name `client`
record ShownCertificate(Holder holder, Path chain, Path key, Path store) {
    /// Of the store.
    static final String PASSWORD = "interop";

    /// @param folder for the files
    static ShownCertificate write(Path folder, Holder holder)
            throws IOException, GeneralSecurityException {
        ShownCertificate shown =
                new ShownCertificate(
                        holder,
                        folder.resolve("client.pem"),
                        folder.resolve("client.key"),
                        folder.resolve("client.p12"));
        Files.writeString(shown.chain(), TestCertificates.pem(holder.certificate()));
        Files.writeString(
                shown.key(),
                TestCertificates.pem(new PemObject("PRIVATE KEY", encoded(holder.keys()))));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "client",
                holder.keys().getPrivate(),
                PASSWORD.toCharArray(),
                holder.chain().toArray(Certificate[]::new));
        try (OutputStream out = Files.newOutputStream(shown.store())) {
            store.store(out, PASSWORD.toCharArray());
        }
        return shown;
    }

    /// PKCS #8 with the public key, without which GnuTLS takes no EC key.
    private static byte[] encoded(KeyPair keys) throws IOException {
        if (!(keys.getPrivate() instanceof ECPrivateKey key)) {
            return keys.getPrivate().getEncoded();
        }
        SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
        AlgorithmIdentifier algorithm = info.getAlgorithm();
        return new PrivateKeyInfo(
                        algorithm,
                        new org.bouncycastle.asn1.sec.ECPrivateKey(
                                key.getParams().getCurve().getField().getFieldSize(),
                                key.getS(),
                                info.getPublicKeyData(),
                                algorithm.getParameters()))
                .getEncoded();
    }
}
