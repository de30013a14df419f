package io.sallyport.proxy.credential;

import io.sallyport.tls.codepoint.KeyType;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.bc.BcPEMDecryptorProvider;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.bouncycastle.util.io.pem.PemHeader;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.jspecify.annotations.Nullable;

/// Reads a private key in any of its usual forms: PKCS#8 plain or encrypted (RFC 5958), PKCS#1 and SEC1
/// (RFC 5915) plain or encrypted the way of old OpenSSL.
final class PrivateKeyFile {
    private static final Set<String> KEYS =
            Set.of("PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY");

    private final PemFile file;
    private final PemObject block;

    private PrivateKeyFile(PemFile file, PemObject block) {
        this.file = file;
        this.block = block;
    }

    /// Finds the one private key of a file. Certificates and EC parameters may stand beside it.
    static PrivateKeyFile of(PemFile file) throws UnusableException {
        List<PemObject> keys = new ArrayList<>();
        for (PemObject block : file.blocks()) {
            if (KEYS.contains(block.getType())) {
                keys.add(block);
            }
        }
        if (keys.size() == 1) {
            return new PrivateKeyFile(file, keys.getFirst());
        }
        throw new UnusableException(
                keys.isEmpty()
                        ? withoutKey(file)
                        : file.name()
                                + " holds "
                                + keys.size()
                                + " private keys; leave the one of the certificate");
    }

    /// How messages begin.
    String name() {
        return file.name();
    }

    boolean isEncrypted() {
        return block.getType().startsWith("ENCRYPTED") || hasProcType();
    }

    /// @param passphrase null if none is configured
    PrivateKey read(@Nullable Passphrase passphrase) throws UnusableException {
        PrivateKeyInfo info = info(passphrase);
        String holder = file.name();
        KeyType type = KeyKind.of(info.getPrivateKeyAlgorithm(), holder);
        try {
            if (type == KeyType.RSA || type == KeyType.RSA_PSS) {
                KeyKind.requireRsaBits(
                        RSAPrivateKey.getInstance(info.parsePrivateKey()).getModulus(), holder);
            }
            return KeyFactory.getInstance(factory(type))
                    .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
        } catch (GeneralSecurityException | IOException | IllegalArgumentException _) {
            throw damaged();
        }
    }

    private PrivateKeyInfo info(@Nullable Passphrase passphrase) throws UnusableException {
        if (isEncrypted() && passphrase == null) {
            throw new UnusableException(
                    file.name()
                            + " is encrypted; write passphrase_file or passphrase_env beside it");
        }
        try {
            return switch (parsed()) {
                case PrivateKeyInfo info -> info;
                case PEMKeyPair pair -> pair.getPrivateKeyInfo();
                case PEMEncryptedKeyPair pair when passphrase != null ->
                        pair.decryptKeyPair(new BcPEMDecryptorProvider(passphrase.characters()))
                                .getPrivateKeyInfo();
                case PKCS8EncryptedPrivateKeyInfo info when passphrase != null ->
                        info.decryptPrivateKeyInfo(
                                new JcePKCSPBEInputDecryptorProviderBuilder()
                                        .setProvider(new BouncyCastleProvider())
                                        .build(passphrase.characters()));
                default -> throw damaged();
            };
        } catch (IOException | PKCSException | IllegalArgumentException | IllegalStateException _) {
            throw passphrase != null && isEncrypted()
                    ? new UnusableException(
                            file.name()
                                    + " cannot be decrypted with the passphrase from "
                                    + passphrase.origin()
                                    + "; give the right one")
                    : damaged();
        }
    }

    /// BouncyCastle reads text only, so the block becomes text again.
    private Object parsed() throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(block);
        }
        try (PEMParser parser = new PEMParser(new StringReader(text.toString()))) {
            Object object = parser.readObject();
            if (object == null) {
                throw new PEMException("no object");
            }
            return object;
        }
    }

    /// `Proc-Type: 4,ENCRYPTED` stands above the base64 (RFC 1421, section 4.6.1.1).
    private boolean hasProcType() {
        for (Object header : block.getHeaders()) {
            if (header instanceof PemHeader named && named.getValue().contains("ENCRYPTED")) {
                return true;
            }
        }
        return false;
    }

    private UnusableException damaged() {
        return new UnusableException(
                file.name()
                        + " holds a damaged private key; check it with openssl pkey -check -in FILE");
    }

    private static String factory(KeyType type) {
        return switch (type) {
            case RSA -> "RSA";
            case RSA_PSS -> "RSASSA-PSS";
            case EC_P256, EC_P384, EC_P521 -> "EC";
            case ED25519, ED448 -> "EdDSA";
        };
    }

    private static String withoutKey(PemFile file) {
        Set<String> types =
                file.blocks().stream().map(PemObject::getType).collect(Collectors.toSet());
        String path = file.name();
        if (types.contains("OPENSSH PRIVATE KEY")) {
            return path
                    + " holds a key in the format of OpenSSH; convert it with ssh-keygen -p -m PEM";
        }
        if (types.contains("DSA PRIVATE KEY")) {
            return path + " holds a DSA key, which TLS 1.3 does not use; use ECDSA or RSA";
        }
        return path
                + " holds no private key but "
                + types.stream().sorted().collect(Collectors.joining(", "))
                + "; name the file with the private key";
    }
}
