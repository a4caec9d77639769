"""A real relay in processes of its own: started, killed and asked things the way an administrator would."""

import contextlib
import os
import pathlib
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence

import msgspec
import pyotp
from argon2 import PasswordHasher

from relay.services import orders
from relay.services.orders import LocalCaller, Order
from relay.writer.wire import Job, Unpacker, committed_decoder, pack
from shared.ids import CustomerId, DeviceId, TechnicianId, new_id
from shared.protocol import codec, directory
from shared.protocol.base import Error, Message
from tests.support.ports import free_port

START_TIMEOUT_S = 20.0
PASSWORD = "a long enough password"
_FAST_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class Technician(msgspec.Struct, frozen=True):
    """What a person would type to sign in."""

    technician_id: TechnicianId
    e_mail: str
    password: str
    totp_secret: str
    recovery_codes: list[str]

    def code(self, ahead: int = 0) -> str:
        """Return the authenticator's code now, or of a later 30-second step (each code works once)."""
        return pyotp.TOTP(self.totp_secret).at(int(time.time()), counter_offset=ahead)


class Relay:
    """One relay on loopback; `options` are `serve` options such as "--message-rate=1000"."""

    def __init__(self, state: pathlib.Path, options: Sequence[str] = (), port: int | None = None) -> None:
        self.state = state
        self.options = list(options)
        self.port = port or self._given("--port=") or free_port()
        self.file_port = self._given("--file-port=") or free_port()
        self.log_path = state.parent / f"{state.name}.log"
        self.process: subprocess.Popen[bytes] | None = None

    def _given(self, option: str) -> int:
        return next((int(one.removeprefix(option)) for one in self.options if one.startswith(option)), 0)

    @property
    def is_plain(self) -> bool:
        """Whether a front proxy has the certificate."""
        return "--plain" in self.options

    @property
    def url(self) -> str:
        """Where agents and consoles connect."""
        return f"{'ws' if self.is_plain else 'wss'}://127.0.0.1:{self.port}"

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the self-made certificate, as `serve` prints it."""
        from relay.adapters import certificate
        from relay.config import Config

        return certificate.fingerprint(Config(state=self.state))

    def start(self) -> None:
        """Start `serve` and wait until it is ready."""
        command = [
            sys.executable,
            "-m",
            "relay",
            "serve",
            f"--state={self.state}",
            f"--port={self.port}",
            f"--file-port={self.file_port}",
            *self.options,
        ]
        with self.log_path.open("ab") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, env=_environment()
            )
        self.wait_ready()

    def wait_ready(self) -> None:
        """Wait until talk and files answer. Raises: RuntimeError with the log's end."""
        deadline = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < deadline:
            if self.process is not None and self.process.poll() is not None:
                break
            with contextlib.suppress(OSError):
                if self.http("/readyz")[0] == 200 and self.http("/healthz", port=self.file_port)[0] == 200:
                    return
            time.sleep(0.02)
        raise RuntimeError(f"the relay did not get ready:\n{self.log()[-3000:]}")

    def kill(self) -> None:
        """Kill -9 everything the relay consists of, at once."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def stop(self) -> None:
        """End it the way an administrator does."""
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()
                raise
            self.process = None

    def children(self, word: str) -> list[int]:
        """Return the process ids of the relay's own processes whose command line holds `word`."""
        import psutil

        if self.process is None:
            return []
        found: list[int] = []
        for child in psutil.Process(self.process.pid).children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):  # it ended while we looked
                if word in child.cmdline():
                    found.append(child.pid)
        return found

    def log(self) -> str:
        """Return everything the relay has logged."""
        return self.log_path.read_text(errors="replace") if self.log_path.exists() else ""

    def http(self, path: str, headers: str = "", port: int = 0) -> tuple[int, str]:
        """GET over TLS, from the talk where no port is given; returns status and body."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        with contextlib.ExitStack() as stack:
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", port or self.port), 5))
            if not self.is_plain:
                connection = stack.enter_context(context.wrap_socket(connection, server_hostname="localhost"))
            said = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n"
            connection.sendall(said.encode())
            answer = b""
            while data := connection.recv(65536):
                answer += data
        head, _, body = answer.partition(b"\r\n\r\n")
        return int(head.split()[1]), body.decode(errors="replace")

    def order(self, message: Message) -> Message:
        """Ask the running writer something as the command line does. Raises: AssertionError when it is refused."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(10)
            connection.connect(str(self.state / "writer.sock"))
            frame = msgspec.json.encode(message) if isinstance(message, Order) else codec.encode(message)
            connection.sendall(pack([Job(1, LocalCaller(), frame)]))
            unpacker = Unpacker()
            while True:
                for body in unpacker.feed(connection.recv(65536)):
                    for outcome in committed_decoder.decode(body).outcomes:
                        answer = codec.decode(outcome.answer)
                        assert not isinstance(answer, Error), answer
                        return answer

    def add_technician(
        self, name: str = "Marco Bianchi", role: str = "owner", customers: list[CustomerId] | None = None
    ) -> Technician:
        """Create an account with a known password and second factor."""
        from relay.adapters import passwords

        codes = passwords.new_recovery_codes()
        technician = Technician(
            technician_id=TechnicianId(new_id()),
            e_mail=f"{name.split(maxsplit=1)[0].lower()}.{new_id()[-6:]}@provider.example",
            password=PASSWORD,
            totp_secret=passwords.new_totp_secret(),
            recovery_codes=codes,
        )
        self.order(
            orders.AddTechnician(
                technician_id=technician.technician_id,
                name=name,
                e_mail=technician.e_mail,
                role=role,
                password_hash=_FAST_HASH.hash(PASSWORD),
                totp_secret=technician.totp_secret,
                recovery_hashes=[passwords.recovery_hash(code) for code in codes],
                customer_ids=customers,
            )
        )
        return technician

    def add_customer(self, name: str = "Acme", *, policy: str = "auto", user_chat: bool | None = True) -> CustomerId:
        """Create a customer; by default its devices need no approval and its users may start chats."""
        customer_id = CustomerId(new_id())
        self.order(
            directory.SaveCustomer(
                ref=1,
                customer_id=customer_id,
                name=name,
                enrolment_policy=directory.EnrolmentPolicy(policy),
                user_chat_enabled=user_chat,
            )
        )
        return customer_id

    def add_token(self, customer_id: CustomerId, *, uses: int = 1000, days: int = 1) -> str:
        """Return the secret of a fresh enrollment token."""
        from shared.ids import EnrollmentTokenId

        token_id = EnrollmentTokenId(new_id())
        answer = self.order(
            directory.CreateToken(ref=1, token_id=token_id, customer_id=customer_id, max_uses=uses, days=days)
        )
        assert isinstance(answer, directory.TokenCreated)
        return answer.secret

    def activate_helpdesk(self, *device_ids: DeviceId) -> None:
        """Switch the helpdesk agent on for devices (A-16)."""
        self.order(directory.SetHelpdesk(ref=1, device_ids=list(device_ids), enabled=True))


@contextlib.contextmanager
def running_relay(folder: pathlib.Path, *options: str) -> Iterator[Relay]:
    """Start a relay with its state below `folder`; it is killed at the end, whatever happened."""
    relay = Relay(folder / "relay", options)
    relay.state.mkdir(parents=True, exist_ok=True)
    relay.start()
    try:
        yield relay
    finally:
        relay.kill()


def _environment() -> dict[str, str]:
    root = str(pathlib.Path(__file__).parents[2])
    return {**os.environ, "PYTHONPATH": root, "PYTHONUNBUFFERED": "1"}
