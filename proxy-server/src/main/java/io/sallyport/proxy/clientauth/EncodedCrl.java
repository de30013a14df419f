package io.sallyport.proxy.clientauth;

import java.io.IOException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.TBSCertList;
import org.bouncycastle.operator.ContentVerifier;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.jspecify.annotations.Nullable;

/// The bytes of a CRL in DER (RFC 5280, section 5.1), gone through in place: as objects, the entries of a long list would be
/// alive all at once, and the collector would have to copy them while event loops wait.
final class EncodedCrl {
    private static final int INTEGER = 0x02;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int SEQUENCE = 0x30;
    private static final int LONG_FORM = 0x80;
    private static final int MOST_LENGTH_BYTES = 4;

    private final byte[] der;

    /// What is signed, from its header on.
    private final Element content;

    private final Element entries;

    /// A value and where it stands.
    private record Element(int tag, int header, int start, int end) {}

    /// @throws IllegalArgumentException if it is no CRL in DER
    EncodedCrl(byte[] der) {
        this.der = der;
        Element all = sequence(0, der.length);
        this.content = sequence(all.start(), all.end());
        this.entries = findEntries();
    }

    /// The serial numbers of those entries that are wanted.
    ///
    /// @param wanted gets an entry as an object, which is dropped then
    Iterator<BigInteger> serials(Predicate<TBSCertList.CRLEntry> wanted) {
        return new Serials(wanted);
    }

    /// All of them.
    Iterator<BigInteger> serials() {
        return new Serials(null);
    }

    /// @param algorithm which the signed content names as well
    /// @param signature over the content
    boolean isSignedBy(PublicKey key, AlgorithmIdentifier algorithm, byte[] signature)
            throws IOException, OperatorCreationException, CertificateException {
        ContentVerifier verifier =
                new JcaContentVerifierProviderBuilder().build(key).get(algorithm);
        try (var out = verifier.getOutputStream()) {
            out.write(der, content.header(), content.end() - content.header());
        }
        return verifier.verify(signature);
    }

    /// They stand behind the version, the algorithm, the issuer and the times; there may be none.
    private Element findEntries() {
        int at = content.start();
        Element next = element(at, content.end());
        if (next.tag() == INTEGER) {
            next = element(next.end(), content.end());
        }
        // next is the algorithm
        next = element(next.end(), content.end());
        at = next.end();
        while (at < content.end()) {
            next = element(at, content.end());
            if (next.tag() == SEQUENCE) {
                return next;
            }
            if (next.tag() != UTC_TIME && next.tag() != GENERALIZED_TIME) {
                break;
            }
            at = next.end();
        }
        return new Element(SEQUENCE, at, at, at);
    }

    private Element sequence(int at, int limit) {
        Element element = element(at, limit);
        if (element.tag() != SEQUENCE) {
            throw new IllegalArgumentException("no sequence at " + at);
        }
        return element;
    }

    private Element element(int at, int limit) {
        if (limit - at < 2) {
            throw new IllegalArgumentException("nothing at " + at);
        }
        int tag = der[at] & 0xff;
        long length = der[at + 1] & 0xff;
        int start = at + 2;
        if (length >= LONG_FORM) {
            int bytes = (int) length - LONG_FORM;
            if (bytes == 0 || bytes > MOST_LENGTH_BYTES || limit - start < bytes) {
                throw new IllegalArgumentException("length at " + at);
            }
            length = 0;
            for (int i = 0; i < bytes; i++) {
                length = length << Byte.SIZE | der[start++] & 0xff;
            }
        }
        if (length > limit - start) {
            throw new IllegalArgumentException("length at " + at);
        }
        return new Element(tag, at, start, start + (int) length);
    }

    private final class Serials implements Iterator<BigInteger> {
        private final @Nullable Predicate<TBSCertList.CRLEntry> wanted;
        private int at = entries.start();
        private @Nullable BigInteger next;

        Serials(@Nullable Predicate<TBSCertList.CRLEntry> wanted) {
            this.wanted = wanted;
            advance();
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public BigInteger next() {
            BigInteger current = next;
            if (current == null) {
                throw new NoSuchElementException();
            }
            advance();
            return current;
        }

        private void advance() {
            next = null;
            while (next == null && at < entries.end()) {
                Element entry = sequence(at, entries.end());
                at = entry.end();
                if (wanted == null || wanted.test(parsed(entry))) {
                    Element serial = element(entry.start(), entry.end());
                    if (serial.tag() != INTEGER || serial.start() == serial.end()) {
                        throw new IllegalArgumentException("no number at " + serial.header());
                    }
                    next = new BigInteger(der, serial.start(), serial.end() - serial.start());
                }
            }
        }

        private TBSCertList.CRLEntry parsed(Element entry) {
            try {
                return TBSCertList.CRLEntry.getInstance(
                        ASN1Primitive.fromByteArray(
                                Arrays.copyOfRange(der, entry.header(), entry.end())));
            } catch (IOException e) {
                throw new IllegalArgumentException(e);
            }
        }
    }
}
