package io.sallyport.tls.message;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codec.WireReader;
import io.sallyport.tls.codec.WireWriter;
import java.util.ArrayList;
import java.util.List;

/// A public value for one group (RFC 9846, section 4.3.8).
public final class KeyShareEntry {
    private final int group;
    private final byte[] keyExchange;

    public KeyShareEntry(int group, byte[] keyExchange) {
        this.group = group;
        this.keyExchange = keyExchange;
    }

    /// The group's number, known to us or not.
    public int group() {
        return group;
    }

    /// The public value. Not a copy.
    public byte[] keyExchange() {
        return keyExchange;
    }

    /// Reads the `key_share` of a ClientHello, which may be empty.
    static List<KeyShareEntry> readClientShares(WireReader extension) throws TlsException {
        WireReader list = extension.vector16(0, 0xffff);
        extension.finish();
        List<KeyShareEntry> shares = new ArrayList<>(2);
        while (list.remaining() > 0) {
            int group = list.uint16();
            shares.add(new KeyShareEntry(group, list.vector16(1, 0xffff).rest()));
        }
        return List.copyOf(shares);
    }

    void write(WireWriter out) {
        out.uint16(group).vector16(() -> out.opaque(keyExchange));
    }
}
