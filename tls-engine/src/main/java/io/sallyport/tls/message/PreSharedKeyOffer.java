package io.sallyport.tls.message;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codec.WireReader;

/// The `pre_shared_key` extension of a ClientHello (RFC 9846, section 4.3.11).
///
/// @param identities how many tickets the client offered to resume by
public record PreSharedKeyOffer(int identities) {

    private static final int SHORTEST_IDENTITY = 7;
    private static final int SHORTEST_BINDER = 33;

    static PreSharedKeyOffer read(WireReader extension) throws TlsException {
        WireReader identityList = extension.vector16(SHORTEST_IDENTITY, 0xffff);
        int identities = 0;
        while (identityList.remaining() > 0) {
            identityList.vector16(1, 0xffff);
            identityList.uint32();
            identities++;
        }
        WireReader binderList = extension.vector16(SHORTEST_BINDER, 0xffff);
        extension.finish();
        int binders = 0;
        while (binderList.remaining() > 0) {
            binderList.vector8(SHORTEST_BINDER - 1, 0xff);
            binders++;
        }
        if (identities != binders) {
            throw TlsException.misbehaved(PeerMisbehaved.SENT_BINDERS_THAT_DO_NOT_MATCH_IDENTITIES);
        }
        return new PreSharedKeyOffer(identities);
    }
}
