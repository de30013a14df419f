package io.sallyport.tls.handshake;

import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.event.TlsEvent;
import io.sallyport.tls.event.TlsObserver;
import io.sallyport.tls.keys.TrafficKeys;
import io.sallyport.tls.keys.TrafficSecret;
import io.sallyport.tls.message.HandshakeMessage;
import io.sallyport.tls.policy.EngineLimits;
import io.sallyport.tls.record.InboundRecords;
import io.sallyport.tls.record.OutboundRecords;
import io.sallyport.tls.record.RecordBoundary;
import io.sallyport.tls.record.Tls12RecordOpener;
import io.sallyport.tls.record.Tls12RecordSealer;
import io.sallyport.tls.record.Tls13RecordOpener;
import io.sallyport.tls.record.Tls13RecordSealer;

/// What all states of one handshake need, handed from each to the next.
public final class Handshake {
    private final HandshakeCrypto crypto;
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
        this.crypto = new HandshakeCrypto(crypto);
        this.limits = limits;
        this.observer = observer;
        this.inbound = inbound;
        this.outbound = outbound;
    }

    public CryptoProvider crypto() {
        return crypto;
    }

    /// The handshake is over, however it ended: what was kept for its steps goes.
    public void over() {
        crypto.drop();
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

    /// Queues whole handshake messages.
    public void send(byte[] messages, int offset, int length) {
        outbound.write(ContentType.HANDSHAKE, messages, offset, length);
        int start = offset;
        while (start < offset + length) {
            int size = HandshakeMessage.length(messages, start);
            HandshakeType type = HandshakeType.find(messages[start] & 0xff);
            if (type != null) {
                tell(new TlsEvent.MessageExchanged(true, type, size));
            }
            start += size;
        }
    }

    /// Queues a change_cipher_spec.
    public void sendChangeCipherSpec() {
        outbound.writeChangeCipherSpec();
        tell(new TlsEvent.MessageExchanged(true, ContentType.CHANGE_CIPHER_SPEC, 1));
    }

    /// From now on we send under the keys of this secret.
    public void protectOutbound(TrafficSecret secret) {
        TrafficKeys keys = secret.keys();
        long recordLimit =
                Math.min(secret.suite().aead().recordLimit(), limits.recordsUnderOneKey());
        outbound.protectWith(new Tls13RecordSealer(keys.aead(), keys.iv(), recordLimit));
    }

    /// From now on the peer must send under the keys of this secret.
    public void protectInbound(TrafficSecret secret, RecordBoundary boundary) {
        TrafficKeys keys = secret.keys();
        inbound.protectWith(new Tls13RecordOpener(keys.aead(), keys.iv()), boundary);
    }

    /// From now on we send records of TLS 1.2 under these keys.
    public void protectOutbound(AeadAlgorithm algorithm, TrafficKeys keys) {
        long recordLimit = Math.min(algorithm.finalRecordLimit(), limits.recordsUnderOneKey());
        outbound.protectWith(new Tls12RecordSealer(keys.aead(), keys.iv(), recordLimit));
    }

    /// From now on the peer must send records of TLS 1.2 under these keys.
    public void protectInbound(TrafficKeys keys, RecordBoundary boundary) {
        inbound.protectWith(new Tls12RecordOpener(keys.aead(), keys.iv()), boundary);
    }
}
