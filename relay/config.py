"""The relay's settings: typed, read once, passed down. Sources in order: command line, environment, TOML file, default."""

import pathlib

import msgspec
import platformdirs

from shared.limits import MAX_PRE_AUTH_PER_ADDRESS, MESSAGES_BURST, MESSAGES_PER_S


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """Everything `serve` needs; docs/operations.md lists the options with their environment names."""

    state: pathlib.Path
    """Folder of the database, certificate, keys and run-time sockets; mode 0700."""
    host: str = "127.0.0.1"
    port: int = 8443
    tls_cert: pathlib.Path | None = None
    tls_key: pathlib.Path | None = None
    """Both or neither; neither means the self-made certificate of the state folder."""
    tls_names: tuple[str, ...] = ()
    """Names and addresses the relay is reached by, for the self-made certificate; the machine's own are always in it."""
    plain: bool = False
    """Plain ws:// for a front proxy on the same machine; only with a loopback host."""
    message_rate: float = MESSAGES_PER_S
    message_burst: float = MESSAGES_BURST
    clock_rate: float = 1.0
    """Test clock: relay time runs this many times faster. Never below 1."""
    max_connections_per_address: int = MAX_PRE_AUTH_PER_ADDRESS
    """Connections from one address that have not signed in yet."""
    file_port: int = 0
    """Where files travel; 0 is the port behind `port`."""
    file_url: str = ""
    """What clients are told where a front proxy hands files on; empty: the host of the talk with `file_port`."""
    trusted_proxy: tuple[str, ...] = ()
    """Addresses or networks of front proxies whose X-Forwarded-For names the client."""
    clamd: str = ""
    """Virus scanner: `unix:/path` or `tcp:host:port`; empty: none."""
    log_level: str = "INFO"

    @property
    def files_port(self) -> int:
        """The port of the file process."""
        return self.file_port or self.port + 1

    @property
    def files(self) -> pathlib.Path:
        """Folder of the files' bytes: `<customer>/<two letters>/<generated name>`."""
        return self.state / "files"

    @property
    def database(self) -> pathlib.Path:
        """The SQLite file."""
        return self.state / "relay.db"

    @property
    def audit_key(self) -> pathlib.Path:
        """The seed of the key that signs the audit log."""
        return self.state / "audit.key"

    @property
    def stamp_key(self) -> pathlib.Path:
        """The seed of the key that signs customers' stamps."""
        return self.state / "stamp.key"

    @property
    def old_stamp_keys(self) -> pathlib.Path:
        """Public halves of stamp keys before, and until when what they signed is good."""
        return self.state / "stamp.old"

    @property
    def search_index(self) -> pathlib.Path:
        """Words and ids of what can be searched; may be deleted, it is made again."""
        return self.state / "search.db"

    @property
    def clock_mark(self) -> pathlib.Path:
        """The clock's high-water mark."""
        return self.state / "clock"

    @property
    def writer_lock(self) -> pathlib.Path:
        """Locked by the one writer as long as it lives."""
        return self.state / "writer.lock"

    @property
    def writer_socket(self) -> pathlib.Path:
        """Where the writer takes orders; only this user may open it."""
        return self.state / "writer.sock"


def default_state() -> pathlib.Path:
    """Return where the relay keeps its state when nothing is said."""
    return pathlib.Path(platformdirs.user_data_dir("sportello-relay", appauthor=False))
