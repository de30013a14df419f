package io.sallyport.proxy.interop;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.ProtocolVersion;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a client is to do, and with whom.
///
/// @param serverName to ask for, and to find in the certificate
/// @param cipherSuites to offer
/// @param groups to offer; the share is for the first
/// @param applicationProtocols to offer; none if empty
/// @param updateKeys whether to change the keys, and to ask the server for the same, before the request
/// @param recordSize what a record may hold at most, or 0 to leave that open
/// @param resumption how to resume a session, in a second connection that asks the same; null if there is
///     one connection
/// @param question makes the request, and so the answer, different from all others
record Offer(
        InetSocketAddress server,
        String serverName,
        List<CipherSuite> cipherSuites,
        List<NamedGroup> groups,
        List<String> applicationProtocols,
        boolean updateKeys,
        int recordSize,
        @Nullable Feature resumption,
        String question) {

    /// The version that its suites are for.
    ProtocolVersion version() {
        return cipherSuites.getFirst().version();
    }

    boolean isTls12() {
        return version() == ProtocolVersion.TLS_1_2;
    }

    boolean resumes() {
        return resumption != null;
    }

    /// The request that reaches the backend if all goes well.
    String request() {
        return "GET /"
                + question
                + " HTTP/1.1\r\nHost: "
                + serverName
                + "\r\nConnection: close\r\n\r\n";
    }

    /// What the client must get to see at the end of the answer.
    String answer() {
        return QuestionBackend.answer(question);
    }

    String host() {
        return server.getAddress().getHostAddress();
    }

    int port() {
        return server.getPort();
    }
}
