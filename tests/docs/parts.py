"""The generated parts: the message tables of docs/protocol.md, its error codes, and the limits."""

import ast
import inspect
import pathlib
from collections.abc import Callable
from typing import Final

import msgspec

from relay.net.handlers import AGENT, CONSOLE
from relay.net.sign_in import BEFORE_SIGN_IN
from shared import errors, limits
from shared.protocol import codec
from shared.protocol.base import CloseCode, Message, Reply, Request

ROOT: Final = pathlib.Path(__file__).parents[2]


class Part(msgspec.Struct, frozen=True):
    """A block between `<!-- begin NAME -->` and `<!-- end NAME -->` of a file."""

    path: str
    name: str
    text: Callable[[], str]


def with_part(page: str, part: Part) -> str:
    """Return the page with the block written anew. Raises: ValueError where the marks are missing."""
    begin, end = f"<!-- begin {part.name} -->\n", f"<!-- end {part.name} -->"
    head, found, rest = page.partition(begin)
    _, also, tail = rest.partition(end)
    if not (found and also):
        raise ValueError(f"{part.path} has no marks for {part.name}")
    return f"{head}{begin}{part.text()}{end}{tail}"


def messages() -> str:
    """One table per feature module: type, who sends it, what it means, its fields."""
    lines: list[str] = []
    for feature in codec.FEATURES:
        mine = [m for m in codec.MESSAGES if m.__module__ == feature.__name__]
        if not mine:
            continue
        lines += [f"### {feature.__name__.rpartition('.')[2]}", "", _first_line(feature), ""]
        lines += ["| type | sent by | meaning | fields |", "| --- | --- | --- | --- |"]
        lines += [f"| `{_tag(m)}` | {_sender(m)} | {_cell(_first_line(m))} | {_fields(m)} |" for m in mine]
        lines.append("")
    return "\n".join(lines)


def error_codes() -> str:
    """Every code that may stand in an `error`, with the sentence of its class."""
    kinds = sorted(_kinds(errors.SportelloError), key=lambda kind: kind.code)
    lines = ["| code | meaning |", "| --- | --- |"]
    lines += [f"| `{kind.code}` | {_cell(_first_line(kind))} |" for kind in kinds if kind.__module__ == errors.__name__]
    return "\n".join(lines) + "\n"


def close_codes() -> str:
    """The WebSocket close codes in use."""
    named = {name: value for name, value in vars(CloseCode).items() if isinstance(value, int)}
    return "| code | name |\n| --- | --- |\n" + "".join(
        f"| {value} | {name.lower().replace('_', ' ')} |\n" for name, value in named.items()
    )


def limit_table() -> str:
    """Every number of shared/limits.py."""
    lines = ["| name | value | why |", "| --- | --- | --- |"]
    tree = ast.parse(inspect.getsource(limits)).body
    for place, node in enumerate(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            after = tree[place + 1] if place + 1 < len(tree) else None
            is_text = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
            why = str(after.value.value) if is_text else ""  # type: ignore[union-attr]
            lines.append(f"| `{name}` | {getattr(limits, name)} | {_cell(why)} |")
    return "\n".join(lines) + "\n"


def _tag(message: type[Message]) -> str:
    return str(message.__struct_config__.tag)


def _sender(message: type[Message]) -> str:
    senders = [
        name
        for name, table in (("agent", AGENT), ("console", CONSOLE))
        if message in table or (message in BEFORE_SIGN_IN and name in BEFORE_SIGN_IN[message])
    ]
    if not issubclass(message, Request) and (issubclass(message, Reply) or not senders):
        senders.append("relay")
    if _tag(message) == "chat.typing":
        senders.append("relay")
    return ", ".join(dict.fromkeys(senders))


def _fields(message: type[Message]) -> str:
    own = [f for f in msgspec.structs.fields(message) if f.name not in {"ref", "re"}]
    return ", ".join(f"`{f.name}`" + ("?" if not f.required else "") for f in own)


def _first_line(thing: object) -> str:
    return (inspect.getdoc(thing) or "").partition("\n")[0]


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _kinds(kind: type[errors.SportelloError]) -> list[type[errors.SportelloError]]:
    return [deeper for child in kind.__subclasses__() for deeper in (child, *_kinds(child))]


PARTS: Final = (
    Part("docs/protocol.md", "messages", messages),
    Part("docs/protocol.md", "error codes", error_codes),
    Part("docs/protocol.md", "close codes", close_codes),
    Part("docs/protocol.md", "limits", limit_table),
)
