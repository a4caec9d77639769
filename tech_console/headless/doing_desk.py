"""From a command about threads, canned answers, handing on or search to the presenter's verb."""

from collections.abc import Callable
from typing import Any, Final

from shared.errors import NotFound
from tech_console.headless import desk_commands as c
from tech_console.headless.command import Command
from tech_console.presenters.console import Console
from tech_console.presenters.line import Question

Result = Question | dict[str, Any] | None


def thread(console: Console, command: c.Thread) -> Result:
    """Read a thread; `thread` shows it. Raises: NotFound when neither ticket nor conversation is named."""
    if command.ticket_id is not None:
        return console.threads.read_ticket(command.ticket_id)
    if command.conversation_id is not None:
        return console.threads.read_talk(command.conversation_id)
    raise NotFound


def entry_add(console: Console, command: c.EntryAdd) -> Result:
    """Write a note, a reply outside a talk, or time worked."""
    return console.threads.add(
        command.kind,
        command.text,
        minutes=command.minutes,
        ticket_id=command.ticket_id,
        conversation_id=command.conversation_id,
    )


def transfer(console: Console, command: c.Transfer) -> Result:
    """Hand a talk on."""
    return console.handing.transfer(
        command.conversation_id,
        technician_id=command.technician_id,
        group_id=command.group_id,
        comment=command.comment,
    )


def answer_save(console: Console, command: c.AnswerSave) -> Result:
    """Create or change a canned answer."""
    return console.answers.save(
        command.answer_id,
        shortcut=command.shortcut,
        title=command.title,
        text=command.text,
        scope=command.scope,
        group_id=command.group_id,
        category=command.category,
    )


def answer_fill(console: Console, command: c.AnswerFill) -> Result:
    """Show the best answer for `/words`, filled for a talk or a ticket; nothing is sent. Raises: NotFound."""
    found = console.answers.find(command.words)
    if not found:
        raise NotFound
    if command.ticket_id is not None:
        filled = console.answers.fill_for_ticket(found[0], command.ticket_id)
    elif command.conversation_id is not None:
        filled = console.answers.fill_for_talk(found[0], command.conversation_id)
    else:
        raise NotFound
    return {"answer_id": found[0].answer_id, "text": filled.text, "missing": list(filled.missing)}


def search(console: Console, command: c.SearchNow) -> Result:
    """Search at once; `found` shows the hits."""
    searching = console.searching
    searching.kinds, searching.customer_id = tuple(command.kinds), command.customer_id
    searching.set_text(command.text)
    searching.search_now()
    return None


def view(console: Console, command: c.View) -> Result:
    """Say what is in front, and whether somebody types there."""
    console.lookers.show(conversation_id=command.conversation_id, ticket_id=command.ticket_id)
    if command.is_typing:
        console.lookers.note_typing()
    return None


def undisturbed(console: Console, command: c.Undisturbed) -> Result:
    """Neither rings nor notifications while it is on."""
    console.preferences.change(is_undisturbed=command.on)
    return None


VERBS: Final[dict[type[Command], Callable[[Console, Any], Result]]] = {
    c.Thread: thread,
    c.EntryAdd: entry_add,
    c.TicketMerge: lambda console, command: console.tickets.merge(command.ticket_id, command.into),
    c.Transfer: transfer,
    c.Take: lambda console, command: console.handing.take(command.conversation_id),
    c.AnswerSave: answer_save,
    c.AnswerRemove: lambda console, command: console.answers.remove(command.answer_id),
    c.AnswerFill: answer_fill,
    c.SearchNow: search,
    c.View: view,
    c.Undisturbed: undisturbed,
}
