"""The device key in a real Secret Service: kept, found again, forgotten; never past a locked one."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.support.desk import Desk

pytestmark = pytest.mark.screen
PREAMBLE = (
    "from shared.key_store import SystemKeyStore, KeyStoreRefused\nstore = SystemKeyStore('Sportello agent', 20)\n"
)


@pytest.fixture
def desk() -> Iterator[Desk]:
    with Desk(width=640, height=480, keyring=True) as opened:
        yield opened


def run(desk: Desk, code: str, **env: str) -> str:
    program = desk.start([sys.executable, "-c", PREAMBLE + code], stdout=subprocess.PIPE, env=env)
    out, _ = program.communicate(timeout=60)
    return out.decode().strip()


def test_a_secret_is_kept_found_by_another_process_and_forgotten(desk: Desk) -> None:
    assert run(desk, "store.save('profile', 's3'); print(store.load('profile'))") == "s3"
    assert run(desk, "print(store.load('profile'), store.load('other'))") == "s3 None"
    assert run(desk, "store.forget('profile'); store.forget('profile'); print(store.load('profile'))") == "None"


def test_the_variable_that_chooses_a_store_changes_nothing(desk: Desk) -> None:
    code = "store.save('profile', 's3'); print(type(store._backend).__module__)"
    assert run(desk, code, PYTHON_KEYRING_BACKEND="keyring.backends.null.Keyring") == "keyring.backends.SecretService"


def test_a_locked_store_is_refused_as_such(desk: Desk) -> None:
    lock = (
        "import secretstorage\n"
        "collection = secretstorage.get_default_collection(secretstorage.dbus_init())\n"
        "collection.lock()\n"
        "store._within_s = 3\n"
        "try:\n    store.save('profile', 's3')\n"
        "except KeyStoreRefused as error:\n    print(error.params['why'])\n"
    )
    assert run(desk, lock) in {"locked", "late"}
