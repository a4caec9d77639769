import ssl
from pathlib import Path

import pytest

from shared.stamp import MAX_CA_CHARS
from tech_console.models.installer_words import trust_words
from tech_console.presenters.installer_trust import (
    AS_USUAL,
    InstallerTrust,
    TrustUnusable,
    read_authority,
    trust_of,
)
from tests.support.tls import LocalCa

AUTHORITY = LocalCa().authority_pem()
SHA256 = "3f" * 32


def test_nothing_written_is_as_usual() -> None:
    assert trust_of(" ", "", " ") == AS_USUAL


@pytest.mark.parametrize("written", [SHA256, SHA256.upper(), ":".join(["3F"] * 32), f" {SHA256[:32]} {SHA256[32:]}\n"])
def test_a_fingerprint_is_taken_as_people_write_it(written: str) -> None:
    assert trust_of(written, "", "") == InstallerTrust(fingerprint=SHA256)


@pytest.mark.parametrize(
    ("written", "proxy"),
    [
        ("http://proxy.example.org:3128", "http://proxy.example.org:3128"),
        (" proxy.example.org:3128/ ", "http://proxy.example.org:3128"),
        ("http://me:secret@10.0.0.1:3128", "http://me:secret@10.0.0.1:3128"),
        ("http://[fd00::1]:3128", "http://[fd00::1]:3128"),
    ],
)
def test_a_proxy_is_brought_into_the_form_of_the_stamp(written: str, proxy: str) -> None:
    assert trust_of("", AUTHORITY, written) == InstallerTrust(ca_pem=AUTHORITY, proxy=proxy)


@pytest.mark.parametrize(
    ("fingerprint", "ca_pem", "proxy", "why"),
    [
        ("3f" * 20, "", "", "fingerprint"),
        ("zz" * 32, "", "", "fingerprint"),
        (SHA256, AUTHORITY, "", "both"),
        ("", "", "https://proxy.example.org", "proxy"),
        ("", "", "socks5://proxy.example.org:1080", "proxy"),
        ("", "", "http://proxy.example.org:99999", "proxy"),
        ("", "", "http://proxy.example.org/path", "proxy"),
        ("", "", "proxy example.org", "proxy"),
        ("", "", "http://", "proxy"),
        ("", "", "http://[fd00::1", "proxy"),
    ],
)
def test_what_no_device_could_use_is_refused_with_words(fingerprint: str, ca_pem: str, proxy: str, why: str) -> None:
    with pytest.raises(TrustUnusable) as refused:
        trust_of(fingerprint, ca_pem, proxy)
    assert refused.value.params == {"why": why}
    assert trust_words(why)


def test_certificates_are_read_as_text_and_as_windows_saves_them(tmp_path: Path) -> None:
    text, binary = tmp_path / "ca.pem", tmp_path / "ca.cer"
    text.write_text(AUTHORITY)
    binary.write_bytes(ssl.PEM_cert_to_DER_cert(AUTHORITY))
    assert read_authority(text) == AUTHORITY
    assert ssl.PEM_cert_to_DER_cert(read_authority(binary)) == binary.read_bytes()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no_certificate"),
        (b"hello", "no_certificate"),
        (b"\xff\xfe", "no_certificate"),
        (b"\x30\x82", "no_certificate"),
        (b"-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----\n", "no_certificate"),
        (AUTHORITY.encode() + b"-----BEGIN EC PRIVATE KEY-----", "private_key"),
        (AUTHORITY.encode() + b" " * MAX_CA_CHARS, "too_long"),
    ],
)
def test_a_file_that_is_no_authority_is_refused_with_words(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "ca.pem"
    path.write_bytes(content)
    with pytest.raises(TrustUnusable) as refused:
        read_authority(path)
    assert refused.value.params == {"why": why}
    assert "ca.pem" in trust_words(why, str(path))


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(TrustUnusable) as refused:
        read_authority(tmp_path / "ca.pem")
    assert trust_words(str(refused.value.params["why"]), "ca.pem") == "ca.pem cannot be read."
