package io.sallyport.config.model;

/// How Netty talks to the kernel.
public enum Transport implements Keyword {
    /// `epoll` on Linux, `nio` elsewhere.
    AUTO("auto"),
    /// Edge-triggered epoll through Netty's native library; Linux only.
    EPOLL("epoll"),
    /// Submission and completion rings shared with the kernel; Linux only, often forbidden in
    /// containers.
    IO_URING("io_uring"),
    /// The JDK's selectors; everywhere.
    NIO("nio");

    private final String keyword;

    Transport(String keyword) {
        this.keyword = keyword;
    }

    @Override
    public String keyword() {
        return keyword;
    }
}
