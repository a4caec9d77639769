"""Passwords and second factors: what is accepted, what is refused, and what is never told apart."""

import datetime as dt

import argon2
import pyotp
import pytest

from relay.adapters import passwords

NOW = dt.datetime(2026, 3, 4, 12, 0, 7, tzinfo=dt.UTC)
STEP = int(NOW.timestamp()) // 30
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def test_the_right_password_is_accepted_and_another_refused() -> None:
    kept = passwords.hash_password("una frase abbastanza lunga")
    assert passwords.verify_password(kept, "una frase abbastanza lunga")
    assert not passwords.verify_password(kept, "una frase abbastanza lungo")


def test_the_same_letters_from_another_keyboard_are_the_same_password() -> None:
    kept = passwords.hash_password("perche\u0301 no, qui di nuovo")
    assert passwords.verify_password(kept, "perch\u00e9 no, qui di nuovo")


def test_an_account_that_does_not_exist_is_refused_after_the_same_work() -> None:
    hasher = argon2.PasswordHasher()
    assert not passwords.verify_password(None, "una frase abbastanza lunga")
    assert not hasher.check_needs_rehash(passwords._NOBODY)


def test_a_hash_that_cannot_be_read_lets_nobody_in() -> None:
    assert not passwords.verify_password("not a hash", "una frase abbastanza lunga")


@pytest.mark.parametrize("offset", [-1, 0, 1])
def test_a_code_of_the_step_before_now_and_after_is_accepted_with_its_step(offset: int) -> None:
    code = pyotp.TOTP(SECRET).generate_otp(STEP + offset)
    assert passwords.totp_step(SECRET, f" {code[:3]} {code[3:]}", NOW) == STEP + offset


@pytest.mark.parametrize("offset", [-2, 2])
def test_a_code_further_away_is_refused(offset: int) -> None:
    assert passwords.totp_step(SECRET, pyotp.TOTP(SECRET).generate_otp(STEP + offset), NOW) is None


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "\x00" * 6])
def test_what_is_no_code_is_refused(code: str) -> None:
    assert passwords.totp_step(SECRET, code, NOW) is None


def test_secrets_carry_160_bits_and_stand_in_the_address_with_the_account() -> None:
    secret = passwords.new_totp_secret()
    uri = passwords.totp_uri(secret, account="giulia@example.org", organisation="Città & Co")
    assert len(secret) == 32
    assert f"secret={secret}" in uri
    assert "issuer=Citt%C3%A0%20%26%20Co" in uri


def test_ten_recovery_codes_are_made_and_none_twice() -> None:
    codes = passwords.new_recovery_codes()
    assert len(set(codes)) == 10
    assert {len(code.replace("-", "")) for code in codes} == {16}


def test_a_recovery_code_may_be_typed_in_any_way() -> None:
    assert passwords.recovery_hash("ABOI-EFGB-IJKL-MNOP") == passwords.recovery_hash(" ab01efg8 ijkl_mnop\n")
    assert passwords.recovery_hash("ABCD-EFGH-IJKL-MNOP") != passwords.recovery_hash("ABCD-EFGH-IJKL-MNOQ")
