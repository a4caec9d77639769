"""Runs a console without a screen until `quit`, or until its standard input ends. Source: docs/headless.md, Console."""

from collections.abc import Callable
from typing import Any

import msgspec
from PySide6.QtCore import QObject

from shared.errors import SportelloError
from shared.link.sign_in import TypedSignIn
from shared.qt.json_lines import LineReader, LineWriter
from shared.qt.translator import Language
from tech_console.headless.command import BadCommand, Command
from tech_console.headless.commands import ChooseLanguage, Quit, SignInNow, parse
from tech_console.headless.doing import VERBS
from tech_console.headless.showing import Showing
from tech_console.models.problem_words import problem_words
from tech_console.presenters.console import Console
from tech_console.presenters.line import Problem, Question


class Headless(QObject):
    """Commands in, lines out; `leave` ends the program."""

    def __init__(
        self,
        console: Console,
        language: Language,
        given: TypedSignIn,
        reader: LineReader,
        out: LineWriter,
        leave: Callable[[], None],
    ) -> None:
        super().__init__()
        self._language = language
        self._given = given
        self._console = console
        self._out = out
        self._leave = leave
        self._showing = Showing(console, out)
        reader.line.connect(self._take)
        reader.ended.connect(leave)
        out.gone.connect(leave)

    def _take(self, line: bytes) -> None:
        try:
            command = parse(line)
        except BadCommand as error:
            self._error(None, error.code, error.params)
            return
        if isinstance(command, Quit):
            self._done(command, {})
            self._leave()
            return
        self._do(command)

    def _do(self, command: Command) -> None:
        if isinstance(command, SignInNow):
            command = with_given(command, self._given)
        if isinstance(command, ChooseLanguage):
            self._language.set_choice(command.language)
            self._done(command, {})
            return
        try:
            result = VERBS[type(command)](self._console, command)
        except SportelloError as error:
            self._error(command, error.code, error.params)
            return
        if isinstance(result, Question):
            result.is_shown = True
            result.done.connect(lambda reply: self._done(command, {"reply": reply}))
            result.refused.connect(lambda problem: self._refused(command, problem))
        else:
            self._done(command, result or {})

    def _refused(self, command: Command, problem: Problem) -> None:
        self._error(command, problem.code, problem.params, problem.retry_after_ms)

    def _done(self, command: Command, fields: dict[str, Any]) -> None:
        self._out.write("done", do=_name(command), id=command.id, **fields)

    def _error(
        self, command: Command | None, code: str, params: dict[str, str | int], retry_after_ms: int | None = None
    ) -> None:
        self._out.write(
            "error",
            do=None if command is None else _name(command),
            id=None if command is None else command.id,
            code=code,
            params=params,
            retry_after_ms=retry_after_ms,
            words=problem_words(Problem(what="", code=code, params=params, retry_after_ms=retry_after_ms)),
        )


def with_given(command: SignInNow, given: TypedSignIn) -> SignInNow:
    """Return the command with what it leaves out taken from the environment."""
    return msgspec.structs.replace(
        command,
        e_mail=command.e_mail or given.e_mail,
        password=command.password or given.password,
        code=command.code or given.second_factor,
    )


def _name(command: Command) -> str:
    return str(command.__struct_config__.tag)
