"""Answering a search: the index says where the words stand, the committed row within the asker's Scope says what may be shown.

Two walls: the index is asked only for customers in scope, and a hit whose row the Scope does not give is no hit.
"""

import itertools
from collections.abc import Iterator
from typing import Final

from relay.db.gate import Gate
from relay.db.repositories import directory, people, searching, tickets
from relay.db.search_index import Found
from relay.domain.scope import PrincipalKind, Right, Scope
from relay.domain.searching import excerpt, words_of
from relay.domain.text import person_name
from relay.net.answering import answer_soon
from relay.net.rate import check_rate
from relay.net.search_feed import BEFORE_ANSWER_S, NOTE, SearchFeed
from relay.net.session import ConsoleSession
from relay.net.talk import Talk
from shared.ids import CustomerId
from shared.protocol.search import HitKind, Search, SearchHit, SearchResults

LOOK_AT: Final = 3
"""So many times the wanted number of places is looked at: some may not be shown, several may be of one ticket."""


def search(talk: Talk, session: ConsoleSession, message: Search, _frame: bytes) -> None:
    """Answer with what is found in scope. Raises: RateLimited."""
    check_rate(session.bucket)
    feed, scope = talk.search, session.scope

    def read() -> SearchResults:
        feed.catch_up(BEFORE_ANSWER_S)
        with talk.reader.gate(scope) as gate:
            return results(gate, feed, message)

    answer_soon(talk, session, message.ref, read, name="search")


def results(gate: Gate, feed: SearchFeed, message: Search) -> SearchResults:
    """Return the hits of every kind that is asked for, the best of each first."""
    words = words_of(message.text)
    customers = _customers(gate.scope, message.customer_id)
    hits: list[SearchHit] = []
    for kind in message.kinds or list(HitKind):
        found = feed.index.find(kind, words, customers, message.limit * LOOK_AT)
        shown: dict[tuple[str, int], SearchHit] = {}
        for hit in itertools.chain.from_iterable(_HITS[kind](gate, place, words) for place in found):
            shown.setdefault((hit.id, hit.seq), hit)
            if len(shown) == message.limit:
                break
        hits += shown.values()
    return SearchResults(re=message.ref, hits=hits)


def _customers(scope: Scope, wanted: CustomerId | None) -> frozenset[CustomerId] | None:
    if wanted is None:
        return scope.customers
    return frozenset({wanted}) if scope.covers(wanted) else frozenset()


def _message_hit(gate: Gate, place: Found, words: list[str]) -> Iterator[SearchHit]:
    talk = gate.row(searching.TALK, of_conversation=place.id)
    if talk is None or not _may_read(gate, place.id, talk.technician_id):
        return
    if place.part.startswith(NOTE):
        note = gate.row(searching.FOUND_NOTE, of_entry=place.part.removeprefix(NOTE))
        if note is not None:
            yield SearchHit(
                kind=HitKind.MESSAGE,
                id=place.id,
                customer_id=CustomerId(note.customer_id),
                title=note.author_name,
                excerpt=excerpt(note.text, words),
                at=note.at,
            )
        return
    row = gate.row(searching.FOUND_MESSAGE, of_conversation=place.id, of_seq=int(place.part))
    if row is not None:
        name = person_name(row.first_name, row.last_name, row.os_user)
        yield SearchHit(
            kind=HitKind.MESSAGE,
            id=place.id,
            customer_id=CustomerId(row.customer_id),
            title=f"{name} · {row.device_name}",
            excerpt=excerpt(row.text, words),
            at=row.at,
            seq=int(place.part),
        )


def _may_read(gate: Gate, conversation_id: str, technician_id: str) -> bool:
    """Return whether a talk is shown to who searches: their own, one that a ticket shows, or all with that right."""
    scope = gate.scope
    if scope.principal.kind is not PrincipalKind.TECHNICIAN or Right.SEE_ALL_CONVERSATIONS in scope.rights:
        return True
    is_own = technician_id == scope.principal.id
    return is_own or gate.row(searching.HAS_TICKET, of_conversation=conversation_id) is not None


def _ticket_hit(gate: Gate, place: Found, words: list[str]) -> Iterator[SearchHit]:
    row = gate.row(tickets.ONE, of_ticket=place.id)
    entry = gate.row(searching.FOUND_NOTE, of_entry=place.part) if place.part else None
    if row is not None and (entry is not None or not place.part):
        yield SearchHit(
            kind=HitKind.TICKET,
            id=place.id,
            customer_id=CustomerId(row.customer_id),
            title=f"#{row.number} {row.title}",
            excerpt=excerpt(row.description if entry is None else entry.text, words),
            at=row.updated_at if entry is None else entry.at,
        )


def _contact_hit(gate: Gate, place: Found, words: list[str]) -> Iterator[SearchHit]:
    row = gate.row(directory.CONTACT, of_contact=place.id)
    if row is not None:
        addresses = [address.e_mail for address in gate.rows(people.ADDRESSES_OF, of_contact=place.id)]
        yield SearchHit(
            kind=HitKind.CONTACT,
            id=place.id,
            customer_id=CustomerId(row.customer_id),
            title=f"{row.first_name} {row.last_name}",
            excerpt=excerpt(", ".join(addresses), words),
            at=row.created_at,
        )


def _device_hit(gate: Gate, place: Found, words: list[str]) -> Iterator[SearchHit]:
    row = gate.row(directory.DEVICE, of_device=place.id)
    if row is not None:
        users = [key.os_user for key in gate.rows(searching.USERS, of_device=place.id)]
        tags = [tag.tag for tag in gate.rows(searching.TAGS, of_device=place.id)]
        yield SearchHit(
            kind=HitKind.DEVICE,
            id=place.id,
            customer_id=CustomerId(row.customer_id),
            title=row.name,
            excerpt=excerpt(" · ".join([*users, *tags, row.platform, row.first_address]), words),
            at=row.last_seen_at,
        )


_HITS: Final = {
    HitKind.MESSAGE: _message_hit,
    HitKind.TICKET: _ticket_hit,
    HitKind.CONTACT: _contact_hit,
    HitKind.DEVICE: _device_hit,
}
