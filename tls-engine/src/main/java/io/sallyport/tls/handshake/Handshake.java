package io.sallyport.tls.handshake;

import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.event.TlsEvent;
import io.sallyport.tls.event.TlsObserver;
import io.sallyport.tls.keys.TrafficKeys;
import io.sallyport.tls.keys.TrafficSecret;
import io.sallyport.tls.policy.EngineLimits;
import io.sallyport.tls.record.InboundRecords;
import io.sallyport.tls.record.OutboundRecords;
import io.sallyport.tls.record.RecordBoundary;
import io.sallyport.tls.record.RecordOpener;
import io.sallyport.tls.record.RecordSealer;

/// What all states of one handshake need, handed from each to the next.
public final class Handshake {
    private final CryptoProvider crypto;
    private final EngineLimits limits;
    private final TlsObserver observer;
    private final InboundRecords inbound;
    private final OutboundRecords outbound;
    private HandshakePhase phase = HandshakePhase.CLIENT_HELLO;

    public Handshake(
            CryptoProvider crypto,
            EngineLimits limits,
            TlsObserver observer,
            InboundRecords inbound,
            OutboundRecords outbound) {
        this.crypto = crypto;
        this.limits = limits;
        this.observer = observer;
        this.inbound = inbound;
        this.outbound = outbound;
    }

    public CryptoProvider crypto() {
        return crypto;
    }

    public EngineLimits limits() {
        return limits;
    }

    public InboundRecords inbound() {
        return inbound;
    }

    public OutboundRecords outbound() {
        return outbound;
    }

    public void tell(TlsEvent event) {
        observer.on(event);
    }

    /// Where the handshake stands, or where it ended.
    public HandshakePhase phase() {
        return phase;
    }

    /// Moves on to a phase, and tells of it.
    public void enter(HandshakePhase next) {
        phase = next;
        tell(new TlsEvent.PhaseEntered(next));
    }

    /// Queues handshake messages, from `offset` to the end of what is written.
    public void send(byte[] messages, int offset, int length) {
        outbound.write(ContentType.HANDSHAKE, messages, offset, length);
    }

    /// From now on we send under the keys of this secret.
    public void protectOutbound(TrafficSecret secret) {
        TrafficKeys keys = secret.keys();
        long recordLimit =
                Math.min(secret.suite().aead().recordLimit(), limits.recordsUnderOneKey());
        outbound.protectWith(new RecordSealer(keys.aead(), keys.iv(), recordLimit));
    }

    /// From now on the peer must send under the keys of this secret.
    public void protectInbound(TrafficSecret secret, RecordBoundary boundary) {
        TrafficKeys keys = secret.keys();
        inbound.protectWith(new RecordOpener(keys.aead(), keys.iv()), boundary);
    }
}
