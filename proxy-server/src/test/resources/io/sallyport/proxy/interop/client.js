// One client connection: what to offer comes as JSON in the first argument, what was received
// goes to standard output. Ends with code 0 only if the server closed the connection in order.
'use strict';
const fs = require('node:fs');
const tls = require('node:tls');

const offer = JSON.parse(process.argv[2]);
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
});
socket.setTimeout(10000, () => socket.destroy(new Error('nothing came for ten seconds')));
socket.on('secureConnect', () => socket.write(offer.request));
socket.on('data', (data) => process.stdout.write(data));
socket.on('error', (error) => {
  console.error(error.message);
  process.exitCode = 1;
});
