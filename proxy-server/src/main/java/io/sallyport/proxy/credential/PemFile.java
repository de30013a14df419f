package io.sallyport.proxy.credential;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.util.encoders.DecoderException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/// The blocks of a PEM file (RFC 7468). Text around them, such as bag attributes, is passed over.
final class PemFile {
    private static final int LIMIT_KIBIBYTES = 1024;
    private static final int DER_SEQUENCE = 0x30;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final String name;
    private final List<PemObject> blocks;

    private PemFile(String name, List<PemObject> blocks) {
        this.name = name;
        this.blocks = blocks;
    }

    /// Reads a file of at most 1 MiB.
    ///
    /// @param name how messages begin, such as `'certs/site.pem'`
    static PemFile read(Path path, String name) throws UnusableException {
        return of(path, name, SmallFile.read(path, name, LIMIT_KIBIBYTES, "a PEM file"));
    }

    /// The same of what was read before.
    ///
    /// @param bytes wiped
    static PemFile of(Path path, String name, byte[] bytes) throws UnusableException {
        try (PemReader reader = reader(bytes)) {
            List<PemObject> blocks = new ArrayList<>();
            for (PemObject block = reader.readPemObject();
                    block != null;
                    block = reader.readPemObject()) {
                blocks.add(block);
            }
            if (blocks.isEmpty()) {
                throw new UnusableException(withoutBlocks(path, name, bytes));
            }
            return new PemFile(name, blocks);
        } catch (IOException | DecoderException _) {
            throw new UnusableException(
                    name
                            + " has a damaged PEM block; each needs its BEGIN and END line and"
                            + " whole base64 between them");
        } finally {
            // a key may be among them
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /// How messages begin.
    String name() {
        return name;
    }

    List<PemObject> blocks() {
        return blocks;
    }

    /// Every byte is a character, whatever comments are written in; a byte order mark is passed over.
    private static PemReader reader(byte[] bytes) {
        int start = Arrays.mismatch(bytes, BYTE_ORDER_MARK) == 3 ? 3 : 0;
        return new PemReader(
                new InputStreamReader(
                        new ByteArrayInputStream(bytes, start, bytes.length - start),
                        StandardCharsets.ISO_8859_1));
    }

    private static String withoutBlocks(Path path, String name, byte[] bytes) {
        if (bytes.length == 0) {
            return name + " is empty; name a PEM file";
        }
        if (bytes[0] == DER_SEQUENCE) {
            return name
                    + " is "
                    + (isPkcs12(path) ? "PKCS#12" : "DER (or PKCS#12)")
                    + ", not PEM; convert it with openssl x509, openssl pkey or openssl pkcs12";
        }
        return name + " has no PEM block; a line such as -----BEGIN CERTIFICATE----- begins one";
    }

    private static boolean isPkcs12(Path path) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".p12") || name.endsWith(".pfx");
    }
}
