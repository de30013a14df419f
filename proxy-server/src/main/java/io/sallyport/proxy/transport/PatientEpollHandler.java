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

/// Netty's epoll, made to look only for what was asked for. It differs in what it asks the kernel:
///
/// - Never for EPOLLRDHUP. On that event Netty reads all that the kernel holds, megabytes perhaps,
///   whether or not anybody wants to read just then: there would be no back-pressure at the end of a
///   stream. Without it, the end is found where it belongs, behind the last byte.
/// - Never for nothing. Netty 4.2.18 takes a socket that waits for nothing out of the epoll set, and
///   fails with ENOENT when it is to wait for something again, such as for room to write after the
///   peer's end of stream. Edge-triggered, a socket stays in the set without waking anybody more than
///   once.
final class PatientEpollHandler implements IoHandler {
    private final IoHandler epoll;

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
        return new Registration(epoll.register(handle));
    }

    @Override
    public void wakeup() {
        epoll.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return epoll.isCompatible(handleType);
    }

    /// Submits less than it is told to. For the event loop's thread, as Netty uses it.
    private static final class Registration implements IoRegistration {
        private final IoRegistration registration;
        private EpollIoOps submitted = EpollIoOps.NONE;

        Registration(IoRegistration registration) {
            this.registration = registration;
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // Netty's signature
        public <T> T attachment() {
            return registration.attachment();
        }

        @Override
        public long submit(IoOps ops) {
            EpollIoOps wanted = ((EpollIoOps) ops).without(EpollIoOps.EPOLLRDHUP);
            if (wanted.value() == EpollIoOps.NONE.value()) {
                wanted = EpollIoOps.EPOLLET;
            }
            if (!registration.isValid() || wanted.value() == submitted.value()) {
                return submitted.value();
            }
            submitted = wanted;
            return registration.submit(wanted);
        }

        @Override
        public boolean isValid() {
            return registration.isValid();
        }

        @Override
        public boolean cancel() {
            return registration.cancel();
        }
    }
}
