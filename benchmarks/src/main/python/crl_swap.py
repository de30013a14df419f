"""The CRLs and the client of benchmarks/crl-swap."""
import os
import random
import signal
import socket
import ssl
import statistics
import subprocess
import sys
import threading
import time
import urllib.request

RATE = 200


def value(tag, *parts):
    body = b"".join(parts)
    if len(body) < 0x80:
        return bytes([tag, len(body)]) + body
    digits = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(digits)]) + digits + body


def write(folder, count, which):
    """A CRL (RFC 5280, section 5) of random serial numbers, signed by the CA."""
    choice = random.Random(count * 2 + which)
    algorithm = value(0x30, value(0x06, bytes.fromhex("2a8648ce3d040302")))
    common_name = value(0x30, value(0x06, bytes.fromhex("550403")), value(0x0C, b"Measured"))
    name = value(0x30, value(0x31, common_name))
    now = value(0x17, time.strftime("%y%m%d%H%M%SZ", time.gmtime(time.time() - 60)).encode())
    due = value(0x17, time.strftime("%y%m%d%H%M%SZ", time.gmtime(time.time() + 86400)).encode())
    rows = (value(0x30, value(0x02, bytes([0x40 | choice.getrandbits(5)]) + choice.randbytes(19)), now)
            for _ in range(count))
    content = value(0x30, value(0x02, b"\1"), algorithm, name, now, due, value(0x30, *rows))
    path = os.path.join(folder, "content")
    with open(path, "wb") as out:
        out.write(content)
    signature = subprocess.run(
        ["openssl", "dgst", "-sha256", "-sign", os.path.join(folder, "ca.key"), path],
        check=True, capture_output=True).stdout
    with open(os.path.join(folder, f"{which}.crl"), "wb") as out:
        out.write(value(0x30, content, algorithm, value(0x03, b"\0", signature)))


class Client(threading.Thread):
    """Asks at a fixed rate; keeps when each request was due and how long it took from then."""

    def __init__(self, folder, port):
        super().__init__(daemon=True)
        context = ssl.create_default_context(cafile=os.path.join(folder, "site.pem"))
        context.load_cert_chain(
            os.path.join(folder, "client.pem"), os.path.join(folder, "client.key"))
        plain = socket.create_connection(("127.0.0.1", port))
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket = context.wrap_socket(plain, server_hostname="localhost")
        self.waits = []
        self.over = False

    def run(self):
        due = time.perf_counter()
        while not self.over:
            due += 1 / RATE
            time.sleep(max(0.0, due - time.perf_counter()))
            self.socket.sendall(b"GET /page HTTP/1.1\r\nHost: localhost\r\n\r\n")
            answer = b""
            while not answer.endswith(b"measured"):
                part = self.socket.recv(4096)
                if not part:
                    raise SystemExit("the connection ended")
                answer += part
            if not answer.startswith(b"HTTP/1.1 200"):
                raise SystemExit(answer.decode())
            self.waits.append((due, time.perf_counter() - due))

    def longest(self, since, until):
        return max(wait for due, wait in self.waits if since <= due <= until) * 1000


def lines(folder, words):
    with open(os.path.join(folder, "sallyport.log")) as log:
        return sum(words in line for line in log)


def await_line(folder, words, times):
    limit = time.perf_counter() + 60
    while lines(folder, words) < times:
        if time.perf_counter() > limit:
            raise SystemExit(f"{words!r} did not come: see the log\n"
                             + open(os.path.join(folder, "sallyport.log")).read())
        time.sleep(0.005)


def heap(admin, proxy):
    """MiB in use after a collection."""
    jcmd = os.path.join(os.path.dirname(os.readlink(f"/proc/{proxy}/exe")), "jcmd")
    subprocess.run([jcmd, str(proxy), "GC.run"], check=True, capture_output=True)
    with urllib.request.urlopen(f"http://127.0.0.1:{admin}/metrics") as page:
        return sum(float(line.split()[-1]) for line in page.read().decode().splitlines()
                   if line.startswith('jvm_memory_used_bytes{area="heap"')) / (1 << 20)


def measure(folder, count, swaps, proxy, port, admin):
    await_line(folder, "ready", 1)
    client = Client(folder, port)
    client.start()
    time.sleep(5)  # warms up
    began = time.perf_counter()
    time.sleep(5)
    quiet = client.longest(began, time.perf_counter())
    took, waits = [], []
    for turn in range(swaps):
        source = os.path.join(folder, f"{(turn + 1) % 2}.crl")
        subprocess.run(["cp", source, os.path.join(folder, "new.crl")], check=True)
        os.rename(os.path.join(folder, "new.crl"), os.path.join(folder, "measured.crl"))
        began = time.perf_counter()
        os.kill(proxy, signal.SIGHUP)
        await_line(folder, "configuration reloaded", turn + 1)
        took.append((time.perf_counter() - began) * 1000)
        time.sleep(2)
        waits.append(client.longest(began, time.perf_counter()))
    client.over = True
    client.join()
    print(f"{count} entries: swap {statistics.median(took):.0f} ms"
          f" ({min(took):.0f} to {max(took):.0f}); longest wait {quiet:.1f} ms without a swap,"
          f" {statistics.median(waits):.1f} ms with one ({min(waits):.1f} to {max(waits):.1f},"
          f" {swaps} swaps); heap in use {heap(admin, proxy):.0f} MiB")


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    if command == "write":
        write(arguments[0], int(arguments[1]), int(arguments[2]))
    else:
        measure(arguments[0], *map(int, arguments[1:]))
