"""A tray that is read and clicked over D-Bus (StatusNotifierItem and its menu): no pixels, no panel."""

import asyncio
from types import TracebackType
from typing import Any, Self

from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus

WATCHER, WATCHER_PATH = "org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher"
ITEM, ITEM_PATH = "org.kde.StatusNotifierItem", "/StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
PROPERTIES = "org.freedesktop.DBus.Properties"
FACTS = {
    "IsStatusNotifierHostRegistered": Variant("b", True),
    "ProtocolVersion": Variant("i", 0),
    "RegisteredStatusNotifierItems": Variant("as", []),
}
INTROSPECTION = f"""<node><interface name="{WATCHER}">
<method name="RegisterStatusNotifierItem"><arg type="s" direction="in"/></method>
<method name="RegisterStatusNotifierHost"><arg type="s" direction="in"/></method>
<property name="IsStatusNotifierHostRegistered" type="b" access="read"/>
<property name="ProtocolVersion" type="i" access="read"/>
<property name="RegisteredStatusNotifierItems" type="as" access="read"/>
</interface></node>"""


class TrayHost:
    """Takes the place of a desktop's tray on one session bus, while the context is open."""

    def __init__(self, address: str) -> None:
        self._bus = MessageBus(bus_address=address)
        self._items: asyncio.Queue[str] = asyncio.Queue()

    async def __aenter__(self) -> Self:
        await self._bus.connect()
        self._bus.add_message_handler(self._answer)
        await self._bus.request_name(WATCHER)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        bus: Any = self._bus  # one of its methods has no types
        bus.disconnect()
        await bus.wait_for_disconnect()

    async def item(self, within_s: float = 20.0) -> "TrayItem":
        """Return the next icon that a program registers."""
        return TrayItem(self._bus, await asyncio.wait_for(self._items.get(), within_s))

    def _answer(self, message: Message) -> Message | bool | None:
        if message.message_type is not MessageType.METHOD_CALL or message.path != WATCHER_PATH:
            return None
        match message.member:
            case "RegisterStatusNotifierItem":
                name = str(message.body[0])
                self._items.put_nowait(str(message.sender) if name.startswith("/") else name)
                return Message.new_method_return(message)
            case "Get":
                return Message.new_method_return(message, "v", [FACTS[message.body[1]]])
            case "GetAll":
                return Message.new_method_return(message, "a{sv}", [FACTS])
            case "Introspect":
                return Message.new_method_return(message, "s", [INTROSPECTION])
        return Message.new_method_return(message)


class TrayItem:
    """One program's icon."""

    def __init__(self, bus: MessageBus, service: str) -> None:
        self._bus = bus
        self._service = service

    async def property(self, name: str) -> Any:
        """Return a property of the icon: `ToolTip`, `IconPixmap`, `Menu`, `Status`."""
        return _plain((await self._call(ITEM_PATH, PROPERTIES, "Get", "ss", [ITEM, name]))[0])

    async def tooltip(self) -> str:
        """Return the tool tip's title and text."""
        _, _, title, text = await self.property("ToolTip")
        return f"{title}\n{text}"

    async def activate(self) -> None:
        """Click with the left button."""
        await self._call(ITEM_PATH, ITEM, "Activate", "ii", [0, 0])

    async def entries(self) -> dict[str, int]:
        """Return the menu: the text of each enabled entry and its number."""
        path = await self.property("Menu")
        await self._call(path, MENU, "AboutToShow", "i", [0])
        layout = _plain(await self._call(path, MENU, "GetLayout", "iias", [0, -1, []]))[1]
        entries = ((number, properties) for number, properties, _ in layout[2])
        return {
            properties["label"].replace("_", ""): number
            for number, properties in entries
            if properties.get("label") and properties.get("enabled", True) and properties.get("visible", True)
        }

    async def choose(self, text: str) -> None:
        """Click an entry of the menu."""
        number = (await self.entries())[text]
        path = await self.property("Menu")
        await self._call(path, MENU, "Event", "isvu", [number, "clicked", Variant("i", 0), 0])

    async def _call(self, path: str, interface: str, member: str, signature: str, body: list[Any]) -> list[Any]:
        call = Message(
            destination=self._service,
            path=path,
            interface=interface,
            member=member,
            signature=signature,
            body=body,
        )
        reply = await self._bus.call(call)
        assert reply is not None
        assert reply.message_type is MessageType.METHOD_RETURN, f"{member}: {reply.error_name} {reply.body}"
        return list(reply.body)


def _plain(value: Any) -> Any:
    match value:
        case Variant():
            return _plain(value.value)
        case list() | tuple():
            return [_plain(part) for part in value]
        case dict():
            return {key: _plain(part) for key, part in value.items()}
    return value
