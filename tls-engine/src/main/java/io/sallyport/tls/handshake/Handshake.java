package io.sallyport.tls.handshake;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.event.TlsEvent;
import io.sallyport.tls.event.TlsObserver;
import io.sallyport.tls.keys.TrafficKeys;
import io.sallyport.tls.keys.TrafficSecret;
import io.sallyport.tls.message.HandshakeMessage;
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

    public TlsObserver observer() {
        return observer;
    }

    /// Queues handshake messages, from `offset` to the end of what is written.
    public void send(byte[] messages, int offset, int length) {
        outbound.write(ContentType.HANDSHAKE, messages, offset, length);
    }

    /// From now on we send under the keys of this secret.
    public void protectOutbound(TrafficSecret secret) {
        TrafficKeys keys = secret.keys();
        outbound.protectWith(new RecordSealer(secret.suite().aead(), keys.aead(), keys.iv()));
    }

    /// From now on the peer must send under the keys of this secret.
    public void protectInbound(TrafficSecret secret, RecordBoundary boundary) {
        TrafficKeys keys = secret.keys();
        inbound.protectWith(new RecordOpener(keys.aead(), keys.iv()), boundary);
    }

    /// Insists on a type.
    public static void require(HandshakeMessage message, HandshakeType expected)
            throws TlsException {
        if (message.type() != expected) {
            throw TlsException.unexpected(message.label(), expected.label());
        }
    }
}
