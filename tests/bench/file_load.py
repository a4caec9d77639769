"""Moves files to and from a server as fast as plain blocking sockets can; a process of its own, so that it delays no other load.

Run: `python -m tests.bench.file_load`, the work as JSON on standard input, `{"seconds": …}` on standard output. Also the
sink and source of the raw copy that the relay is compared with: `--raw PORT`.
"""

import contextlib
import json
import socket
import ssl
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import msgspec

SIZE = 20_000_000
UNIT = 256 * 1024


class Move(msgspec.Struct):
    """One file: `SEND` and `FETCH` are raw, `PATCH` and `GET` go to the relay."""

    how: str
    port: int
    path: str = ""
    token: str = ""
    tls: bool = False


def film() -> bytes:
    """Return a file of 20 MB that the relay takes for a film."""
    from tests.support.file_samples import mp4

    return mp4(SIZE)


def main() -> None:
    """Carry out the moves at once, one thread for each."""
    if sys.argv[1:2] == ["--raw"]:
        _raw(int(sys.argv[2]), sys.argv[3:])
        return
    moves = msgspec.json.decode(sys.stdin.buffer.read(), type=list[Move])
    data = film()
    with ThreadPoolExecutor(len(moves)) as pool:
        links = list(pool.map(_connected, moves))
        started = time.perf_counter()
        for _ in pool.map(lambda pair: _moved(pair[0], pair[1], data), zip(moves, links, strict=True)):
            pass
        seconds = time.perf_counter() - started
    sys.stdout.write(json.dumps({"seconds": seconds}))


def _connected(move: Move) -> socket.socket:
    plain = socket.create_connection(("127.0.0.1", move.port), 300)
    if not move.tls:
        return plain
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context.wrap_socket(plain, server_hostname="localhost")


def _moved(move: Move, link: socket.socket, data: bytes) -> None:
    head = f"{move.how} {move.path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {move.token}\r\n"
    if move.how == "PATCH":
        link.sendall(f"{head}Upload-Offset: 0\r\nContent-Length: {SIZE}\r\n\r\n".encode())
        link.sendall(data)
        assert b" 204 " in link.recv(4096)
    elif move.how == "GET":
        link.sendall(f"{head}\r\n".encode())
        first = link.recv(65_536)
        assert b" 200 " in first
        _taken(link, SIZE - len(first.partition(b"\r\n\r\n")[2]))
    elif move.how == "SEND":
        link.sendall(b"S" + data)
        assert link.recv(1) == b"!"
    else:
        link.sendall(b"F")
        _taken(link, SIZE)
    link.close()


def _taken(link: socket.socket, length: int) -> None:
    buffer = bytearray(UNIT)
    while length > 0:
        taken = link.recv_into(buffer, min(UNIT, length))
        assert taken
        length -= taken


def _raw(port: int, certificate: list[str]) -> None:
    """Copy nothing anywhere: take all that comes, or give what is asked for."""
    data = film()
    context = None
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
    with socket.create_server(("127.0.0.1", port), backlog=100) as server:
        while True:
            link, _ = server.accept()
            threading.Thread(target=_raw_one, args=(link, context, data), daemon=True).start()


def _raw_one(link: socket.socket, context: ssl.SSLContext | None, data: bytes) -> None:
    with contextlib.suppress(OSError):  # who only looks whether somebody listens
        if context is not None:
            link = context.wrap_socket(link, server_side=True)
        asked = link.recv(1)
        if asked == b"S":
            _taken(link, SIZE)
            link.sendall(b"!")
        elif asked == b"F":
            link.sendall(data)
    link.close()


if __name__ == "__main__":
    main()
