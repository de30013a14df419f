package io.sallyport.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2FrameTypes;

/// Follows what a client sends from frame to frame (RFC 9113, section 4.1), before the codec has it: which tells of a
/// header when it is whole, and of nothing before.
final class Http2FrameScan {
    /// RFC 9113, section 3.4.
    private static final int PREFACE = 24;

    private static final int FRAME_HEAD = 9;
    private static final int LENGTH = 3;
    private static final int TYPE = 3;
    private static final int FLAGS = 4;
    private static final int END_HEADERS = 4;
    private static final int NONE = -1;

    private int type = NONE;
    private int flags;
    private int length;
    private int inHead;
    private int toSkip = PREFACE;
    private boolean begun;
    private boolean withinHeader;
    private long headers;

    /// Whether the preface has come, and the frame that belongs to it.
    boolean hasBegun() {
        return begun;
    }

    /// The number of the header of which some has come and not all; 0 if there is none.
    long openHeader() {
        return withinHeader ? headers : 0;
    }

    /// @param bytes stay where they are
    void read(ByteBuf bytes) {
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        while (at < end) {
            if (toSkip == 0) {
                inHead(bytes.getUnsignedByte(at));
                at++;
            } else {
                int skipped = Math.min(toSkip, end - at);
                toSkip -= skipped;
                at += skipped;
                if (toSkip == 0 && type != NONE) {
                    frameEnded();
                }
            }
        }
    }

    private void inHead(int octet) {
        if (inHead < LENGTH) {
            length = length << Byte.SIZE | octet;
        } else if (inHead == TYPE) {
            type = octet;
            if (type == Http2FrameTypes.HEADERS) {
                withinHeader = true;
                headers++;
            }
        } else if (inHead == FLAGS) {
            flags = octet;
        }
        inHead++;
        if (inHead == FRAME_HEAD) {
            toSkip = length;
            inHead = 0;
            length = 0;
            if (toSkip == 0) {
                frameEnded();
            }
        }
    }

    private void frameEnded() {
        begun = true;
        boolean ofHeader = type == Http2FrameTypes.HEADERS || type == Http2FrameTypes.CONTINUATION;
        if (ofHeader && (flags & END_HEADERS) != 0) {
            withinHeader = false;
        }
    }
}
