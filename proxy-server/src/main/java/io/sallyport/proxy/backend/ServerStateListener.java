package io.sallyport.proxy.backend;

/// Hears of servers that stop or start being usable. Called on event loops; must not block.
@FunctionalInterface
public interface ServerStateListener {

    /// @param backend the backend's name
    /// @param server the server's name
    /// @param why in words, without a full stop
    void changed(String backend, String server, boolean up, String why);
}
