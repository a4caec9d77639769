"""Reads windows the way a screen reader does: over AT-SPI, by the names and roles that controls announce.

A control that cannot be found here cannot be found by a blind person either. Reads and sets texts; the mouse is
elsewhere (tests/support/desk/hands.py). Source: the D-Bus interfaces org.a11y.atspi.*.
"""

import asyncio
import contextlib
from collections.abc import Iterator, Mapping
from typing import Any, Self

import msgspec
from dbus_fast import BusType, Message, MessageType
from dbus_fast.aio import MessageBus

from tests.support.loop_thread import LoopThread

LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
ROOT = "/org/a11y/atspi/accessible/root"
ACCESSIBLE = "org.a11y.atspi.Accessible"
PROPERTIES = "org.freedesktop.DBus.Properties"
ENVIRONMENT = {
    "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    "QT_LOGGING_RULES": "qt.accessibility.atspi=false;qt.qpa.services=false",
}
"""Without the first Qt waits for a screen reader to announce itself; it logs every question about what has just gone."""
SHOWING, ENABLED, CHECKED, FOCUSED, SELECTED = 25, 8, 4, 12, 23
"""Numbers of AtspiStateType."""
ASK_S = 5.0
START_S = 20.0
POLL_S = 0.05
MOST_CHILDREN = 300
"""Of a longer list or table the first and the last of these are looked at: a question for each of thousands takes minutes."""
AT_ONCE = 32
"""The bus library gives up when the socket cannot take a question at once, so it is not flooded."""


class Gone(Exception):
    """The control or its program is not there any more."""


class Control(msgspec.Struct, frozen=True):
    """One node of the tree as it was when it was looked at; `place` is x, y, width, height on the screen."""

    bus: str
    path: str
    role: str
    name: str
    description: str
    text: str
    states: frozenset[int]
    place: tuple[int, int, int, int]
    depth: int

    @property
    def is_enabled(self) -> bool:
        """Whether it may be used."""
        return ENABLED in self.states

    @property
    def is_checked(self) -> bool:
        """Whether it is ticked, or pressed in."""
        return CHECKED in self.states

    @property
    def centre(self) -> tuple[int, int]:
        """The point to click."""
        x, y, width, height = self.place
        return x + width // 2, y + height // 2

    def __str__(self) -> str:
        said = f"{self.name!r}" + (f" text={self.text!r}" if self.text and self.text != self.name else "")
        return f"{'  ' * self.depth}{self.role} {said} {self.place}"


class ScreenReader:
    """Connected to the accessibility bus of one desk while the context is open."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._address = env["DBUS_SESSION_BUS_ADDRESS"]
        self._open = contextlib.ExitStack()
        self._focused: tuple[str, str] | None = None
        self._turns = asyncio.Semaphore(AT_ONCE)

    def __enter__(self) -> Self:
        with self._open:
            self._loop = self._open.enter_context(LoopThread("screen reader"))
            self._bus = self._loop.run(_connect(self._address))
            self._open.callback(self._loop.call, self._bus.disconnect)
            self._loop.run(self._listen())
            self._open = self._open.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def controls(self, pid: int) -> list[Control]:
        """Return everything that a process shows now, windows first, each followed by what is in it."""
        return self._loop.run(self._read(pid))

    def set_text(self, control: Control, text: str) -> None:
        """Put a text into a field, as a braille keyboard or a dictation program does."""
        self._loop.run(
            self._ask(control.bus, control.path, "org.a11y.atspi.EditableText", "SetTextContents", "s", text)
        )

    def press(self, control: Control) -> None:
        """Do what the control does, without a mouse."""
        self._loop.run(self._ask(control.bus, control.path, "org.a11y.atspi.Action", "DoAction", "i", 0))

    def announced(self) -> str:
        """Return the name of what got the keyboard last: what a screen reader speaks, also of a menu's items."""
        return self._loop.run(self._name(*self._focused)) if self._focused else ""

    async def _listen(self) -> None:
        """Programs say where the keyboard is only when somebody has asked to hear it."""
        registry = ("org.a11y.atspi.Registry", "/org/a11y/atspi/registry", "org.a11y.atspi.Registry")
        await self._ask(*registry, "RegisterEvent", "s", "object:state-changed:focused")
        rule = "type='signal',interface='org.a11y.atspi.Event.Object',member='StateChanged'"
        await self._ask(*_BUS, "AddMatch", "s", rule)
        self._bus.add_message_handler(self._heard)

    def _heard(self, message: Message) -> None:
        if message.member == "StateChanged" and message.body[:2] == ["focused", 1]:
            assert message.sender is not None
            assert message.path is not None
            self._focused = (message.sender, message.path)

    async def _name(self, bus: str, path: str) -> str:
        try:
            name = await self._ask(bus, path, PROPERTIES, "Get", "ss", ACCESSIBLE, "Name")
        except Gone:
            return ""
        return str(name.value)

    async def _read(self, pid: int) -> list[Control]:
        bus = await self._program(pid)
        if bus is None:
            return []
        windows = await self._ask(bus, ROOT, ACCESSIBLE, "GetChildren")
        found = await asyncio.gather(*(self._branch(bus, path, 0) for _, path in windows))
        return [control for branch in found for control in branch]

    async def _program(self, pid: int) -> str | None:
        programs = await self._ask("org.a11y.atspi.Registry", ROOT, ACCESSIBLE, "GetChildren")
        for bus, _ in programs:
            with contextlib.suppress(Gone):
                if await self._ask(*_BUS, "GetConnectionUnixProcessID", "s", bus) == pid:
                    return str(bus)
        return None

    async def _branch(self, bus: str, path: str, depth: int) -> list[Control]:
        try:
            control, children = await self._look(bus, path, depth)
        except Gone:
            return []
        if SHOWING not in control.states:
            return []
        if len(children) > 2 * MOST_CHILDREN:
            children = children[:MOST_CHILDREN] + children[-MOST_CHILDREN:]
        branches = await asyncio.gather(*(self._branch(bus, child, depth + 1) for _, child in children))
        return [control, *(found for branch in branches for found in branch)]

    async def _look(self, bus: str, path: str, depth: int) -> tuple[Control, list[tuple[str, str]]]:
        # Qt knows Get and not GetAll.
        name, description, role, states, children, place, text = await asyncio.gather(
            self._ask(bus, path, PROPERTIES, "Get", "ss", ACCESSIBLE, "Name"),
            self._ask(bus, path, PROPERTIES, "Get", "ss", ACCESSIBLE, "Description"),
            self._ask(bus, path, ACCESSIBLE, "GetRoleName"),
            self._ask(bus, path, ACCESSIBLE, "GetState"),
            self._ask(bus, path, ACCESSIBLE, "GetChildren"),
            self._ask(bus, path, "org.a11y.atspi.Component", "GetExtents", "u", 0),
            self._text(bus, path),
        )
        control = Control(
            bus=bus,
            path=path,
            role=role,
            name=name.value,
            description=description.value,
            text=text,
            states=frozenset(_bits(states)),
            place=tuple(place),
            depth=depth,
        )
        return control, children

    async def _text(self, bus: str, path: str) -> str:
        try:
            return str(await self._ask(bus, path, "org.a11y.atspi.Text", "GetText", "ii", 0, -1))
        except Gone:
            return ""

    async def _ask(self, bus: str, path: str, interface: str, member: str, signature: str = "", *body: Any) -> Any:
        message = Message(
            destination=bus, path=path, interface=interface, member=member, signature=signature, body=list(body)
        )
        try:
            async with self._turns:
                answer = await asyncio.wait_for(self._bus.call(message), ASK_S)
        except TimeoutError:
            raise Gone(f"{member} was not answered within {ASK_S} s") from None
        if answer.message_type is MessageType.ERROR:
            raise Gone(f"{member}: {answer.body}")
        return answer.body[0] if answer.body else None


_BUS = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")


async def _connect(session: str) -> MessageBus:
    """Connect to the bus of the accessible programs, whose address is told on the session's bus once it is up."""
    bus = await MessageBus(bus_address=session, bus_type=BusType.SESSION).connect()
    question = Message(destination="org.a11y.Bus", path="/org/a11y/bus", interface="org.a11y.Bus", member="GetAddress")
    try:
        async with asyncio.timeout(START_S):
            while (answer := await bus.call(question)).message_type is MessageType.ERROR:  # noqa: ASYNC110 - no event tells
                await asyncio.sleep(POLL_S)
    finally:
        bus.disconnect()
    return await MessageBus(bus_address=answer.body[0], bus_type=BusType.SESSION).connect()


def _bits(words: list[int]) -> Iterator[int]:
    for place, word in enumerate(words):
        yield from (place * 32 + bit for bit in range(32) if word >> bit & 1)
