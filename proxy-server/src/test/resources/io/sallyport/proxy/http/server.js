// Answers every request, and writes a line for each: method and target.
const http = require('http');
const log = (request) => process.stdout.write(request.method + ' ' + request.url + '\n');
const server = http.createServer((request, response) => {
    log(request);
    request.resume();
    request.on('end', () => response.end('ok'));
});
server.on('upgrade', (request, socket) => { log(request); socket.destroy(); });
server.on('connect', (request, socket) => { log(request); socket.destroy(); });
server.listen(Number(process.argv[2]), '127.0.0.1');
