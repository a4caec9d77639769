"""Bytes of files go to the relay alone: the talk's authority decides, through the system's proxy too."""

import base64
import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import pytest

from shared.link.file_control import Control, GivenUp, Stopped
from shared.link.file_http import Way
from shared.link.file_jobs import Wanted, download, upload
from shared.protocol.transfers import FileRecord, FileState
from tests.support.file_peer import FilePeer
from tests.support.http_proxy import HttpProxy
from tests.support.tls import LocalCa

CONTENT = b"words" * 100_000


@pytest.fixture
def ca() -> LocalCa:
    return LocalCa()


@pytest.fixture
def peer(ca: LocalCa) -> Iterator[FilePeer]:
    with FilePeer().serving(ca.server_context()) as peer:
        yield peer


def way(peer: FilePeer, file: FileRecord, context: ssl.SSLContext) -> Way:
    peer.tokens["token"] = file.file_id
    return Way(urlsplit(f"https://127.0.0.1:{peer.port}/files/{file.file_id}"), "token", context)


def wanted(file: FileRecord, folder: Path) -> Wanted:
    return Wanted(file.file_id, file.name, file.size, file.sha256, folder, "relay.example", folder / "preview")


def control() -> Control:
    return Control(lambda _: None)


def test_a_file_travels_both_ways_over_tls(peer: FilePeer, ca: LocalCa, home: Path) -> None:
    file = peer.put("a.pdf", CONTENT)
    path = download(way(peer, file, ca.client_context()), wanted(file, home), control())
    assert path.read_bytes() == CONTENT

    peer.put("b.pdf", CONTENT, file_id=file.file_id, state=FileState.RECEIVING)
    peer.bytes[file.file_id] = bytearray(CONTENT[:1000])
    upload(way(peer, file, ca.client_context()), path, 1000, len(CONTENT), control())
    assert bytes(peer.bytes[file.file_id]) == CONTENT


def test_somebody_elses_certificate_gets_neither_token_nor_bytes(peer: FilePeer, home: Path) -> None:
    file = peer.put("a.pdf", CONTENT)
    with pytest.raises(Stopped) as caught:
        download(way(peer, file, LocalCa().client_context()), wanted(file, home), control())

    assert caught.value.code == "certificate"
    assert peer.requests == []


def test_a_job_that_waits_for_a_silent_peer_can_be_stopped(home: Path, ca: LocalCa) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = urlsplit(f"http://127.0.0.1:{silent.getsockname()[1]}/files/f")
        file = FilePeer().put("a.pdf", CONTENT)
        stopped, reins = threading.Event(), control()

        def work() -> None:
            with contextlib.suppress(GivenUp):
                download(Way(address, "token", None), wanted(file, home), reins)
                return
            stopped.set()

        worker = threading.Thread(target=work, name="job")
        worker.start()
        other, _ = silent.accept()
        other.recv(10)
        reins.stop()
        worker.join(5)
        other.close()
    assert stopped.is_set()


def test_the_systems_proxy_is_used_and_sees_no_token(
    peer: FilePeer, ca: LocalCa, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    file = peer.put("a.pdf", CONTENT)
    with HttpProxy() as proxy:
        monkeypatch.setenv("https_proxy", f"http://ada:p%40ss@127.0.0.1:{proxy.port}")
        path = download(way(peer, file, ca.client_context()), wanted(file, home), control())

    assert path.read_bytes() == CONTENT
    assert base64.b64encode(b"ada:p@ss") in proxy.heads[0]
    assert b"Bearer" not in proxy.heads[0]


def test_the_proxy_that_is_named_for_this_relay_is_used(peer: FilePeer, ca: LocalCa, home: Path) -> None:
    file = peer.put("a.pdf", CONTENT)
    with HttpProxy() as proxy:
        through = msgspec.structs.replace(way(peer, file, ca.client_context()), proxy=proxy.url)
        assert download(through, wanted(file, home), control()).read_bytes() == CONTENT

    assert len(proxy.heads) == 1
