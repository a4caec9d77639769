"""One day of two customers at debug level: no secret is left anywhere (P48), and nothing of one is seen by the other (P17)."""

import contextlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from relay.services.orders import PutSetting
from shared.ids import EntryId, TicketId, new_id
from shared.protocol import codec
from shared.protocol.audit import ReadAudit
from shared.protocol.chat import CloseConversation
from shared.protocol.hello import TechnicianResume
from shared.protocol.identity import ConfirmIdentity, IdentityTokenQueued, SendIdentityToken
from shared.protocol.routing import Viewing
from shared.protocol.search import Search
from shared.protocol.tickets import AddEntry, EntryKind, OpenTicket
from tests.support.peer import DeviceIdentity, Outbox, Peer, Scene, connected, prepare, start_talk
from tests.support.relay import Relay, running_relay
from tests.support.smtp_sink import SmtpSink


class Day:
    """What happened, who saw which frames, and every secret that was used."""

    def __init__(self, relay: Relay, sink: SmtpSink) -> None:
        self.relay = relay
        self.sink = sink
        self.seen: dict[str, list[bytes]] = {}
        self.secrets: dict[str, str] = {}
        self.addresses: dict[str, set[str]] = {}

    async def lives(self, name: str) -> None:
        """Let a customer's user and technician do everything once; each word of theirs is the customer's canary."""
        canary = f"canary{name}"
        scene = prepare(self.relay, canary)
        self._keep(name, token=scene.token, password=scene.technician.password, totp=scene.technician.totp_secret)
        self._keep(name, **{f"recovery{n}": code for n, code in enumerate(scene.technician.recovery_codes)})
        self.addresses[name] = {scene.technician.e_mail, f"{canary}@{canary}.example"}
        async with connected(self.relay) as console, connected(self.relay) as fresh:
            await console.sign_in_as(scene.technician)
            device = await fresh.enrol(scene.token, os_user=canary, host_name=canary)
            self._keep(name, session=console.session, seed=device.key.private_bytes_raw().hex())
            self.relay.activate_helpdesk(device.device_id)
            async with connected(self.relay) as agent:
                await agent.sign_in(device)
                await self._confirms(name, agent, canary)
                await self._talks(agent, console, canary)
                self.seen[name] = [codec.encode(message) for message in (*console.seen, *agent.seen)]
            await self._comes_back(scene, console, device, name)

    async def _confirms(self, name: str, agent: Peer, canary: str) -> None:
        address = f"{canary}@{canary}.example"
        mail = SendIdentityToken(ref=agent.ref(), first_name=canary, last_name=canary, e_mail=address, language="it")
        assert isinstance(await agent.ask(mail), IdentityTokenQueued)
        arrived = self.sink.wait_for(lambda sent: address in sent.recipients)
        (code,) = re.findall(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b", arrived.text())
        self._keep(name, code=code)
        await agent.done(ConfirmIdentity(ref=agent.ref(), token=code))

    async def _talks(self, agent: Peer, console: Peer, canary: str) -> None:
        talk = await start_talk(agent, console)
        await agent.done(Outbox(talk).next(f"{canary} ciao"))
        ticket, facts = TicketId(new_id()), {"host": canary}
        opened = OpenTicket(ref=agent.ref(), ticket_id=ticket, title=canary, description=canary, snapshot=facts)
        await agent.done(opened)
        for kind in EntryKind:
            entry_id = EntryId(new_id())
            await console.done(AddEntry(ref=console.ref(), entry_id=entry_id, kind=kind, text=canary, ticket_id=ticket))
        await console.send(Viewing(ticket_id=ticket, is_typing=True))
        await console.done(Search(ref=console.ref(), text="canary"))
        await console.done(ReadAudit(ref=console.ref(), limit=200))
        await console.done(CloseConversation(ref=console.ref(), conversation_id=talk))

    async def _comes_back(self, scene: Scene, console: Peer, device: DeviceIdentity, name: str) -> None:
        async with connected(self.relay) as again:
            await again.done(TechnicianResume(ref=again.ref(), session=console.session, version=1))
        async with connected(self.relay) as guessing:
            await guessing.ask(guessing.technician_sign_in(scene.technician, second_factor="000000"))
        async with connected(self.relay) as agent:
            await agent.sign_in(device)
            self.seen[name] += [codec.encode(message) for message in agent.seen]

    def _keep(self, name: str, **secrets: str) -> None:
        self.secrets |= {f"{name} {kind}": secret for kind, secret in secrets.items()}


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    with SmtpSink() as sink, running_relay(tmp_path, "--log-level=DEBUG") as relay:
        for key, value in {
            "smtp_host": "127.0.0.1", "smtp_port": sink.port, "smtp_security": "plain", "smtp_from": "a@provider.example",
        }.items():  # fmt: skip
            relay.order(PutSetting(key=key, value=json.dumps(value)))
        yield Day(relay, sink)


async def test_a_whole_day_leaves_no_secret_and_shows_nothing_across_customers(day: Day) -> None:
    for name in ("alfa", "beta"):
        await day.lives(name)
    for name, other in (("alfa", "beta"), ("beta", "alfa")):
        assert any(f"canary{name}".encode() in frame for frame in day.seen[name])
        assert [frame for frame in day.seen[name] if f"canary{other}".encode() in frame] == []
        mails = [mail for mail in day.sink.mails if set(mail.recipients) & day.addresses[name]]
        assert len(mails) >= 1
        assert [mail.raw for mail in mails if f"canary{other}" in mail.raw.decode()] == []
    log = day.relay.log()
    assert "canary" not in log
    assert _hits(day, {"log": log.encode(), **_processes(day.relay)}) == []
    day.relay.stop()  # while it runs, the journal holds a mail as it waited; its code is spent or old by then
    kept = {path.name: path.read_bytes() for path in day.relay.state.rglob("*") if path.is_file()}
    assert [hit for hit in _hits(day, kept) if "totp" not in hit] == []


def _processes(relay: Relay) -> dict[str, bytes]:
    """Return what other users of the machine, and a crash report, could read of every process of the relay."""
    assert relay.process is not None
    root = psutil.Process(relay.process.pid)
    found: dict[str, bytes] = {}
    for process in (root, *root.children(recursive=True)):
        with contextlib.suppress(psutil.NoSuchProcess):
            found[f"argv {process.pid}"] = " ".join(process.cmdline()).encode()
            found[f"env {process.pid}"] = "\n".join(process.environ().values()).encode()
    assert len(found) >= 6
    return found


def _hits(day: Day, places: dict[str, bytes]) -> list[str]:
    """Return which secret stands where, as text or as bytes."""
    found: list[str] = []
    for kind, secret in day.secrets.items():
        forms = {secret.encode(), secret.replace("-", "").encode()}
        if kind.endswith("seed"):
            forms = {secret.encode(), bytes.fromhex(secret)}
        found += [f"{kind} in {place}" for place, content in places.items() for form in forms if form in content]
    return found
