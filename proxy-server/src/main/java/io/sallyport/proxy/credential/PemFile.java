package io.sallyport.proxy.credential;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
    private static final int LIMIT = 1 << 20;
    private static final int DER_SEQUENCE = 0x30;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final Path path;
    private final List<PemObject> blocks;

    private PemFile(Path path, List<PemObject> blocks) {
        this.path = path;
        this.blocks = blocks;
    }

    /// Reads a file of at most 1 MiB.
    static PemFile read(Path path) throws UnusableException {
        byte[] bytes = bytes(path);
        try (PemReader reader = reader(bytes)) {
            List<PemObject> blocks = new ArrayList<>();
            for (PemObject block = reader.readPemObject();
                    block != null;
                    block = reader.readPemObject()) {
                blocks.add(block);
            }
            if (blocks.isEmpty()) {
                throw new UnusableException(withoutBlocks(path, bytes));
            }
            return new PemFile(path, blocks);
        } catch (IOException | DecoderException _) {
            throw new UnusableException(
                    quoted(path)
                            + " has a damaged PEM block; each needs its BEGIN and END line and"
                            + " whole base64 between them");
        } finally {
            // a key may be among them
            Arrays.fill(bytes, (byte) 0);
        }
    }

    Path path() {
        return path;
    }

    List<PemObject> blocks() {
        return blocks;
    }

    /// The path as messages show it.
    static String quoted(Path path) {
        return "'" + path + "'";
    }

    private static byte[] bytes(Path path) throws UnusableException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(LIMIT + 1);
            if (bytes.length > LIMIT) {
                throw new UnusableException(
                        quoted(path) + " is larger than 1 MiB; name a PEM file");
            }
            return bytes;
        } catch (NoSuchFileException _) {
            throw new UnusableException(
                    quoted(path) + " does not exist; name a file that is there");
        } catch (AccessDeniedException _) {
            throw new UnusableException(
                    quoted(path)
                            + " may not be read by the user '"
                            + System.getProperty("user.name")
                            + "'; allow it");
        } catch (IOException e) {
            throw new UnusableException(
                    quoted(path) + " cannot be read (" + e.getMessage() + "); name a PEM file");
        }
    }

    /// Every byte is a character, whatever comments are written in; a byte order mark is passed over.
    private static PemReader reader(byte[] bytes) {
        int start = Arrays.mismatch(bytes, BYTE_ORDER_MARK) == 3 ? 3 : 0;
        return new PemReader(
                new InputStreamReader(
                        new ByteArrayInputStream(bytes, start, bytes.length - start),
                        StandardCharsets.ISO_8859_1));
    }

    private static String withoutBlocks(Path path, byte[] bytes) {
        if (bytes.length == 0) {
            return quoted(path) + " is empty; name a PEM file";
        }
        if (bytes[0] == DER_SEQUENCE) {
            return quoted(path)
                    + " is "
                    + (isPkcs12(path) ? "PKCS#12" : "DER (or PKCS#12)")
                    + ", not PEM; convert it with openssl x509, openssl pkey or openssl pkcs12";
        }
        return quoted(path)
                + " has no PEM block; a line such as -----BEGIN CERTIFICATE----- begins one";
    }

    private static boolean isPkcs12(Path path) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".p12") || name.endsWith(".pfx");
    }
}
