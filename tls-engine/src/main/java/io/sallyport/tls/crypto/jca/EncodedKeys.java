package io.sallyport.tls.crypto.jca;

import java.security.InvalidKeyException;
import java.security.Key;
import java.util.Arrays;
import java.util.HexFormat;

/// Keys of one kind in their standard encoding, of which all but the last bytes are always the same: a
/// constant in front of the raw key takes the place of a DER encoder and decoder.
final class EncodedKeys {
    private final byte[] prefix;
    private final int rawLength;

    /// @param prefix in hexadecimal
    /// @param rawLength bytes that follow it
    EncodedKeys(String prefix, int rawLength) {
        this.prefix = HexFormat.of().parseHex(prefix);
        this.rawLength = rawLength;
    }

    int rawLength() {
        return rawLength;
    }

    /// @param raw of [#rawLength] bytes
    byte[] encode(byte[] raw) {
        byte[] encoded = Arrays.copyOf(prefix, prefix.length + rawLength);
        System.arraycopy(raw, 0, encoded, prefix.length, rawLength);
        return encoded;
    }

    /// @throws InvalidKeyException if the key has another encoding
    byte[] raw(Key key) throws InvalidKeyException {
        byte[] encoded = key.getEncoded();
        if (encoded == null
                || encoded.length != prefix.length + rawLength
                || Arrays.mismatch(encoded, prefix) != prefix.length) {
            throw new InvalidKeyException(
                    "encoding of a generated " + key.getAlgorithm() + " key is not the usual one");
        }
        return Arrays.copyOfRange(encoded, prefix.length, encoded.length);
    }
}
