"""What TLS the relay speaks: whole handshakes, in memory."""

import ssl
from pathlib import Path

import pytest

from relay.adapters import certificate
from relay.config import Config

ROUNDS = 10


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(state=tmp_path)


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "::1"])
def test_the_self_made_certificate_proves_its_names_to_who_trusts_it(config: Config, name: str) -> None:
    client = ssl.create_default_context(cafile=str(certificate.ensure(config)[0]))
    client.verify_flags |= ssl.VERIFY_X509_STRICT
    assert _handshake(config, client, name) == "TLSv1.3"


def test_a_name_that_is_not_in_it_is_not_proved(config: Config) -> None:
    client = ssl.create_default_context(cafile=str(certificate.ensure(config)[0]))
    with pytest.raises(ssl.SSLCertVerificationError):
        _handshake(config, client, "relay.example.org")


def test_tls_1_2_is_spoken_too(config: Config) -> None:
    client = _careless_client()
    client.maximum_version = ssl.TLSVersion.TLSv1_2
    assert _handshake(config, client, "localhost") == "TLSv1.2"


def test_nothing_older_is_spoken_even_with_who_can_do_no_better(config: Config) -> None:
    client = _careless_client()
    client.set_ciphers("ALL:@SECLEVEL=0")  # OpenSSL's own floor would refuse before the relay is asked
    with pytest.deprecated_call():
        client.minimum_version = client.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises(ssl.SSLError):
        _handshake(config, client, "localhost")


def _careless_client() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _handshake(config: Config, client: ssl.SSLContext, name: str) -> str | None:
    """Return the version that both ends settle on. Raises: ssl.SSLError from the end that refuses."""
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    server_end = certificate.server_context(config).wrap_bio(to_server, to_client, server_side=True)
    client_end = client.wrap_bio(to_client, to_server, server_hostname=name)
    for _ in range(ROUNDS):
        finished = [_step(end) for end in (client_end, server_end)]
        if all(finished):
            return client_end.version()
    raise AssertionError("the handshake did not end")


def _step(end: ssl.SSLObject) -> bool:
    try:
        end.do_handshake()
    except ssl.SSLWantReadError:
        return False
    return True
