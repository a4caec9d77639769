import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from endpoint_agent.key_file import AllowedKeyFile, FileKeyStore
from shared.key_store import KeyStoreRefused
from tests.support.key_store import MemoryKeyStore


def test_only_the_owner_can_read_file_and_folder(tmp_path: Path) -> None:
    store = FileKeyStore(tmp_path / "keys")
    store.save("profile", "secret")
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "keys" / "profile.key").stat().st_mode & 0o777 == 0o600
    assert store.load("profile") == "secret"


def test_a_file_others_could_read_is_refused(tmp_path: Path) -> None:
    store = FileKeyStore(tmp_path)
    store.save("profile", "secret")
    (tmp_path / "profile.key").chmod(0o640)
    with pytest.raises(KeyStoreRefused) as refused:
        store.load("profile")
    assert refused.value.params["why"] == "exposed"


def test_a_link_in_the_files_place_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("secret")
    (tmp_path / "profile.key").symlink_to(tmp_path / "other")
    with pytest.raises(KeyStoreRefused):
        FileKeyStore(tmp_path).load("profile")


def test_a_forgotten_secret_is_gone(tmp_path: Path) -> None:
    store = FileKeyStore(tmp_path)
    store.save("profile", "secret")
    store.forget("profile")
    store.forget("profile")
    assert store.load("profile") is None


def test_the_systems_store_is_used_where_there_is_one(tmp_path: Path) -> None:
    system = MemoryKeyStore()
    AllowedKeyFile(system, FileKeyStore(tmp_path)).save("profile", "secret")
    assert system.kept == {"profile": "secret"}
    assert list(tmp_path.iterdir()) == []


def test_without_a_store_the_file_is_used_and_that_is_said(tmp_path: Path, expect_log: Callable[..., object]) -> None:
    expect_log("endpoint_agent.key_file", logging.WARNING, text="less than a key store")
    store = AllowedKeyFile(MemoryKeyStore("none"), FileKeyStore(tmp_path))
    assert store.load("profile") is None
    store.save("profile", "secret")
    assert store.load("profile") == "secret"


def test_a_locked_store_is_not_written_past(tmp_path: Path) -> None:
    store = AllowedKeyFile(MemoryKeyStore("locked"), FileKeyStore(tmp_path))
    with pytest.raises(KeyStoreRefused):
        store.save("profile", "secret")
    assert list(tmp_path.iterdir()) == []
