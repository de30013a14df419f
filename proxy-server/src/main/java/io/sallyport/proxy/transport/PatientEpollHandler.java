package io.sallyport.proxy.transport;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.util.ArrayList;
import java.util.List;

/// Netty's epoll, made to look only for what was asked for, and to wait only for what is not there yet.
/// What it asks the kernel for goes there once before each wait, not at each change: much of what a
/// channel asks for in one turn of its loop is taken back in the same turn, and each system call costs
/// as much as a hash. What else differs is told by [PatientRegistration].
final class PatientEpollHandler implements IoHandler {
    private final IoHandler epoll;
    private final List<PatientRegistration> changed = new ArrayList<>();

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
        // not by an iterator: a channel that is read from or closed changes itself and others
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
        PatientRegistration registration =
                new PatientRegistration((EpollIoHandle) handle, changed::add);
        registration.isKnownAs(epoll.register(registration));
        return registration;
    }

    @Override
    public void wakeup() {
        epoll.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return epoll.isCompatible(handleType);
    }
}
