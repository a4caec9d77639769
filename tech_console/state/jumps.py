"""What the command palette can jump to: a ticket by its number, devices, customers and people by name."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Literal

import msgspec

from tech_console.state.snapshot import Snapshot

MOST = 5
"""Of each kind: the palette is for what one can name; everything else has its search."""
JumpKind = Literal["ticket", "device", "customer", "conversation"]


class Jump(msgspec.Struct, frozen=True, kw_only=True):
    """One target; `title` is foreign text."""

    kind: JumpKind
    id: str
    title: str
    where: str = ""


def jumps(world: Snapshot, typed: str) -> list[Jump]:
    """Return the targets whose name holds every word, those that begin so first; a number finds its ticket."""
    words = typed.casefold().replace("#", " ").split()
    if not words or (len("".join(words)) < 2 and not words[0].isdigit()):
        return []
    return [*_ticket(world, words), *_talks(world, words), *_devices(world, words), *_customers(world, words)]


def _ticket(world: Snapshot, words: list[str]) -> Iterator[Jump]:
    number = int(words[0]) if len(words) == 1 and words[0].isdecimal() and len(words[0]) < 12 else None
    if number is not None:
        for ticket in world.tickets.values():
            if ticket.number == number:
                title = f"#{ticket.number} {ticket.title}"
                yield Jump(kind="ticket", id=ticket.ticket_id, title=title, where=ticket.customer_name)


def _talks(world: Snapshot, words: list[str]) -> list[Jump]:
    found = (talk for talk in world.conversations.values() if talk.open and _holds(talk.contact_name, words))
    return [
        Jump(kind="conversation", id=talk.conversation_id, title=talk.contact_name, where=talk.device_name)
        for talk in islice(found, MOST)
    ]


def _devices(world: Snapshot, words: list[str]) -> list[Jump]:
    names = {customer.customer_id: customer.name for customer in world.customers.values()}
    found = (
        (d.name, d.device_id, names.get(d.customer_id, "")) for d in world.devices.values() if _holds(d.name, words)
    )
    return [Jump(kind="device", id=id_, title=name, where=where) for name, id_, where in _best(found, words)]


def _customers(world: Snapshot, words: list[str]) -> list[Jump]:
    found = ((c.name, c.customer_id, "") for c in world.customers.values() if _holds(c.name, words))
    return [Jump(kind="customer", id=id_, title=name) for name, id_, _ in _best(found, words)]


def _holds(name: str, words: list[str]) -> bool:
    hay = name.casefold()
    return all(word in hay for word in words)


def _best(found: Iterable[tuple[str, str, str]], words: list[str]) -> list[tuple[str, str, str]]:
    some = list(islice(found, MOST * 20))
    return sorted(some, key=lambda one: (not one[0].casefold().startswith(words[0]), len(one[0]), one[0]))[:MOST]
