"""The self-made certificate: made once, kept, renewed late and loudly; the operator's own is only read."""

import datetime as dt
import logging
import ssl
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from relay.adapters import certificate
from relay.config import Config
from tests.support.tls import LocalCa, fingerprint

START = dt.datetime.now(dt.UTC).replace(microsecond=0)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(state=tmp_path / "state", host="192.0.2.7", tls_names=("desk.example.org", "banco.città.example"))


def test_it_is_made_for_every_name_the_relay_is_reached_by(config: Config) -> None:
    path, _ = certificate.ensure(config)
    names = certificate.facts(path).names
    assert names[0] == "desk.example.org"
    assert {"banco.xn--citt-3na.example", "192.0.2.7", "localhost", "127.0.0.1", "::1"} <= set(names)


def test_it_is_valid_from_a_day_ago_for_825_days(config: Config) -> None:
    path, _ = certificate.ensure(config, now=START)
    made = certificate.facts(path)
    assert made.not_before == START - dt.timedelta(days=1)
    assert made.not_after == START + dt.timedelta(days=825)
    assert made.is_self_made


def test_nobody_else_may_read_the_key_or_the_folder(config: Config) -> None:
    _, key = certificate.ensure(config)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(config.state.stat().st_mode) == 0o700
    assert isinstance(serialization.load_pem_private_key(key.read_bytes(), None), ec.EllipticCurvePrivateKey)


def test_it_stays_the_same_over_restarts_and_new_names(config: Config) -> None:
    before = certificate.fingerprint(config)
    renamed = Config(state=config.state, tls_names=("other.example.org",))
    assert certificate.fingerprint(renamed) == before


def test_a_name_is_missing_however_it_is_written(config: Config) -> None:
    found = certificate.facts(certificate.ensure(config)[0])
    assert certificate.missing_names(config, found) == []
    renamed = Config(state=config.state, tls_names=("banco.città.example", "other.example.org"))
    assert certificate.missing_names(renamed, found) == ["other.example.org"]


def test_made_anew_it_is_another_one_for_the_names_of_now(config: Config) -> None:
    before = certificate.fingerprint(config)
    renamed = Config(state=config.state, tls_names=("other.example.org",))
    certificate.make_anew(renamed)
    path, _ = certificate.ensure(renamed)
    assert certificate.facts(path).names[0] == "other.example.org"
    assert certificate.fingerprint(renamed) != before
    assert certificate.server_context(renamed).minimum_version is ssl.TLSVersion.TLSv1_2


def test_the_fingerprint_is_that_of_the_certificate_in_capital_pairs(config: Config) -> None:
    written = certificate.fingerprint(config)
    assert written.replace(":", "").lower() == fingerprint(config.state / "tls.crt")
    assert [len(pair) for pair in written.split(":")] == [2] * 32


def test_shortly_before_its_end_it_is_renewed_and_both_fingerprints_are_logged(
    config: Config, expect_log: Callable[..., Any]
) -> None:
    path, _ = certificate.ensure(config, now=START - dt.timedelta(days=825 - 13))
    old = certificate.facts(path).fingerprint
    expect_log("relay.adapters.certificate", logging.WARNING, text=f"pinned {old} must now be told ")
    renewed, _ = certificate.ensure(config, now=START)
    assert certificate.facts(renewed).not_after == START + dt.timedelta(days=825)
    assert certificate.facts(config.state / "tls.crt.old").fingerprint == old


def test_a_key_without_its_certificate_is_made_anew(config: Config) -> None:
    path, _ = certificate.ensure(config)
    path.unlink()
    assert certificate.server_context(config).minimum_version is ssl.TLSVersion.TLSv1_2


def test_the_operators_own_certificate_is_used_and_not_touched(tmp_path: Path) -> None:
    files = LocalCa().write_server_files(tmp_path, "desk.example.org")
    config = Config(state=tmp_path / "state", tls_cert=files.certificate, tls_key=files.key)
    certificate.server_context(config)
    found = certificate.facts(files.certificate)
    assert (found.names, found.is_self_made) == (("desk.example.org",), False)
    assert not config.state.exists()


def test_a_key_of_another_certificate_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, other = (LocalCa().write_server_files(tmp_path / name) for name in "ab")
    with pytest.raises(certificate.BadCertificate, match=r"(?i)mismatch"):
        certificate.server_context(Config(state=tmp_path, tls_cert=one.certificate, tls_key=other.key))


def test_a_key_with_a_password_is_refused_instead_of_asked_for(tmp_path: Path) -> None:
    files = LocalCa().write_server_files(tmp_path)
    locked = serialization.load_pem_private_key(files.key.read_bytes(), None).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.BestAvailableEncryption(b"x")
    )
    files.key.write_bytes(locked)
    with pytest.raises(certificate.BadCertificate, match="protected by a password"):
        certificate.server_context(Config(state=tmp_path, tls_cert=files.certificate, tls_key=files.key))


@pytest.mark.parametrize("content", [None, b"", b"no certificate"])
def test_a_missing_or_broken_file_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "desk.pem"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(certificate.BadCertificate, match=r"desk\.pem"):
        certificate.facts(path)
