// One TLS client connection, or two of which the second resumes the session of the first: what to
// offer comes as JSON in the first argument, what was received goes to standard output. Ends with code 0 only if the server closed the connection in order.
'use strict';
const fs = require('node:fs');
const tls = require('node:tls');

const offer = JSON.parse(process.argv[2]);
connect(undefined, offer.resume ? 2 : 1);

function connect(session, connections) {
  let latest = session;
  const socket = tls.connect({
    host: offer.host,
    port: offer.port,
    servername: offer.serverName,
    ca: fs.readFileSync(offer.authorities),
    minVersion: offer.version,
    maxVersion: offer.version,
    ciphers: offer.cipherSuites,
    ecdhCurve: offer.groups,
    ALPNProtocols: offer.applicationProtocols,
    session,
  });
  socket.setTimeout(10000, () => socket.destroy(new Error('nothing came for ten seconds')));
  socket.on('session', (received) => { latest = received; });
  socket.on('secureConnect', () => {
    if (session && !socket.isSessionReused()) {
      socket.destroy(new Error('not resumed'));
    }
    socket.write(offer.request);
  });
  socket.on('data', (data) => process.stdout.write(data));
  socket.on('error', (error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
  socket.on('close', () => {
    if (connections > 1) {
      connect(latest, connections - 1);
    }
  });
}
