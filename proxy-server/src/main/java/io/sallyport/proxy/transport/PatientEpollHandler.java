package io.sallyport.proxy.transport;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Netty's epoll, made to look only for what was asked for. It differs in what it asks the kernel:
///
/// - Never for EPOLLRDHUP. On that event Netty reads all that the kernel holds, megabytes perhaps,
///   whether or not anybody wants to read just then: there would be no back-pressure at the end of a
///   stream. Without it, the end is found where it belongs, behind the last byte.
/// - Never for nothing. Netty 4.2.18 takes a socket that waits for nothing out of the epoll set, and
///   fails with ENOENT when it is to wait for something again, such as for room to write after the
///   peer's end of stream. Edge-triggered, a socket stays in the set without waking anybody more than
///   once.
/// - Once before each wait, not at each change. Much of what a channel asks for in one turn of its loop is
///   taken back in the same turn, and each system call costs as much as a hash.
final class PatientEpollHandler implements IoHandler {
    private static final Logger LOG = LoggerFactory.getLogger(PatientEpollHandler.class);

    private final IoHandler epoll;
    private final List<Registration> changed = new ArrayList<>();

    private PatientEpollHandler(IoHandler epoll) {
        this.epoll = epoll;
    }

    static IoHandlerFactory newFactory() {
        IoHandlerFactory factory = EpollIoHandler.newFactory();
        return new IoHandlerFactory() {
            @Override
            public IoHandler newHandler(ThreadAwareExecutor executor) {
                return new PatientEpollHandler(factory.newHandler(executor));
            }

            @Override
            public boolean isChangingThreadSupported() {
                return factory.isChangingThreadSupported();
            }
        };
    }

    @Override
    public void initialize() {
        epoll.initialize();
    }

    @Override
    public int run(IoHandlerContext context) {
        // not by an iterator: to close a channel may change another
        for (int i = 0; i < changed.size(); i++) {
            changed.get(i).tellKernel();
        }
        changed.clear();
        return epoll.run(context);
    }

    @Override
    public void prepareToDestroy() {
        epoll.prepareToDestroy();
    }

    @Override
    public void destroy() {
        epoll.destroy();
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        return new Registration(epoll.register(handle), handle);
    }

    @Override
    public void wakeup() {
        epoll.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return epoll.isCompatible(handleType);
    }

    /// Submits less than it is told to, and later. For the event loop's thread, as Netty uses it.
    private final class Registration implements IoRegistration {
        private final IoRegistration registration;
        private final IoHandle handle;
        private EpollIoOps wanted = EpollIoOps.NONE;
        private EpollIoOps submitted = EpollIoOps.NONE;
        private boolean isListed;

        Registration(IoRegistration registration, IoHandle handle) {
            this.registration = registration;
            this.handle = handle;
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // Netty's signature
        public <T> T attachment() {
            return registration.attachment();
        }

        @Override
        public long submit(IoOps ops) {
            wanted = ((EpollIoOps) ops).without(EpollIoOps.EPOLLRDHUP);
            if (!isListed) {
                isListed = true;
                changed.add(this);
            }
            return wanted.value();
        }

        /// What this turn of the loop came to.
        void tellKernel() {
            isListed = false;
            EpollIoOps ops =
                    isNothing(wanted) && !isNothing(submitted) ? EpollIoOps.EPOLLET : wanted;
            if (!registration.isValid() || ops.value() == submitted.value()) {
                return;
            }
            submitted = ops;
            try {
                registration.submit(ops);
            } catch (UncheckedIOException e) {
                LOG.error("epoll refused {} for {}", ops, handle, e);
                close();
            }
        }

        @Override
        public boolean isValid() {
            return registration.isValid();
        }

        @Override
        public boolean cancel() {
            return registration.cancel();
        }

        /// Nobody would ever hear of this channel again.
        private void close() {
            try {
                handle.close();
            } catch (Exception e) {
                LOG.error("closing {} failed", handle, e);
            }
        }

        private static boolean isNothing(EpollIoOps ops) {
            return ops.value() == EpollIoOps.NONE.value();
        }
    }
}
