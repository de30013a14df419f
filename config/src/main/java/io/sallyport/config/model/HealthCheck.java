package io.sallyport.config.model;

/// How a server is asked whether it is well.
public enum HealthCheck implements Keyword {
    /// By a request of HTTP/1.1.
    HTTP("http"),
    /// By a connection that it has to take.
    TCP("tcp"),
    /// By gRPC's health protocol, over HTTP/2 with prior knowledge.
    GRPC("grpc");

    private final String keyword;

    HealthCheck(String keyword) {
        this.keyword = keyword;
    }

    @Override
    public String keyword() {
        return keyword;
    }
}
