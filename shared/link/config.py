"""Where the relay is and how far to trust it. Read once by the program and passed down."""

from pathlib import Path
from urllib.parse import urlsplit

import msgspec

TALK_PATH = "/talk"
"""Where a relay takes connections, when its address does not say otherwise."""


class LinkConfig(msgspec.Struct, frozen=True, kw_only=True):
    """The relay's address and what proves that it is the right one.

    Without `ca_file`, `ca_pem` and `fingerprint` the system's authorities decide. `fingerprint` is the SHA-256 of the
    relay's own certificate in hexadecimal (colons and case do not matter) and stands above every authority. `proxy`
    stands above the system's. `allow_plain` permits `ws://` to this machine only, for development and tests.
    `journal` asks for a JSON line per step.
    """

    url: str
    ca_file: Path | None = None
    ca_pem: str = ""
    fingerprint: str = ""
    proxy: str = ""
    allow_plain: bool = False
    journal: Path | None = None

    @property
    def talk_url(self) -> str:
        """The address to connect to: `url`, with the relay's usual path where it names none."""
        has_path = urlsplit(self.url).path.strip("/")
        return self.url if has_path else self.url.rstrip("/") + TALK_PATH
