import pytest

from shared.link.trust import fingerprint, is_loopback, plain_fingerprint


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_this_machine_is_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["10.0.0.1", "relay.example", "localhost.example", "0.0.0.0", ""])  # noqa: S104 - not bound
def test_everything_else_is_not(host: str) -> None:
    assert not is_loopback(host)


def test_a_fingerprint_may_be_written_as_people_do() -> None:
    assert plain_fingerprint(" AB:cd 01\n") == "abcd01"


def test_a_fingerprint_is_the_sha256_of_the_certificate() -> None:
    assert fingerprint(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
