package io.sallyport.config.model;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/// A block of addresses of IPv4 or IPv6 (CIDR, RFC 4632): all whose first bits are those of its address.
///
/// @param address with zeros behind the prefix
/// @param prefixLength how many bits count; at most 32 for IPv4 and 128 for IPv6
public record Network(InetAddress address, int prefixLength) {
    private static final String REMEDY =
            "write ADDRESS/BITS, such as 10.0.0.0/8 or fd00::/8, or a single address";
    private static final Pattern BITS = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final int MAPPED_PREFIX = 12;

    /// @throws InvalidValueException when the prefix is too long, or the address has bits behind it
    public Network {
        byte[] bytes = bytes(address);
        if (prefixLength < 0 || prefixLength > bytes.length * Byte.SIZE) {
            throw new InvalidValueException(
                    address.getHostAddress() + '/' + prefixLength,
                    "has no prefix length from 0 to " + bytes.length * Byte.SIZE,
                    REMEDY);
        }
        if (Arrays.mismatch(bytes, cut(bytes, prefixLength)) >= 0) {
            throw new InvalidValueException(
                    address.getHostAddress() + '/' + prefixLength,
                    "has bits behind its prefix",
                    "write " + of(address, prefixLength));
        }
    }

    /// The network of that size that an address is in.
    public static Network of(InetAddress address, int prefixLength) {
        return new Network(address(cut(bytes(address), prefixLength)), prefixLength);
    }

    /// Reads `10.0.0.0/8`, `fd00::/8`, or a single address.
    ///
    /// @throws InvalidValueException when it is neither
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        InetAddress address =
                Hosts.literal(host)
                        .filter(_ -> host.indexOf('%') < 0)
                        .orElseThrow(
                                () -> new InvalidValueException(text, "has no IP address", REMEDY));
        int most = bytes(address).length * Byte.SIZE;
        if (slash < 0) {
            return new Network(address, most);
        }
        String bits = text.substring(slash + 1);
        if (!BITS.matcher(bits).matches() || Integer.parseInt(bits) > most) {
            throw new InvalidValueException(text, "has no prefix length from 0 to " + most, REMEDY);
        }
        return new Network(address, Integer.parseInt(bits));
    }

    /// Whether an address is in it. One of IPv4 that is written in IPv6 (`::ffff:192.0.2.1`) is the one of IPv4.
    public boolean contains(InetAddress other) {
        byte[] bytes = bytes(other);
        byte[] ours = bytes(address);
        return bytes.length == ours.length && Arrays.mismatch(cut(bytes, prefixLength), ours) < 0;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + '/' + prefixLength;
    }

    private static byte[] bytes(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean mapped = bytes.length == 16 && bytes[10] == -1 && bytes[11] == -1;
        for (int i = 0; mapped && i < MAPPED_PREFIX - 2; i++) {
            mapped = bytes[i] == 0;
        }
        return mapped ? Arrays.copyOfRange(bytes, MAPPED_PREFIX, bytes.length) : bytes;
    }

    private static byte[] cut(byte[] bytes, int prefixLength) {
        byte[] cut = bytes.clone();
        for (int i = 0; i < cut.length; i++) {
            int kept = Math.clamp(prefixLength - (long) i * Byte.SIZE, 0, Byte.SIZE);
            cut[i] &= (byte) (0xff << (Byte.SIZE - kept));
        }
        return cut;
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("not the length of an address: " + bytes.length, e);
        }
    }
}
