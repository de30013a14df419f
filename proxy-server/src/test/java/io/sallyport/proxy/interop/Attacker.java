package io.sallyport.proxy.interop;

import de.rub.nds.tlsattacker.core.config.Config;
import de.rub.nds.tlsattacker.core.connection.OutboundConnection;
import de.rub.nds.tlsattacker.core.constants.CipherSuite;
import de.rub.nds.tlsattacker.core.constants.NamedGroup;
import de.rub.nds.tlsattacker.core.constants.ProtocolVersion;
import de.rub.nds.tlsattacker.core.constants.SignatureAndHashAlgorithm;
import de.rub.nds.tlsattacker.core.protocol.message.AlertMessage;
import de.rub.nds.tlsattacker.core.protocol.message.ApplicationMessage;
import de.rub.nds.tlsattacker.core.protocol.message.extension.sni.ServerNamePair;
import de.rub.nds.tlsattacker.core.state.State;
import de.rub.nds.tlsattacker.core.workflow.WorkflowExecutorFactory;
import de.rub.nds.tlsattacker.core.workflow.WorkflowTrace;
import de.rub.nds.tlsattacker.core.workflow.WorkflowTraceResultUtil;
import de.rub.nds.tlsattacker.core.workflow.action.ReceiveTillAction;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// TLS-Attacker as a client of ours.
final class Attacker {
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final byte HOST_NAME = 0;

    private Attacker() {}

    /// The version in the name of its jar: it tells it nowhere else.
    static String version() {
        String jar = Config.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        return jar.replaceAll(".*/tls-core-(.*)\\.jar", "$1");
    }

    /// What it got.
    ///
    /// @param alerts the numbers of their descriptions
    /// @param data of the application, put together
    record Received(List<Integer> alerts, String data) {}

    /// Lets it do what it is told.
    static Received converse(
            InetSocketAddress server, String serverName, AttackerFlow.Script script) {
        Config config = config(server, serverName);
        WorkflowTrace trace = new WorkflowTrace();
        script.write(config, trace);
        trace.addTlsAction(new ReceiveTillAction(new AlertMessage()));
        State state = new State(config, trace);
        WorkflowExecutorFactory.createWorkflowExecutor(config.getWorkflowExecutorType(), state)
                .executeWorkflow();
        return new Received(alerts(trace), data(trace));
    }

    /// Makes it a client that knows nothing newer than TLS 1.2.
    static void speakTls12(
            Config config,
            List<io.sallyport.tls.codepoint.CipherSuite> cipherSuites,
            List<io.sallyport.tls.codepoint.NamedGroup> groups) {
        List<CipherSuite> suites =
                cipherSuites.stream().map(suite -> CipherSuite.valueOf(suite.label())).toList();
        config.setHighestProtocolVersion(ProtocolVersion.TLS12);
        config.setSupportedVersions(ProtocolVersion.TLS12);
        config.setDefaultClientSupportedCipherSuites(suites);
        config.setDefaultSelectedCipherSuite(suites.getFirst());
        config.setDefaultClientNamedGroups(groups.stream().map(Attacker::group).toList());
        config.setDefaultClientSupportedSignatureAndHashAlgorithms(
                SignatureAndHashAlgorithm.ECDSA_SHA256, SignatureAndHashAlgorithm.RSA_SHA256);
        config.setAddSupportedVersionsExtension(false);
        config.setAddKeyShareExtension(false);
        config.setAddECPointFormatExtension(true);
        config.setAddRenegotiationInfoExtension(true);
        config.setAddExtendedMasterSecretExtension(true);
    }

    private static NamedGroup group(io.sallyport.tls.codepoint.NamedGroup group) {
        return NamedGroup.getNamedGroup(
                new byte[] {(byte) (group.code() >> 8), (byte) group.code()});
    }

    private static List<Integer> alerts(WorkflowTrace trace) {
        return WorkflowTraceResultUtil.getAllReceivedMessages(trace).stream()
                .filter(AlertMessage.class::isInstance)
                .map(alert -> alert.getCompleteResultingMessage().getValue()[1] & 0xff)
                .toList();
    }

    private static String data(WorkflowTrace trace) {
        return WorkflowTraceResultUtil.getAllReceivedMessages(trace).stream()
                .filter(ApplicationMessage.class::isInstance)
                .map(ApplicationMessage.class::cast)
                .map(data -> new String(data.getData().getValue(), StandardCharsets.ISO_8859_1))
                .collect(Collectors.joining());
    }

    private static Config config(InetSocketAddress server, String serverName) {
        OutboundConnection connection =
                new OutboundConnection(server.getPort(), server.getAddress().getHostAddress());
        connection.setTimeout(TIMEOUT_MILLIS);
        Config config = new Config();
        config.setDefaultClientConnection(connection);
        config.setHighestProtocolVersion(ProtocolVersion.TLS13);
        config.setSupportedVersions(ProtocolVersion.TLS13);
        config.setDefaultClientSupportedCipherSuites(CipherSuite.TLS_AES_128_GCM_SHA256);
        config.setDefaultSelectedCipherSuite(CipherSuite.TLS_AES_128_GCM_SHA256);
        config.setDefaultClientNamedGroups(NamedGroup.SECP256R1, NamedGroup.SECP384R1);
        config.setDefaultClientKeyShareNamedGroups(NamedGroup.SECP256R1);
        config.setDefaultClientSupportedSignatureAndHashAlgorithms(
                SignatureAndHashAlgorithm.ECDSA_SHA256);
        config.setDefaultSniHostnames(
                List.of(
                        new ServerNamePair(
                                HOST_NAME, serverName.getBytes(StandardCharsets.US_ASCII))));
        config.setAddServerNameIndicationExtension(true);
        config.setAddSupportedVersionsExtension(true);
        config.setAddKeyShareExtension(true);
        config.setAddECPointFormatExtension(false);
        return config;
    }
}
