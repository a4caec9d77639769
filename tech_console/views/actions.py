"""Everything one can do from anywhere, with its shortcut: the command palette and the shortcut sheet are made of it.

No shortcut uses Alt with a letter, Ctrl+Alt, or a character that a European keyboard types with AltGr.
"""

from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import QCoreApplication

from tech_console.views.desk_composer import SWITCH_KEY
from tech_console.views.rail import Place

translate = QCoreApplication.translate


class Action(NamedTuple):
    """`key` is stable and kept among the recent ones; `run` may do nothing where there is nothing to act on."""

    key: str
    group: str
    words: str
    shortcut: str
    run: Callable[[], object]
    is_single: bool = False
    """A single key: only where nothing is written, and it can be switched off."""


class Desk(NamedTuple):
    """What the actions do; the workspace fills it in."""

    go_to: Callable[[Place], object]
    place_words: dict[Place, str]
    find_in_list: Callable[[], object]
    search: Callable[[], object]
    palette: Callable[[], object]
    shortcuts: Callable[[], object]
    newest_card: Callable[[], object]
    new_ticket: Callable[[], object]
    answers: Callable[[], object]
    set_available: Callable[[bool], object]
    set_undisturbed: Callable[[bool], object]
    set_theme: Callable[[str], object]
    set_language: Callable[[str], object]
    sign_out: Callable[[], object]
    move: Callable[[int], object]
    open: Callable[[], object]
    take: Callable[[], object]
    reply: Callable[[], object]
    note: Callable[[], object]
    finish: Callable[[], object]
    back: Callable[[], object]
    hand_over: Callable[[], object]
    transcript: Callable[[], object]
    ticket_of_talk: Callable[[], object]
    merge: Callable[[], object]
    add_time: Callable[[], object]
    start_chat: Callable[[], object]


FIXED: Final = ("Enter", "Shift+Enter", SWITCH_KEY, "/", "Esc")
"""Keys of the composer; they belong to it and are only told of here."""


def all_actions(desk: Desk) -> list[Action]:
    """Return the actions in the order of the sheet."""
    return [*_places(desk), *_everywhere(desk), *_lists(desk), *_talk_and_ticket(desk), *_me(desk)]


def composer_keys() -> list[tuple[str, str]]:
    """Return what the keys of the composer do."""
    words = (
        translate("Console", "Send"),
        translate("Console", "New line"),
        translate("Console", "Reply or internal note"),
        translate("Console", "Canned answers"),
        translate("Console", "Close the list of answers"),
    )
    return list(zip(FIXED, words, strict=True))


def _places(desk: Desk) -> list[Action]:
    group = translate("Console", "Go to")
    return [
        Action(f"go_{place.name.lower()}", group, words, f"Ctrl+{place + 1}", partial(desk.go_to, place))
        for place, words in desk.place_words.items()
    ]


def _everywhere(desk: Desk) -> list[Action]:
    group = translate("Console", "Everywhere")
    return [
        Action("palette", group, translate("Console", "Commands and quick jump"), "Ctrl+K", desk.palette),
        Action("search", group, translate("Console", "Search everything"), "Ctrl+Shift+F", desk.search),
        Action("find", group, translate("Console", "Search in this list"), "Ctrl+F", desk.find_in_list),
        Action("new_ticket", group, translate("Console", "New ticket"), "Ctrl+N", desk.new_ticket),
        Action("card", group, translate("Console", "To the newest request"), "F6", desk.newest_card),
        Action("answers", group, translate("Console", "Manage canned answers"), "", desk.answers),
        Action("shortcuts", group, translate("Console", "Keyboard shortcuts"), "F1", desk.shortcuts),
        Action("shortcuts2", group, translate("Console", "Keyboard shortcuts"), "?", desk.shortcuts, is_single=True),
    ]


def _lists(desk: Desk) -> list[Action]:
    group = translate("Console", "In lists")
    return [
        Action("next", group, translate("Console", "Next"), "j", lambda: desk.move(1), is_single=True),
        Action("previous", group, translate("Console", "Previous"), "k", lambda: desk.move(-1), is_single=True),
        Action("open", group, translate("Console", "Open this row"), "o", desk.open, is_single=True),
        Action("back", group, translate("Console", "Back"), "Esc", desk.back, is_single=True),
    ]


def _talk_and_ticket(desk: Desk) -> list[Action]:
    group = translate("Console", "Conversation and ticket")
    return [
        Action("reply", group, translate("Console", "Reply"), "r", desk.reply, is_single=True),
        Action("note", group, translate("Console", "Internal note"), "n", desk.note, is_single=True),
        Action("take", group, translate("Console", "Assign to me, or take it"), "a", desk.take, is_single=True),
        Action(
            "finish", group, translate("Console", "Solve, or close the conversation"), "e", desk.finish, is_single=True
        ),
        Action("hand_over", group, translate("Console", "Hand over the conversation"), "", desk.hand_over),
        Action("transcript", group, translate("Console", "Save the transcript"), "", desk.transcript),
        Action("ticket", group, translate("Console", "Ticket of the conversation"), "", desk.ticket_of_talk),
        Action("start_chat", group, translate("Console", "Start a chat from the ticket"), "", desk.start_chat),
        Action("merge", group, translate("Console", "Merge the ticket"), "", desk.merge),
        Action("time", group, translate("Console", "Add time worked"), "", desk.add_time),
    ]


def _me(desk: Desk) -> list[Action]:
    group = translate("Console", "Me and this console")
    return [
        Action("available", group, translate("Console", "Become available"), "", lambda: desk.set_available(True)),
        Action("away", group, translate("Console", "Become not available"), "", lambda: desk.set_available(False)),
        Action("quiet", group, translate("Console", "Do not disturb: on"), "", lambda: desk.set_undisturbed(True)),
        Action("loud", group, translate("Console", "Do not disturb: off"), "", lambda: desk.set_undisturbed(False)),
        Action("light", group, translate("Console", "Light appearance"), "", lambda: desk.set_theme("light")),
        Action("dark", group, translate("Console", "Dark appearance"), "", lambda: desk.set_theme("dark")),
        # Whoever does not read the language shown finds their own by its own name.
        Action(
            "it",
            group,
            translate("Console", "Language: {name}").format(name="Italiano"),
            "",
            lambda: desk.set_language("it"),
        ),
        Action(
            "en",
            group,
            translate("Console", "Language: {name}").format(name="English"),
            "",
            lambda: desk.set_language("en"),
        ),
        Action("sign_out", group, translate("Console", "Sign out"), "", desk.sign_out),
    ]
