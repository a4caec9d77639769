"""The commands as a provider and an administrator type them: keys, expiry, and what is left when one is killed."""

import datetime as dt
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from installer import exits
from installer.cli.fetch import own_platform
from installer.cli.main import installer
from installer.errors import Refused
from installer.updates import repository as repositories
from installer.updates.key_file import ROUNDS
from installer.updates.report import look
from installer.updates.repository import OFFLINE, ONLINE, ROOT_FILE
from installer.updates.root_file import checked_root
from tests.integration.updates.conftest import NEW, OLD, Client
from tests.support.update_provider import PHRASE, PLATFORM, Provider, now
from tests.support.update_server import UpdateServer

DAY = dt.timedelta(days=1)


@pytest.fixture
def phrase(tmp_path: Path) -> str:
    file = tmp_path / "phrase"
    file.write_bytes(PHRASE + b"\n")
    return f"--passphrase-file={file}"


def run(*words: object, typed: str = "") -> Result:
    return CliRunner().invoke(installer, [str(word) for word in words], input=typed)


def test_from_nothing_to_a_fetched_file(tmp_path: Path, home: Path, phrase: str) -> None:
    folder, file = tmp_path / "updates", tmp_path / "sportello-agent_0.2.0.deb"
    file.write_bytes(NEW)
    assert run("updates", "init", folder, phrase).exit_code == exits.DONE
    added = run("updates", "add", folder, file, "--program=agent", "--version=0.2.0", f"--platform={PLATFORM}", phrase)
    assert added.exit_code == exits.DONE, added.output
    with UpdateServer(folder / "public").serving() as server:
        words = ("fetch", f"--root={folder / ROOT_FILE}", f"--url={server.url}", f"--to={home / 'got'}")
        fetched = run(*words, f"--platform={PLATFORM}")
        assert Path(fetched.stdout.strip()).read_bytes() == NEW
        nothing = run(*words, f"--platform={PLATFORM}", "--above=0.2.0")
    assert (nothing.exit_code, nothing.stderr) == (exits.NOTHING_NEWER, "Error: There is nothing newer.\n")


def test_the_web_servers_user_may_read_what_is_served(tmp_path: Path, phrase: str) -> None:
    before = os.umask(0o077)
    try:
        assert run("updates", "init", tmp_path / "updates", phrase).exit_code == exits.DONE
    finally:
        os.umask(before)
    folder = tmp_path / "updates"
    served = [folder, folder / "public", *(folder / "public").rglob("*")]
    assert {oct(path.stat().st_mode & 0o005) for path in served if path.is_dir()} == {"0o5"}
    assert {oct(path.stat().st_mode & 0o004) for path in served if path.is_file()} == {"0o4"}


def test_no_key_is_served_and_none_is_readable_by_others(provider: Provider) -> None:
    assert [
        path for path in provider.public.rglob("*") if b"PRIVATE" in (path.read_bytes() if path.is_file() else b"")
    ] == []
    keys = [*(provider.folder / OFFLINE).iterdir(), *(provider.folder / ONLINE).iterdir()]
    assert len(keys) == 6
    assert {path.stat().st_mode & 0o777 for path in keys} == {0o600}


def test_an_offline_key_is_pem_that_openssl_reads_and_guessing_costs(provider: Provider, phrase: str) -> None:
    file = provider.folder / OFFLINE / "root-1.pem"
    word = phrase.removeprefix("--passphrase-file=")
    read = subprocess.run(["openssl", "pkey", "-in", file, "-passin", f"file:{word}", "-noout"], check=False)
    seen = subprocess.run(["openssl", "asn1parse", "-in", file], check=True, capture_output=True, text=True).stdout
    assert read.returncode == 0
    assert f"INTEGER           :{ROUNDS:X}".replace(":9", ":09") in seen


def test_the_timer_needs_no_offline_key(provider: Provider, client: Client, serve: Callable[[], str]) -> None:
    serve()
    for path in (provider.folder / OFFLINE).iterdir():
        path.unlink()
    assert run("updates", "refresh", provider.folder).exit_code == exits.DONE
    assert provider.repository.timestamp().signed.version == 4
    assert provider.repository.snapshot().signed.version == 3
    assert client.fetch().path.read_bytes() == NEW


def test_the_snapshot_is_signed_again_when_it_is_half_over(provider: Provider) -> None:
    version = provider.repository.snapshot().signed.version
    provider.refresh(now() + 3 * DAY)
    assert provider.repository.snapshot().signed.version == version
    provider.refresh(now() + 4 * DAY)
    assert provider.repository.snapshot().signed.version == version + 1


def test_without_the_targets_key_nothing_is_added(provider: Provider, tmp_path: Path, phrase: str) -> None:
    file = tmp_path / "sportello-agent_0.2.0.deb"
    file.write_bytes(NEW)
    (provider.folder / OFFLINE / "targets-1.pem").rename(tmp_path / "targets-1.pem")
    words = ("updates", "add", provider.folder, file, "--program=agent", "--version=0.2.0", f"--platform={PLATFORM}")
    before = provider.read("timestamp.json")
    missing = run(*words, phrase)
    assert missing.exit_code == exits.REFUSED
    assert "targets-1.pem" in missing.stderr
    assert provider.read("timestamp.json") == before

    assert run(*words, phrase, f"--keys={tmp_path}").exit_code == exits.DONE


def test_a_wrong_passphrase_is_asked_for_and_refused(provider: Provider) -> None:
    wrong = run("updates", "renew", provider.folder, typed="not the right words\n" * 3)
    assert wrong.exit_code == exits.REFUSED
    assert "Passphrase of targets-1" in wrong.stderr
    assert "this is not its passphrase" in wrong.stderr
    mistyped = run("updates", "renew", provider.folder, typed=f"once wrong\n{PHRASE.decode()}\n")
    assert mistyped.exit_code == exits.DONE


def test_a_short_passphrase_makes_no_keys(tmp_path: Path) -> None:
    (tmp_path / "phrase").write_bytes(b"short\n")
    short = run("updates", "init", tmp_path / "updates", f"--passphrase-file={tmp_path / 'phrase'}")
    assert short.exit_code == exits.REFUSED
    assert "at least 12" in short.stderr
    assert not list((tmp_path / "updates").rglob("*.pem"))


def test_a_short_passphrase_that_was_typed_is_asked_for_again(tmp_path: Path) -> None:
    typed = "short\n" + f"{PHRASE.decode()}\n" * 8
    made = run("updates", "init", tmp_path / "updates", typed=typed)
    assert (made.exit_code, made.stderr.count("at least 12")) == (exits.DONE, 1)


def test_two_root_keepers_are_asked_and_no_third(provider: Provider) -> None:
    done = run("updates", "rotate-root", provider.folder, typed=f"{PHRASE.decode()}\n")
    assert done.exit_code == exits.DONE
    assert "root-3" not in done.stderr


def test_no_option_takes_a_passphrase() -> None:
    for command in ("init", "add", "renew", "rotate-root"):
        options = set(re.findall(r"--[\w-]+", run("updates", command, "--help").output))
        assert {option for option in options if "pass" in option} == {"--passphrase-file"}


def test_a_folder_is_made_once(provider: Provider, phrase: str) -> None:
    again = run("updates", "init", provider.folder, phrase)
    assert (again.exit_code, "already" in again.stderr) == (exits.REFUSED, True)


def test_what_is_published_does_not_change_under_its_name(provider: Provider, tmp_path: Path, phrase: str) -> None:
    file = tmp_path / "sportello-agent_0.1.0.deb"
    file.write_bytes(OLD + b"!")
    words = ("updates", "add", provider.folder, file, "--program=agent", "--version=0.1.0", f"--platform={PLATFORM}")
    changed = run(*words, phrase)
    assert (changed.exit_code, "other bytes" in changed.stderr) == (exits.REFUSED, True)


def test_check_says_what_is_due_and_what_is_broken(provider: Provider) -> None:
    assert run("updates", "check", provider.folder).exit_code == exits.DONE
    assert run("updates", "check", "--quiet", provider.folder).output == ""
    assert [look(provider.repository, now() + day).state for day in (0.8 * DAY, 1.1 * DAY)] == ["soon", "expired"]

    [file] = list(provider.public.rglob("*.deb"))
    file.write_bytes(OLD[:-1] + b"!")
    broken = run("updates", "check", provider.folder)
    assert (broken.exit_code, "is not what was signed" in broken.stderr) == (exits.REFUSED, True)


def test_a_root_is_replaced_with_two_keys_and_each_new_key_gets_a_number(provider: Provider, phrase: str) -> None:
    words = ("updates", "rotate-root", provider.folder, "--replace=root-2", "--replace=timestamp-1", phrase)
    done = run(*words)
    assert done.exit_code == exits.DONE, done.output
    shown = run("updates", "check", provider.folder)
    assert "2 of root-1, root-3, root-4" in shown.stdout
    assert "timestamp-2" in shown.stdout
    assert shown.exit_code == exits.DONE
    assert "There is no key root-2" in run(*words).stderr


def test_only_a_whole_root_file_is_built_into_programs(provider: Provider, tmp_path: Path) -> None:
    file = provider.folder / ROOT_FILE
    assert checked_root(file) == provider.root
    for content in (b"", b"{}", provider.root.replace(b"2027", b"2099"), provider.read("timestamp.json")):
        (tmp_path / "wrong").write_bytes(content)
        with pytest.raises(Refused, match="no root file"):
            checked_root(tmp_path / "wrong")


@pytest.mark.parametrize("written", ["targets.json", "snapshot.json", "timestamp.json"])
def test_killed_while_it_publishes_the_old_state_is_whole(
    provider: Provider, client: Client, serve: Callable[[], str], monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    write_whole = repositories.write_whole

    def until(path: Path, content: bytes) -> None:
        if path.name.endswith(written):
            raise KeyboardInterrupt
        write_whole(path, content)

    monkeypatch.setattr(repositories, "write_whole", until)
    with pytest.raises(KeyboardInterrupt):
        serve()
    monkeypatch.undo()
    assert client.refused() == "nothing_newer"
    assert look(provider.repository, now()).state == "good"
    serve()
    assert client.fetch().path.read_bytes() == NEW


@pytest.mark.parametrize("program", ["endpoint_agent", "tech_console"])
def test_agent_and_console_fetch_their_own_newer_version(
    provider: Provider, server: UpdateServer, home: Path, program: str
) -> None:
    name = {"endpoint_agent": "agent", "tech_console": "console"}[program]
    provider.add("99.0", NEW, program=name, platform=own_platform())
    (home / "update-root.json").write_bytes(provider.root)
    command = [
        sys.executable, "-m", program, f"--fetch-update={home / 'got'}", f"--update-url={server.url}",
        f"--update-root={home / 'update-root.json'}", "--language=it",
    ]  # fmt: skip
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60, env=dict(os.environ))
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()).read_bytes() == NEW

    server.lies["/metadata/timestamp.json"] = b"{}"
    refused = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60, env=dict(os.environ))
    assert (refused.returncode, refused.stdout) == (50, "")
    assert "non è firmato" in refused.stderr
