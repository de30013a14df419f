package io.sallyport.tls.message;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codec.WireReader;
import java.util.ArrayList;
import java.util.List;

/// The `pre_shared_key` extension of a ClientHello, its last (RFC 9846, section 4.3.11).
///
/// @param identities the tickets that the client offers to resume by, the one it likes best first
/// @param binders the client's proof for each that it has the key: as many as identities
/// @param bindersLength bytes of the list of binders, its length field among them, with which the
///     ClientHello ends
public record PreSharedKeyOffer(
        List<PskIdentity> identities, List<byte[]> binders, int bindersLength) {

    private static final int SHORTEST_IDENTITY = 7;
    private static final int SHORTEST_BINDER = 33;

    public PreSharedKeyOffer {
        identities = List.copyOf(identities);
        binders = List.copyOf(binders);
    }

    static PreSharedKeyOffer read(WireReader extension) throws TlsException {
        List<PskIdentity> identities = new ArrayList<>();
        WireReader identityList = extension.vector16(SHORTEST_IDENTITY, 0xffff);
        while (identityList.remaining() > 0) {
            byte[] identity = identityList.vector16(1, 0xffff).rest();
            identities.add(new PskIdentity(identity, (int) identityList.uint32()));
        }
        int bindersLength = extension.remaining();
        List<byte[]> binders = new ArrayList<>();
        WireReader binderList = extension.vector16(SHORTEST_BINDER, 0xffff);
        extension.finish();
        while (binderList.remaining() > 0) {
            binders.add(binderList.vector8(SHORTEST_BINDER - 1, 0xff).rest());
        }
        if (identities.size() != binders.size()) {
            throw TlsException.misbehaved(PeerMisbehaved.SENT_BINDERS_THAT_DO_NOT_MATCH_IDENTITIES);
        }
        return new PreSharedKeyOffer(identities, binders, bindersLength);
    }
}
