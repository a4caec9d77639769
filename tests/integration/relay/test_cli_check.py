"""`check` finds each fault that can be made here, says what to do, and exits with 3; warnings do not."""

import datetime as dt
import socket
from pathlib import Path
from typing import Any

import pytest

from relay.adapters.self_made_certificate import write_self_made
from relay.db.schema import to_ms
from tests.support.cli import Cli
from tests.support.ports import LOOPBACK, free_port
from tests.support.relay import running_relay
from tests.support.smtp_sink import Security, SmtpSink
from tests.support.tls import LocalCa

NOW = dt.datetime.now(dt.UTC)


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    cli = Cli(tmp_path / "state")
    cli.init()
    return cli


def test_a_fresh_relay_has_warnings_only(cli: Cli) -> None:
    found = _check(cli)
    assert {about for about, finding in found.items() if finding["level"] == "fail"} == set()
    assert (found["database"]["level"], found["clock"]["level"]) == ("ok", "ok")
    assert (found["process"]["level"], found["mail"]["level"]) == ("warn", "warn")


def test_every_finding_that_is_not_well_says_what_to_do(cli: Cli) -> None:
    (cli.state / "relay.db").chmod(0o644)
    found = _check(cli, status=3)
    assert [about for about, finding in found.items() if (finding["level"] == "ok") == bool(finding["do"])] == []
    assert f"chmod go= {cli.state / 'relay.db'}" in found["files"]["do"]


def test_a_damaged_database_is_found(cli: Cli) -> None:
    database = cli.state / "relay.db"
    content = bytearray(database.read_bytes())
    content[4096 * 5 : 4096 * 9] = b"\xff" * 4096 * 4
    database.write_bytes(content)
    assert _check(cli, "--no-mail", status=3)["database"]["level"] == "fail"


def test_a_folder_without_a_relay_is_a_failure_with_a_way_on(tmp_path: Path) -> None:
    finding = _check(Cli(tmp_path / "nothing"), status=3)["database"]
    assert (finding["level"], "init" in finding["do"]) == ("fail", True)


def test_a_system_clock_behind_what_was_shown_is_a_failure(cli: Cli) -> None:
    (cli.state / "clock").write_text(str(to_ms(NOW + dt.timedelta(days=1))))
    assert _check(cli, "--no-mail", status=3)["clock"]["level"] == "fail"


@pytest.mark.parametrize(("days_left", "level"), [(400, "ok"), (30, "warn"), (-1, "fail")])
def test_a_certificate_near_its_end_warns_and_after_it_fails(cli: Cli, days_left: int, level: str) -> None:
    made = NOW - dt.timedelta(days=825 - days_left)
    write_self_made(cli.state / "tls.crt", cli.state / "tls.key", ["localhost"], made)
    found = _check(cli, "--no-mail", status=3 if level == "fail" else 0)
    assert found["certificate"]["level"] == level


def test_a_name_that_is_not_in_the_certificate_warns(cli: Cli) -> None:
    write_self_made(cli.state / "tls.crt", cli.state / "tls.key", ["localhost"], NOW)
    finding = _check(cli, "--no-mail", "--tls-names=desk.example.org")["certificate"]
    assert (finding["level"], "desk.example.org" in finding["says"]) == ("warn", True)


def test_a_key_of_another_certificate_is_a_failure(cli: Cli, tmp_path: Path) -> None:
    files = LocalCa().write_server_files(tmp_path)
    write_self_made(tmp_path / "other.crt", tmp_path / "other.key", ["localhost"], NOW)
    options = (f"--tls-cert={files.certificate}", f"--tls-key={tmp_path / 'other.key'}")
    assert _check(cli, "--no-mail", *options, status=3)["certificate"]["level"] == "fail"


def test_a_mail_server_that_takes_the_login_is_well_and_gets_no_mail(cli: Cli, tmp_path: Path) -> None:
    ca = LocalCa()
    with SmtpSink(security=Security.STARTTLS, ca=ca, login=("relay", "pass")) as sink:
        _use(cli, sink.port, smtp_user="relay", smtp_password="pass", smtp_ca_file=str(ca.write_authority(tmp_path)))
        assert _check(cli)["mail"]["level"] == "ok"
        _use(cli, sink.port, smtp_password="wrong")
        finding = _check(cli, status=3)["mail"]
        assert sink.mails == ()
    assert ("sign-in refused 535" in finding["says"], "smtp_password" in finding["do"]) == (True, True)


def test_a_mail_server_that_is_not_there_is_a_failure(cli: Cli) -> None:
    _use(cli, free_port())
    finding = _check(cli, status=3)["mail"]
    assert ("unreachable" in finding["says"], "smtp_host" in finding["do"]) == (True, True)


def test_a_server_without_starttls_is_a_failure_that_names_the_setting(cli: Cli) -> None:
    with SmtpSink() as sink:
        _use(cli, sink.port)
        finding = _check(cli, status=3)["mail"]
    assert (finding["level"], "smtp_security" in finding["do"]) == ("fail", True)


def test_people_read_one_line_each_with_the_way_on_below(cli: Cli) -> None:
    shown = cli.run("check").stdout
    assert "ok    database" in shown
    assert "→ set smtp_host and smtp_from" in shown


def _use(cli: Cli, port: int, **settings: str) -> None:
    values = {"smtp_host": LOOPBACK, "smtp_port": str(port), "smtp_from": "desk@example.org", **settings}
    assert [cli.ask("settings", "set", key, value)["ok"] for key, value in values.items()] == [True] * len(values)


def _check(cli: Cli, *options: str, status: int = 0) -> dict[str, Any]:
    answer = cli.ask("check", *options, status=status)
    assert answer["ok"] is (status == 0)
    return {finding["about"]: finding for finding in answer["findings"]}


def test_a_stamp_key_that_is_none_is_a_failure(cli: Cli) -> None:
    assert _check(cli, "--no-mail")["stamp key"]["level"] == "ok"
    (cli.state / "stamp.key").write_bytes(b"x")
    assert _check(cli, "--no-mail", status=3)["stamp key"]["level"] == "fail"


def test_the_address_of_stamps_is_looked_at_against_the_certificate_and_from_here(cli: Cli) -> None:
    write_self_made(cli.state / "tls.crt", cli.state / "tls.key", ["localhost", "*.example.org"], NOW)
    assert _check(cli, "--no-mail")["public_url"]["level"] == "ok"
    cli.ask("settings", "set", "public_url", "wss://desk.example.com")
    finding = _check(cli, "--no-mail")["public_url"]
    assert (finding["level"], "not for desk.example.com" in finding["says"]) == ("warn", True)
    cli.ask("settings", "set", "public_url", f"wss://localhost:{free_port()}")
    assert "does not answer" in _check(cli, "--no-mail")["public_url"]["says"]
    with socket.create_server((LOOPBACK, 0)) as listening:
        cli.ask("settings", "set", "public_url", f"wss://localhost:{listening.getsockname()[1]}")
        assert _check(cli, "--no-mail")["public_url"]["level"] == "ok"


def test_a_token_near_its_end_is_named(cli: Cli) -> None:
    cli.ask("customer", "add", "Acme")
    cli.ask("token", "create", "Acme", "--days=30", "--label=GPO")
    assert _check(cli, "--no-mail")["tokens"]["level"] == "ok"
    cli.ask("token", "create", "Acme", "--days=2", "--label=Head office")
    finding = _check(cli, "--no-mail")["tokens"]
    assert (finding["level"], finding["says"]) == ("warn", "1 end within 3 days: Acme Head office")


@pytest.mark.parametrize(
    ("options", "level"),
    [
        ([], "ok"),
        (["--plain"], "warn"),
        (["--plain", "--trusted-proxy=127.0.0.1"], "ok"),
        (["--trusted-proxy=0.0.0.0/0"], "fail"),
    ],
)
def test_who_may_say_whose_connection_it_is_is_looked_at(cli: Cli, options: list[str], level: str) -> None:
    assert _check(cli, "--no-mail", *options, status=3 if level == "fail" else 0)["proxy"]["level"] == level


def test_whether_the_relay_serves_now_is_one_quick_question(tmp_path: Path) -> None:
    with running_relay(tmp_path) as relay:
        cli = Cli(relay.state)
        [finding] = cli.ask("check", "--alive", f"--port={relay.port}")["findings"]
        assert (finding["level"], finding["says"]) == ("ok", f"127.0.0.1:{relay.port} is ready")
    assert cli.ask("check", "--alive", f"--port={relay.port}", status=3)["findings"][0]["level"] == "fail"
