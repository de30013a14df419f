package io.sallyport.proxy.accesslog;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.LayoutBase;

/// The access log in one form, and all others in another.
final class LayoutByLog extends LayoutBase<ILoggingEvent> {
    private final Layout<ILoggingEvent> access;
    private final Layout<ILoggingEvent> others;

    LayoutByLog(Layout<ILoggingEvent> access, Layout<ILoggingEvent> others) {
        this.access = access;
        this.others = others;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        boolean isAccess = event.getLoggerName().equals(TrafficLog.ACCESS);
        return (isAccess ? access : others).doLayout(event);
    }
}
