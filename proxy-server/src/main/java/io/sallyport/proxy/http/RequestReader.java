package io.sallyport.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the requests of one connection (RFC 9112). It emits, for each, an [HttpRequest], contents
/// of its body as they come, and a [LastHttpContent], all of which were decoded without a fault; or,
/// at any point and once, a [BadRequest], after which it throws away all that comes. A request that
/// the connection's end cuts off just has no [LastHttpContent].
///
/// What came together is emitted together, also when nobody reads: whoever takes one request at a
/// time has to keep the others.
///
/// Two readers have to agree. This one finds where each piece of a message ends and looks at each
/// byte of it. Netty's decoder gets one piece at a time, so that it can read neither less nor more,
/// and turns it into a message. Where the two would differ, the request is refused.
///
/// One for each connection, on its event loop.
public final class RequestReader extends HttpRequestDecoder {
    /// Most bytes of a body in one message. They are slices of what was received, not copies.
    private static final int MOST_CONTENT = 64 << 10;

    private static final int LINE_END = 2;

    /// What the next bytes are.
    private enum Piece {
        HEAD,
        CONTENT,
        CHUNK_LINE,
        CHUNK,
        CHUNK_END,
        TRAILERS,
        GARBAGE
    }

    private final RequestLineScan requestLine;
    private final FieldScan fields;
    private final ChunkLineScan chunkLine = new ChunkLineScan();
    private final List<Object> decoded = new ArrayList<>(2);
    private Piece piece = Piece.HEAD;
    private boolean isTaken;
    private int contentLengths;
    private boolean hasForbiddenTrailer;

    /// Bytes until the body or the chunk ends.
    private long remaining;

    public RequestReader(RequestLimits limits) {
        super(
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(
                                // Netty takes the lines of chunks for such lines, too.
                                Math.max(
                                        limits.requestLine(),
                                        2 * ChunkLineScan.MOST_EXTENSION_BYTES))
                        .setMaxHeaderSize(limits.fieldBytes())
                        .setMaxChunkSize(MOST_CONTENT)
                        .setStrictLineParsing(true)
                        .setUseRfc9112TransferEncoding(true)
                        .setAllowDuplicateContentLengths(false)
                        .setValidateHeaders(true));
        requestLine = new RequestLineScan(limits.requestLine());
        fields = new FieldScan(limits.fieldBytes(), limits.fields());
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
            throws Exception {
        HttpViolation violation =
                switch (piece) {
                    case HEAD -> head(ctx, in, out);
                    case CONTENT, CHUNK -> content(ctx, in, out);
                    case CHUNK_LINE -> chunkLine(ctx, in);
                    case CHUNK_END -> chunkEnd(ctx, in);
                    case TRAILERS -> trailers(ctx, in, out);
                    case GARBAGE -> {
                        in.skipBytes(in.readableBytes());
                        yield null;
                    }
                };
        if (violation != null) {
            decoded.forEach(ReferenceCountUtil::release);
            decoded.clear();
            piece = Piece.GARBAGE;
            in.skipBytes(in.readableBytes());
            out.add(new BadRequest(violation));
        }
    }

    private @Nullable HttpViolation head(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
            throws Exception {
        if (!requestLine.isWhole()) {
            if (!requestLine.run(in)) {
                return null;
            }
            if (requestLine.violation() != null) {
                return requestLine.violation();
            }
            in.skipBytes(requestLine.emptyLength());
            fields.section(requestLine.length() - requestLine.emptyLength());
        }
        if (!fields.run(in)) {
            return null;
        }
        if (fields.violation() != null) {
            return fields.violation();
        }
        decode(ctx, in, fields.length());
        return request(out);
    }

    private @Nullable HttpViolation request(List<Object> out) {
        if (decoded.isEmpty() || !(decoded.getFirst() instanceof HttpRequest request)) {
            return HttpViolation.AMBIGUOUS_REQUEST;
        }
        // Netty keeps the fields of a request that it refuses: asked first, our rules say which.
        HttpViolation violation = RequestRules.violationOf(request);
        if (violation != null) {
            return violation;
        }
        return switch (Framing.of(request, contentLengths)) {
            case Framing.Broken(HttpViolation broken) -> broken;
            case Framing.Length(long bytes) -> {
                remaining = bytes;
                yield emit(out, bytes == 0, Piece.CONTENT);
            }
            case Framing.Chunked() -> {
                chunkLine.reset();
                chunkLine.next();
                yield emit(out, false, Piece.CHUNK_LINE);
            }
        };
    }

    /// Hands on what Netty made of a piece, if Netty, too, took all of it, found no fault, and finds
    /// that the request ends here, or does not.
    private @Nullable HttpViolation emit(List<Object> out, boolean ends, Piece otherwise) {
        if (!isDecoded() || ends != decoded.getLast() instanceof LastHttpContent) {
            return HttpViolation.AMBIGUOUS_REQUEST;
        }
        out.addAll(decoded);
        decoded.clear();
        piece = otherwise;
        if (ends) {
            requestLine.reset();
            fields.reset();
            contentLengths = 0;
            piece = Piece.HEAD;
        }
        return null;
    }

    private @Nullable HttpViolation content(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
            throws Exception {
        int length = (int) Math.min(Math.min(remaining, in.readableBytes()), MOST_CONTENT);
        decode(ctx, in, length);
        remaining -= length;
        boolean ends = remaining == 0;
        return piece == Piece.CHUNK
                ? emit(out, false, ends ? Piece.CHUNK_END : piece)
                : emit(out, ends, piece);
    }

    private @Nullable HttpViolation chunkLine(ChannelHandlerContext ctx, ByteBuf in)
            throws Exception {
        if (!chunkLine.run(in)) {
            return null;
        }
        if (chunkLine.violation() != null) {
            return chunkLine.violation();
        }
        decode(ctx, in, chunkLine.length());
        if (!decoded.isEmpty()) {
            // The size was looked at; the grammar of extensions is Netty's to judge.
            return HttpViolation.INVALID_CHUNK_EXTENSION;
        }
        remaining = chunkLine.size();
        chunkLine.next();
        if (remaining == 0) {
            fields.section(0);
            piece = Piece.TRAILERS;
        } else {
            piece = Piece.CHUNK;
        }
        return null;
    }

    private @Nullable HttpViolation chunkEnd(ChannelHandlerContext ctx, ByteBuf in)
            throws Exception {
        if (in.readableBytes() < LINE_END) {
            return null;
        }
        decode(ctx, in, LINE_END);
        piece = Piece.CHUNK_LINE;
        return decoded.isEmpty() ? null : HttpViolation.INVALID_CHUNK_END;
    }

    private @Nullable HttpViolation trailers(
            ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (!fields.run(in)) {
            return null;
        }
        if (fields.violation() != null) {
            return fields.violation();
        }
        decode(ctx, in, fields.length());
        if (hasForbiddenTrailer) {
            return HttpViolation.INVALID_TRAILER;
        }
        return emit(out, true, Piece.HEAD);
    }

    /// Lets Netty decode so many bytes.
    private void decode(ChannelHandlerContext ctx, ByteBuf in, int length) throws Exception {
        ByteBuf bytes = in.readSlice(length);
        super.decode(ctx, bytes, decoded);
        isTaken = !bytes.isReadable();
    }

    /// Sees each field before Netty makes two lengths of HTTP/1.0 one, and drops trailers.
    @Override
    protected AsciiString splitHeaderName(byte[] line, int start, int length) {
        AsciiString name = super.splitHeaderName(line, start, length);
        if (piece == Piece.TRAILERS) {
            hasForbiddenTrailer |= TrailerRules.forbid(name);
        } else if (HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name)) {
            contentLengths++;
        }
        return name;
    }

    private boolean isDecoded() {
        for (Object message : decoded) {
            if (!((HttpObject) message).decoderResult().isSuccess()) {
                return false;
            }
        }
        return isTaken && !decoded.isEmpty();
    }

    /// At the connection's end: whatever is whole has been decoded by now. Netty would turn a rest
    /// into a message, and begin anew.
    @Override
    protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        piece = Piece.GARBAGE;
    }

    /// Nothing: Netty would take the rest of a body for a request. An event in the pipeline calls
    /// this, too.
    @Override
    public void reset() {}
}
