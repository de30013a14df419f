package io.sallyport.tls.message;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codec.WireReader;
import io.sallyport.tls.codec.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The `application_layer_protocol_negotiation` extension (RFC 7301, section 3.1). Names are bytes; a
/// char stands for each (ISO 8859-1).
final class ProtocolNameList {

    private ProtocolNameList() {}

    static List<String> read(WireReader extension) throws TlsException {
        WireReader list = extension.vector16(2, 0xffff);
        extension.finish();
        List<String> names = new ArrayList<>();
        while (list.remaining() > 0) {
            byte[] name = list.vector8(1, 0xff).rest();
            names.add(new String(name, StandardCharsets.ISO_8859_1));
        }
        return names;
    }

    /// Writes the server's choice: a list of one.
    static void write(WireWriter out, String chosen) {
        byte[] name = chosen.getBytes(StandardCharsets.ISO_8859_1);
        out.vector16(() -> out.vector8(() -> out.opaque(name)));
    }
}
