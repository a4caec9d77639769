"""Where mail goes out: gathered from the provider settings and the process's own secrets. Sends nothing."""

import os
import pathlib
import ssl
from collections.abc import Mapping
from typing import Any, Final

import msgspec

PASSWORD_VARIABLE: Final = "SPORTELLO_RELAY_SMTP_PASSWORD"  # noqa: S105 - the name of a variable
CREDENTIAL: Final = "smtp_password"
"""Name of the systemd credential (`LoadCredential=smtp_password:…`)."""
DEFAULT_PORTS: Final = {"starttls": 587, "tls": 465, "plain": 25}


class SmtpSettings(msgspec.Struct, frozen=True, kw_only=True):
    """One mail server; `security` is `starttls`, `tls` or `plain`, `ca_file` replaces the system's authorities."""

    host: str
    port: int
    security: str
    user: str
    password: str
    sender: str
    ca_file: str

    def __repr__(self) -> str:
        """Leave the password out of logs and tracebacks."""
        return f"SmtpSettings({self.host}:{self.port} {self.security} {self.user!r})"

    def tls_context(self) -> ssl.SSLContext:
        """Return what the server is verified with: always verified. Raises: OSError for an unreadable `ca_file`."""
        context = ssl.create_default_context(cafile=self.ca_file or None)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context


def smtp_settings(settings: Mapping[str, Any], environment: Mapping[str, str] = os.environ) -> SmtpSettings | None:
    """Return the mail server, None while no server or no sender is set."""
    host, sender = str(settings.get("smtp_host", "")), str(settings.get("smtp_from", ""))
    if not host or not sender:
        return None
    security = str(settings.get("smtp_security", "starttls"))
    return SmtpSettings(
        host=host,
        port=int(settings.get("smtp_port", 0)) or DEFAULT_PORTS[security],
        security=security,
        user=str(settings.get("smtp_user", "")),
        password=_password(settings, environment),
        sender=sender,
        ca_file=str(settings.get("smtp_ca_file", "")),
    )


def _password(settings: Mapping[str, Any], environment: Mapping[str, str]) -> str:
    """Return the password from the first place that has one: environment, systemd credential, provider settings."""
    if given := environment.get(PASSWORD_VARIABLE):
        return given
    folder = environment.get("CREDENTIALS_DIRECTORY")
    credential = pathlib.Path(folder, CREDENTIAL) if folder else None
    if credential is not None and credential.is_file():
        return credential.read_text(encoding="utf-8").rstrip("\r\n")
    return str(settings.get("smtp_password", ""))
