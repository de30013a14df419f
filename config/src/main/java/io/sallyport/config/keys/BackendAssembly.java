package io.sallyport.config.keys;

import io.sallyport.config.model.Backend;
import io.sallyport.config.model.BackendLimits;
import io.sallyport.config.model.BackendServer;
import io.sallyport.config.model.EjectionSettings;
import io.sallyport.config.model.HashSettings;
import io.sallyport.config.model.HealthSettings;
import io.sallyport.config.model.KeepAliveSettings;
import io.sallyport.config.model.ProxyHeaderSettings;
import io.sallyport.config.model.ProxyProtocolTlv;
import io.sallyport.config.model.RetrySettings;
import io.sallyport.config.model.StickySettings;
import io.sallyport.config.schema.Values;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/// From values to the model of a backend. Only for values that were read without errors.
final class BackendAssembly {
    private BackendAssembly() {}

    static Backend backend(Values values) {
        return new Backend(
                values.get(BackendKeys.SERVERS).stream().map(BackendAssembly::server).toList(),
                values.get(BackendKeys.PROTOCOL),
                values.get(BackendKeys.BALANCE),
                hash(values.section(BackendKeys.HASH)),
                values.find(BackendKeys.STICKY).map(BackendAssembly::sticky),
                values.get(BackendKeys.CONNECT_TIMEOUT),
                values.get(BackendKeys.CONNECT_TRIES),
                values.find(BackendKeys.HEALTH).map(BackendAssembly::health),
                ejection(values.section(BackendKeys.EJECTION)),
                retry(values.section(BackendKeys.RETRY)),
                limits(values.section(BackendKeys.LIMITS)),
                keepAlive(values.section(BackendKeys.KEEP_ALIVE)),
                new ProxyHeaderSettings(
                        values.get(BackendKeys.SEND_PROXY_PROTOCOL),
                        values.find(BackendKeys.PROXY_PROTOCOL_TLVS)
                                .map(Set::copyOf)
                                .orElse(ProxyProtocolTlv.DEFAULTS)));
    }

    private static BackendServer server(Values values) {
        return new BackendServer(
                values.get(ServerKeys.ADDRESS),
                values.get(ServerKeys.WEIGHT),
                values.find(ServerKeys.COOKIE));
    }

    /// Names of cookies differ in case, those of fields do not.
    private static HashSettings hash(Values values) {
        String name = values.find(HashKeys.NAME).orElse("");
        return switch (values.get(HashKeys.BY)) {
            case CLIENT -> HashSettings.CLIENT;
            case HEADER -> new HashSettings(values.get(HashKeys.BY), name.toLowerCase(Locale.ROOT));
            case COOKIE -> new HashSettings(values.get(HashKeys.BY), name);
        };
    }

    private static HealthSettings health(Values values) {
        return new HealthSettings(
                values.get(HealthKeys.CHECK),
                values.get(HealthKeys.PATH_KEY),
                values.find(HealthKeys.HOST_KEY),
                values.find(HealthKeys.STATUSES).orElse(List.of()),
                values.find(HealthKeys.SERVICE).orElse(""),
                values.get(HealthKeys.INTERVAL),
                values.get(HealthKeys.TIMEOUT),
                values.get(HealthKeys.HEALTHY_THRESHOLD),
                values.get(HealthKeys.UNHEALTHY_THRESHOLD));
    }

    private static EjectionSettings ejection(Values values) {
        return new EjectionSettings(
                values.get(EjectionKeys.CONNECT_FAILURES),
                values.get(EjectionKeys.FAILURES),
                values.get(EjectionKeys.SERVER_ERRORS),
                values.get(EjectionKeys.TIME),
                values.get(EjectionKeys.MAX_TIME),
                values.get(EjectionKeys.MAX_PERCENT),
                values.get(EjectionKeys.SLOW_START));
    }

    private static RetrySettings retry(Values values) {
        return new RetrySettings(
                values.get(RetryKeys.TRIES),
                values.find(RetryKeys.STATUSES).orElse(List.of()),
                values.get(RetryKeys.BUDGET));
    }

    private static BackendLimits limits(Values values) {
        return new BackendLimits(
                values.get(BackendLimitKeys.MAX_REQUESTS),
                values.find(BackendLimitKeys.MAX_CONNECTIONS)
                        .map(OptionalInt::of)
                        .orElse(OptionalInt.empty()),
                values.get(BackendLimitKeys.MAX_WAITING),
                values.get(BackendLimitKeys.WAIT_TIMEOUT));
    }

    private static KeepAliveSettings keepAlive(Values values) {
        return new KeepAliveSettings(
                values.get(KeepAliveKeys.CONNECTIONS), values.get(KeepAliveKeys.TIMEOUT));
    }

    private static StickySettings sticky(Values values) {
        return new StickySettings(
                values.get(StickyKeys.COOKIE),
                values.get(StickyKeys.SAME_SITE),
                values.find(StickyKeys.MAX_AGE));
    }
}
