"""Text that wants to be more than text (P47): stored and returned verbatim, one harmless line in the log, nothing fetched."""

import logging
import re
from pathlib import Path

import psutil
import pytest

from relay.log import OneLine
from shared.ids import ChatRequestId, TicketId, new_id
from shared.protocol.base import Error
from shared.protocol.chat import CloseConversation, Sent
from shared.protocol.directory import DeviceChanged
from shared.protocol.requests import AskDevice, CancelRequest, RequestChanged
from shared.protocol.tickets import OpenTicket, TicketChanged
from tests.support.peer import Outbox, Scene, connected, prepare, talking
from tests.support.relay import running_relay

HOSTILE = [
    "<b>grassetto</b><script>alert(1)</script>",
    "[qui](javascript:alert(1)) **x** `y`",
    '<img src="file:///etc/passwd">',
    "//host.example/share/a.png",
    "\\\\host.example\\share\\a.png",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "%s %n {0} ${x} {{7*7}} #{y}",
    "'; DROP TABLE message; --",
    "\u202egnp.exe\u2066\u200b\u2028riga",
    "a\tb\r\nc",
    "https://example.org/?a=b#c",
    "\U0001f9d1\u200d\U0001f4bb e\u0301 \u0627\u0644",
]
LOG_LINE = re.compile(r"^\d{4}-\d\d-\d\dT[\d:.]+Z [A-Z]+ \d+ [\w.]+ .*$")


async def test_what_was_said_is_returned_letter_by_letter(scene: Scene) -> None:
    async with talking(scene) as (agent, console, talk, _):
        outbox = Outbox(talk)
        for text in HOSTILE:
            assert isinstance(await agent.ask(outbox.next(text)), Sent)
        taken = await console.take(talk, 1 + len(HOSTILE))
    assert [m.text for m in taken if m.text] == HOSTILE


@pytest.mark.parametrize("bad", ["\x1b[31mrosso\x1b[0m", "a\x00b", "\x07", "\u009b31m"])
async def test_what_steers_a_terminal_is_refused(scene: Scene, bad: str) -> None:
    async with talking(scene) as (agent, _, talk, _):
        answer = await agent.ask(Outbox(talk).next(bad))
        assert isinstance(answer, Error)
        assert (answer.code, answer.params) == ("bad_text", {"field": "text"})


async def test_reasons_titles_and_host_names_are_kept_as_they_are_or_made_harmless(scene: Scene) -> None:
    async with talking(scene) as (agent, console, talk, device):
        for text in HOSTILE[:8]:
            request_id, ticket_id = ChatRequestId(new_id()), TicketId(new_id())
            await console.done(
                AskDevice(ref=console.ref(), request_id=request_id, device_id=device.device_id, reason=text)
            )
            rung = await agent.expect(RequestChanged, lambda m, i=request_id: m.request.request_id == i)  # type: ignore[misc]  # bound now
            assert rung.request.reason == text
            await console.done(CancelRequest(ref=console.ref(), request_id=request_id))
            await agent.done(OpenTicket(ref=agent.ref(), ticket_id=ticket_id, title=text, description=text))
            shown = await console.expect(TicketChanged, lambda m, i=ticket_id: m.ticket.ticket_id == i)  # type: ignore[misc]  # bound now
            assert (shown.ticket.title, shown.ticket.description) == (text, text)
        await console.done(CloseConversation(ref=console.ref(), conversation_id=talk))
        async with connected(scene.relay) as other:
            named = await other.enrol(scene.token, host_name="<img src=x>\n\x1b[31m\u202e", os_user="=cmd()\r\n")
        device_shown = await console.expect(DeviceChanged, lambda m: m.device.device_id == named.device_id)
    assert device_shown.device.name == "<img src=x>??[31m?"
    assert [s.os_user for s in device_shown.device.os_sessions] == ["=cmd()"]


@pytest.mark.slow
async def test_the_log_holds_no_words_of_anybody_and_one_line_per_record(tmp_path: Path) -> None:
    # P47, P48: at debug level, after a whole scene with hostile names and a refused frame
    with running_relay(tmp_path, "--log-level=DEBUG") as relay:
        scene = prepare(relay, "<b>CANARY</b>")
        async with talking(scene) as (agent, console, talk, _):
            outbox = Outbox(talk)
            for text in HOSTILE[:4]:
                await agent.done(outbox.next(f"CANARY {text}"))
            await agent.send_raw('{"type":"CANARY\\n2026-01-01T00:00:00.000Z ERROR 1 relay forged","ref":5}')
            await agent.answer(5)
            await console.take(talk, 5)
        async with connected(relay) as peer:
            await peer.enrol(scene.token, host_name="CANARY\nforged", os_user="CANARY")
        (pid,) = relay.children("talk")
        connections = [c for c in psutil.Process(pid).net_connections() if c.status == psutil.CONN_SYN_SENT]
        log = relay.log()
        assert "CANARY" not in log
        assert scene.token not in log
        assert scene.technician.password not in log
        assert connections == []
        odd = [line for line in log.splitlines() if line and not LOG_LINE.match(line)]
        assert [line for line in odd if "listens on" not in line and "fingerprint" not in line.lower()] == []


def test_a_record_is_one_line_whatever_it_is_given() -> None:
    record = logging.LogRecord(
        "relay", logging.INFO, __file__, 1, "from %s", ("x\r\n2026 ERROR forged\x1b[2J\u2028\u202e",), None
    )
    line = OneLine("%(levelname)s %(message)s").format(record)
    assert line.splitlines() == [line]
    assert line.isprintable()
