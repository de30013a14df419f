package io.sallyport.proxy.transport;

import io.netty.channel.Channel;
import io.netty.channel.IoEvent;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stands between a channel and Netty's epoll, and has a say in both directions.
///
/// - The channel does not learn of EPOLLRDHUP. On that event Netty reads all that the kernel holds,
///   megabytes perhaps, whether or not anybody wants to read just then: there would be no back-pressure
///   at the end of a stream. Here the event says that more is there than one read found: whoever still
///   wants to read is served without another wait, and finds the end where it belongs, behind the last
///   byte.
/// - A connection that was accepted is read at once: its first bytes are there mostly.
/// - A channel never waits for nothing. Netty 4.2.18 takes a socket that waits for nothing out of the
///   epoll set, and fails with ENOENT when it is to wait for something again, such as for room to write
///   after the peer's end of stream. Edge-triggered, a socket stays in the set without waking anybody
///   more than once.
/// - A channel that is being closed is left in the epoll set, from which the kernel takes it by itself.
///
/// For the event loop's thread, as Netty uses it.
final class PatientRegistration implements IoRegistration, EpollIoHandle {
    private static final Logger LOG = LoggerFactory.getLogger(PatientRegistration.class);

    private static final EpollIoEvent READABLE = () -> EpollIoOps.EPOLLIN;
    private static final EpollIoOps TO_READ = EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLRDHUP);

    /// Reads, of many buffers each, after the first one for an event with the stream's end: what is left
    /// after them can wait until others had their turn.
    private static final int READS_MORE = 2;

    private final EpollIoHandle handle;
    private final Consumer<PatientRegistration> changes;
    private final @Nullable Channel channel;
    private @Nullable IoRegistration epoll;
    private FileDescriptor fd;
    private EpollIoOps wanted = EpollIoOps.NONE;
    private EpollIoOps submitted = EpollIoOps.NONE;
    private boolean isListed;

    /// @param changes is given what is to be asked by [#tellKernel] before the next wait
    PatientRegistration(EpollIoHandle handle, Consumer<PatientRegistration> changes) {
        this.handle = handle;
        this.changes = changes;
        this.channel =
                handle instanceof Channel.Unsafe unsafe ? unsafe.voidPromise().channel() : null;
        this.fd = handle.fd();
    }

    /// Comes first.
    void isKnownAs(IoRegistration registration) {
        epoll = registration;
    }

    /// Asks for what the last turn of the loop came to.
    void tellKernel() {
        isListed = false;
        EpollIoOps ops = needed();
        if (ops.value() == submitted.value() || !isValid()) {
            return;
        }
        boolean isNew = isNothing(submitted);
        submitted = ops;
        try {
            epoll().submit(ops);
            if (isNew && isAccepted() && ops.value() == TO_READ.value()) {
                handle.handle(this, READABLE);
            }
        } catch (RuntimeException e) {
            // nobody would ever hear of this channel again
            LOG.error("{} is closed, which asked epoll for {}", handle, ops, e);
            close();
        }
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // Netty's signature
    public <T> T attachment() {
        return epoll().attachment();
    }

    /// Submits less than it is told to, and later.
    @Override
    public long submit(IoOps ops) {
        wanted = ((EpollIoOps) ops).without(EpollIoOps.EPOLLRDHUP);
        if (!isListed) {
            isListed = true;
            changes.accept(this);
        }
        return wanted.value();
    }

    @Override
    public boolean isValid() {
        return epoll().isValid();
    }

    @Override
    public boolean cancel() {
        if (isClosing()) {
            fd = new ClosingDescriptor(fd.intValue());
        }
        return epoll().cancel();
    }

    @Override
    public FileDescriptor fd() {
        return fd;
    }

    @Override
    public void handle(IoRegistration registration, IoEvent event) {
        EpollIoOps ops = ((EpollIoEvent) event).ops();
        if (ops.contains(EpollIoOps.EPOLLRDHUP)) {
            EpollIoOps others = ops.without(EpollIoOps.EPOLLRDHUP);
            handle.handle(this, (EpollIoEvent) () -> others);
            readMore();
        } else {
            handle.handle(this, event);
        }
    }

    @Override
    public void registered() {
        handle.registered();
    }

    @Override
    public void unregistered() {
        handle.unregistered();
    }

    @Override
    public void close() {
        try {
            handle.close();
        } catch (Exception e) {
            LOG.error("closing {} failed", handle, e);
        }
    }

    @Override
    public String toString() {
        return handle.toString();
    }

    /// The last of these tells the channel that nothing is to come, and it wants no more.
    private void readMore() {
        for (int reads = 0;
                reads < READS_MORE && wanted.contains(EpollIoOps.EPOLLIN) && isValid();
                reads++) {
            handle.handle(this, READABLE);
        }
    }

    private EpollIoOps needed() {
        if (wanted.contains(EpollIoOps.EPOLLIN)) {
            return wanted.with(EpollIoOps.EPOLLRDHUP);
        }
        return isNothing(wanted) && !isNothing(submitted) ? EpollIoOps.EPOLLET : wanted;
    }

    private boolean isAccepted() {
        return channel != null && channel.parent() != null;
    }

    /// Before it closes its socket, a channel says that it is not active any more, and cancels this.
    private boolean isClosing() {
        return channel != null && !channel.isActive();
    }

    private IoRegistration epoll() {
        if (epoll == null) {
            throw new IllegalStateException("not registered");
        }
        return epoll;
    }

    private static boolean isNothing(EpollIoOps ops) {
        return ops.value() == EpollIoOps.NONE.value();
    }

    /// Of a socket that will be closed at once: what waits for it is not told beforehand.
    private static final class ClosingDescriptor extends FileDescriptor {
        ClosingDescriptor(int fd) {
            super(fd);
            markClosed();
        }
    }
}
