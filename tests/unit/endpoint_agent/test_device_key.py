import logging
import stat
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from endpoint_agent.device_key import DeviceCopied, DeviceKey, Token
from endpoint_agent.key_file import FileKeyStore
from endpoint_agent.machine import Machine
from shared.errors import StorageFailed
from shared.ids import CustomerId, DeviceId, DeviceKeyId, new_id
from shared.protocol.enrolment import Enrolled

GIVEN = "token"
MACHINE = Machine(machine_id="m", host_name="pc-7", os_user="giulia", platform="Linux")


def make(state: Path, token: str = GIVEN) -> DeviceKey:
    return DeviceKey(state, FileKeyStore(state / "keys"), MACHINE, Token(token) if token else None)


def enrolled(key_id: str) -> Enrolled:
    return Enrolled(
        re=1,
        device_id=DeviceId(new_id()),
        device_key_id=DeviceKeyId(key_id),
        customer_id=CustomerId(new_id()),
        customer_name="Acme",
        approved=True,
    )


def test_the_key_is_made_once_and_found_again(tmp_path: Path) -> None:
    first = make(tmp_path).private_key().private_bytes_raw()
    assert make(tmp_path).private_key().private_bytes_raw() == first


def test_before_enrolment_there_is_no_id_but_something_to_enrol_with(tmp_path: Path) -> None:
    key = make(tmp_path)
    assert key.device_key_id() is None
    details = key.enrolment()
    assert details is not None
    assert (details.token, details.host_name, details.os_user) == ("token", "pc-7", "giulia")


def test_the_token_is_forgotten_after_enrolment_and_never_on_disk(tmp_path: Path) -> None:
    key, key_id = make(tmp_path, "very-secret-token"), new_id()
    key.save_enrolment(enrolled(key_id))
    assert key.enrolment() is None
    assert key.device_key_id() == key_id
    assert make(tmp_path, "").device_key_id() == key_id
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(b"very-secret-token" in path.read_bytes() for path in files)


def test_the_ids_file_holds_no_secret(tmp_path: Path) -> None:
    key = make(tmp_path)
    key.save_enrolment(enrolled(new_id()))
    secret = next((tmp_path / "keys").iterdir()).read_text()
    assert secret not in (tmp_path / "device.json").read_text()


def test_ids_given_to_another_key_are_not_ours(tmp_path: Path) -> None:
    make(tmp_path).save_enrolment(enrolled(new_id()))
    next((tmp_path / "keys").iterdir()).unlink()
    assert make(tmp_path).device_key_id() is None


def test_two_state_folders_have_two_keys(tmp_path: Path) -> None:
    one, other = make(tmp_path / "a").private_key(), make(tmp_path / "b").private_key()
    assert one.private_bytes_raw() != other.private_bytes_raw()


def test_forgetting_leaves_nothing(tmp_path: Path) -> None:
    key = make(tmp_path)
    key.save_enrolment(enrolled(new_id()))
    key.forget()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_secret_that_is_no_key_is_replaced(tmp_path: Path, expect_log: Callable[..., object]) -> None:
    expect_log("endpoint_agent.device_key", logging.WARNING, text="no key")
    make(tmp_path).private_key()
    path = next((tmp_path / "keys").iterdir())
    path.write_text("broken")
    make(tmp_path).private_key()
    assert path.read_text() != "broken"
    assert path.stat().st_mode & stat.S_IRWXO == 0


def test_a_spoiled_ids_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "device.json").write_text("{")
    with pytest.raises(StorageFailed):
        make(tmp_path).device_key_id()


def test_a_copied_disk_drops_the_key_and_joins_anew_with_a_token(
    tmp_path: Path, expect_log: Callable[..., object]
) -> None:
    key = make(tmp_path)
    first = key.private_key().private_bytes_raw()
    key.save_enrolment(enrolled(new_id()))
    expect_log("endpoint_agent.device_key", logging.WARNING, text="copied")
    copy = elsewhere(tmp_path, Token("fresh"))
    assert copy.device_key_id() is None
    assert copy.private_key().private_bytes_raw() != first
    assert len(list((tmp_path / "keys").iterdir())) == 1
    details = copy.enrolment()
    assert details is not None
    assert details.machine_id == "another"


def test_a_copied_disk_without_a_token_says_what_it_is_until_it_joins(
    tmp_path: Path, expect_log: Callable[..., object]
) -> None:
    make(tmp_path).save_enrolment(enrolled(new_id()))
    expect_log("endpoint_agent.device_key", logging.WARNING, text="copied")
    for _ in range(2):
        copy = elsewhere(tmp_path, None)
        assert copy.device_key_id() is None
        with pytest.raises(DeviceCopied):
            copy.enrolment()
    joined = elsewhere(tmp_path, Token("fresh"))
    joined.save_enrolment(enrolled(key_id := new_id()))
    assert elsewhere(tmp_path, None).device_key_id() == key_id
    assert elsewhere(tmp_path, None).enrolment() is None


def test_a_device_that_joined_before_machines_were_remembered_stays(tmp_path: Path) -> None:
    key = make(tmp_path)
    key.save_enrolment(enrolled(key_id := new_id()))
    path = tmp_path / "device.json"
    path.write_bytes(path.read_bytes().replace(b'"machine_id":"m"', b'"machine_id":""'))
    assert make(tmp_path).device_key_id() == key_id
    assert b'"machine_id":"m"' in path.read_bytes()


def test_a_computer_without_a_name_of_its_own_is_never_taken_for_a_copy(tmp_path: Path) -> None:
    make(tmp_path).save_enrolment(enrolled(key_id := new_id()))
    card = msgspec.structs.replace(MACHINE, machine_id="another card", is_named=False)
    assert DeviceKey(tmp_path, FileKeyStore(tmp_path / "keys"), card).device_key_id() == key_id


def elsewhere(state: Path, token: Token | None) -> DeviceKey:
    """The same disk in another computer."""
    machine = msgspec.structs.replace(MACHINE, machine_id="another")
    return DeviceKey(state, FileKeyStore(state / "keys"), machine, token)
