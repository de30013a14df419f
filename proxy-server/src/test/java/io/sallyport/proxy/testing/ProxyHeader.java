package io.sallyport.proxy.testing;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/// A header of version 2 of the PROXY protocol, as it came.
public final class ProxyHeader {
    private static final byte[] SIGNATURE = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a");
    private static final int START = 16;
    private static final int SSL = 0x20;
    private static final int CRC32C = 0x03;
    private static final int CLIENT_CERT = 0x28;
    private static final Map<Integer, String> NAMES =
            Map.ofEntries(
                    Map.entry(0x01, "ALPN"),
                    Map.entry(0x02, "AUTHORITY"),
                    Map.entry(CRC32C, "CRC32C"),
                    Map.entry(0x05, "UNIQUE_ID"),
                    Map.entry(SSL, "SSL"),
                    Map.entry(0x21, "SSL_VERSION"),
                    Map.entry(0x22, "SSL_CN"),
                    Map.entry(0x23, "SSL_CIPHER"),
                    Map.entry(0x24, "SSL_SIG_ALG"),
                    Map.entry(0x25, "SSL_KEY_ALG"),
                    Map.entry(0x26, "SSL_GROUP"),
                    Map.entry(0x27, "SSL_SIG_SCHEME"),
                    Map.entry(CLIENT_CERT, "SSL_CLIENT_CERT"));

    private final byte[] bytes;

    private ProxyHeader(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Reads no byte behind it.
    ///
    /// @throws IOException if it is none
    public static ProxyHeader read(InputStream from) throws IOException {
        DataInputStream in = new DataInputStream(from);
        byte[] start = in.readNBytes(START);
        if (start.length < START) {
            throw new EOFException("no header");
        }
        if (!Arrays.equals(start, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
            throw new IOException("no header: " + HexFormat.of().formatHex(start));
        }
        byte[] header =
                Arrays.copyOf(start, START + (ByteBuffer.wrap(start).getShort(14) & 0xFFFF));
        in.readFully(header, START, header.length - START);
        return new ProxyHeader(header);
    }

    /// All of it. Not a copy.
    public byte[] bytes() {
        return bytes;
    }

    /// Version and command: 0x21 is PROXY, 0x20 LOCAL.
    public int command() {
        return bytes[12];
    }

    public InetSocketAddress source() throws UnknownHostException {
        int length = (addresses() - 4) / 2;
        InetAddress address =
                InetAddress.getByAddress(Arrays.copyOfRange(bytes, START, START + length));
        return new InetSocketAddress(
                address, ByteBuffer.wrap(bytes).getShort(START + 2 * length) & 0xFFFF);
    }

    /// What it tells besides the addresses, in its order, a line each: `SSL_VERSION TLSv1.3`, `SSL client=1 verify=1`,
    /// `CRC32C right`. What has no text stands in hexadecimal digits.
    public List<String> tlvs() {
        List<String> lines = new ArrayList<>();
        int from = START + addresses();
        add(lines, ByteBuffer.wrap(bytes, from, bytes.length - from));
        return lines;
    }

    /// Bytes of both, with the ports of those that have some.
    private int addresses() {
        return switch (bytes[13] >> 4) {
            case 1 -> 12;
            case 2 -> 36;
            case 3 -> 216;
            default -> 0;
        };
    }

    private void add(List<String> lines, ByteBuffer left) {
        while (left.hasRemaining()) {
            int type = left.get() & 0xFF;
            byte[] value = new byte[left.getShort() & 0xFFFF];
            int at = left.position();
            left.get(value);
            String name = NAMES.getOrDefault(type, Integer.toHexString(type)) + " ";
            switch (type) {
                case SSL -> {
                    ByteBuffer ssl = ByteBuffer.wrap(value);
                    lines.add(name + "client=" + ssl.get() + " verify=" + ssl.getInt());
                    add(lines, ssl);
                }
                case CRC32C -> lines.add(name + (isChecksum(value, at) ? "right" : "wrong"));
                case CLIENT_CERT -> lines.add(name + HexFormat.of().formatHex(value));
                default -> lines.add(name + new String(value, StandardCharsets.UTF_8));
            }
        }
    }

    private boolean isChecksum(byte[] value, int at) {
        byte[] zeroed = bytes.clone();
        Arrays.fill(zeroed, at, at + value.length, (byte) 0);
        CRC32C checksum = new CRC32C();
        checksum.update(zeroed);
        return ByteBuffer.wrap(value).getInt() == (int) checksum.getValue();
    }
}
