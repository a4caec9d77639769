"""What a person would see of threads, of colleagues at the same place, and of a search, as JSON lines."""

from PySide6.QtCore import QObject

from shared.qt.json_lines import LineWriter
from tech_console.models.problem_words import problem_words
from tech_console.presenters.console import Console
from tech_console.presenters.line import Problem
from tech_console.presenters.searching import SearchStage

TOLD = (SearchStage.FOUND, SearchStage.NOTHING, SearchStage.FAILED)


class ShowingDesk(QObject):
    """Writes a line for every signal of those presenters."""

    def __init__(self, console: Console, out: LineWriter) -> None:
        super().__init__()
        self._console = console
        self._out = out
        console.threads.changed.connect(self._thread)
        console.threads.failed.connect(self._failed)
        console.lookers.changed.connect(self._lookers)
        console.searching.changed.connect(self._search)
        console.notices.attention.connect(lambda: out.write("attention"))

    def _thread(self, id_: str) -> None:
        thread = self._console.threads.of(id_)
        self._out.write(
            "thread", id=id_, entries=thread.entries(), files=thread.files(), history=thread.history,
            conversations=list(thread.conversations),
        )  # fmt: skip

    def _failed(self, id_: str, problem: Problem) -> None:
        self._out.write("thread_failed", id=id_, code=problem.code, words=problem_words(problem))

    def _lookers(self, id_: str) -> None:
        here = [{"name": looker.name, "is_typing": looker.is_typing} for looker in self._console.lookers.at(id_)]
        self._out.write("lookers", id=id_, lookers=here)

    def _search(self) -> None:
        searching = self._console.searching
        if searching.stage in TOLD:
            code = "" if searching.problem is None else searching.problem.code
            self._out.write("found", text=searching.text, stage=searching.stage, hits=searching.hits, code=code)
