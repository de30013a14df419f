package io.sallyport.proxy.assembly;

/// Files that may change while the process runs.
interface WatchedFiles {
    /// Looks whether they have, and goes by them from now on if they are good. Blocks on them.
    void poll();
}
