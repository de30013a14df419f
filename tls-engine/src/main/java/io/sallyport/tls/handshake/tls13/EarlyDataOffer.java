package io.sallyport.tls.handshake.tls13;

import io.sallyport.tls.event.EarlyDataRefusal;
import io.sallyport.tls.message.ClientHello;
import io.sallyport.tls.message.PreSharedKeyOffer;
import io.sallyport.tls.negotiation.ServerParameters;
import io.sallyport.tls.resumption.EarlyDataAcceptance;
import io.sallyport.tls.resumption.Resumption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Whether a client's early data may be taken (RFC 9846, sections 4.3.10 and 8.3), as far as that can be told
/// without a memory of other connections.
final class EarlyDataOffer {

    private EarlyDataOffer() {}

    /// What stands against it, or null. That the application protocol is the session's, resumption sees to.
    ///
    /// @param resumed the session that is resumed, or null
    static @Nullable EarlyDataRefusal obstacle(
            ClientHello hello,
            ServerParameters parameters,
            Resumption resumption,
            @Nullable ResumedSession resumed,
            boolean afterRetry) {
        EarlyDataAcceptance acceptance = resumption.earlyData();
        if (afterRetry) {
            return EarlyDataRefusal.HELLO_RETRY_REQUEST;
        }
        if (acceptance == null) {
            return EarlyDataRefusal.NOT_ALLOWED;
        }
        if (resumed == null) {
            return EarlyDataRefusal.NOT_RESUMED;
        }
        if (resumed.identity() != 0) {
            return EarlyDataRefusal.NOT_THE_FIRST_TICKET;
        }
        if (resumed.terms().maximumEarlyData() == 0) {
            return EarlyDataRefusal.NOT_ALLOWED;
        }
        if (resumed.suite() != parameters.suite()) {
            return EarlyDataRefusal.CIPHER_SUITE_DIFFERS;
        }
        return acceptance.tolerates(ageSkew(hello, resumption, resumed))
                ? null
                : EarlyDataRefusal.AGE_SKEW;
    }

    private static long ageSkew(ClientHello hello, Resumption resumption, ResumedSession resumed) {
        PreSharedKeyOffer offer = Objects.requireNonNull(hello.extensions().preSharedKey());
        return resumed.terms()
                .ageSkew(
                        offer.identities().getFirst().obfuscatedTicketAge(),
                        resumption.nowMillis());
    }
}
