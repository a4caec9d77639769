"""Where the mail server's password comes from, and that it shows nowhere."""

import ssl
from pathlib import Path

import pytest

from relay.adapters.smtp_settings import SmtpSettings, smtp_settings

KEPT = {"smtp_host": "mail.example.org", "smtp_from": "desk@example.org", "smtp_password": "kept"}


@pytest.mark.parametrize("missing", ["smtp_host", "smtp_from"])
def test_without_a_server_or_a_sender_there_is_no_mail(missing: str) -> None:
    assert smtp_settings({**KEPT, missing: ""}, {}) is None


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("plain", 25)])
def test_the_usual_port_belongs_to_each_kind_of_protection(security: str, port: int) -> None:
    assert _settings({"smtp_security": security}).port == port
    assert _settings({"smtp_security": security, "smtp_port": 2525}).port == 2525


def test_starttls_is_what_nobody_has_to_ask_for() -> None:
    assert _settings({}).security == "starttls"


def test_the_environment_beats_the_credential_and_that_the_setting(tmp_path: Path) -> None:
    (tmp_path / "smtp_password").write_text("from systemd\n")
    credential = {"CREDENTIALS_DIRECTORY": str(tmp_path)}
    assert _settings({}).password == "kept"
    assert _settings({}, credential).password == "from systemd"
    assert _settings({}, {**credential, "SPORTELLO_RELAY_SMTP_PASSWORD": "given"}).password == "given"


def test_other_credentials_are_not_the_mail_servers(tmp_path: Path) -> None:
    assert _settings({}, {"CREDENTIALS_DIRECTORY": str(tmp_path)}).password == "kept"


def test_the_password_is_not_in_what_a_log_or_a_traceback_would_show() -> None:
    assert "kept" not in repr(_settings({}))


def test_the_server_is_always_verified() -> None:
    context = _settings({}).tls_context()
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)


def _settings(more: dict[str, object], environment: dict[str, str] | None = None) -> SmtpSettings:
    found = smtp_settings({**KEPT, **more}, environment or {})
    assert found is not None
    return found
