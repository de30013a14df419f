package io.sallyport.proxy.interop;

import de.rub.nds.tlsattacker.core.config.Config;
import de.rub.nds.tlsattacker.core.workflow.WorkflowTrace;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.tls.codepoint.AlertDescription;

/// A conversation that no honest client leads, and what must come of it.
///
/// @param sentence what the client does
/// @param alert what it is told
/// @param reason why the handshake failed; null if it was over
record AttackerFlow(String sentence, AlertDescription alert, FailureReason reason, Script script) {

    /// Writes down what the client does.
    @FunctionalInterface
    interface Script {

        /// @param config a client that offers what we take; to be changed at will
        /// @param trace what it does, step by step; that it listens for an alert at the end is added
        void write(Config config, WorkflowTrace trace);
    }
}
