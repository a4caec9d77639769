"""One box over tickets, messages, people and devices; what is found opens with Enter."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from shared.protocol.search import HitKind
from shared.widgets.empty_state import EmptyState
from shared.widgets.labels import Label
from shared.widgets.search_field import SearchField
from shared.widgets.tokens import GRID
from tech_console.models.hits import ORDER, HitModel, grouped, kind_words
from tech_console.models.problem_words import problem_words
from tech_console.presenters.searching import LONGEST, SearchStage
from tech_console.views.hit_list import HitList
from tech_console.views.parts import bar
from tech_console.views.ui import Ui


class SearchPage(QWidget):
    """Signals: `hit_wanted(SearchHit)` to show what was found."""

    hit_wanted = Signal(object)

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self._searching = ui.console.searching
        self.search = SearchField()
        self.search.setMaxLength(LONGEST)
        self.search.setPlaceholderText(self.tr("Search in tickets, messages, people and devices"))
        self.model = HitModel()
        self.list = HitList(self.model)
        self.list.setAccessibleName(self.tr("Found"))
        self._empty = EmptyState("search")
        self._state = Label("", kind="small")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.list)
        self._lay_out()
        self._connect()
        self._show()

    def _lay_out(self) -> None:
        head, row = bar()
        row.addWidget(self.search, 1)
        below, filters = bar()
        filters.addLayout(self._kinds())
        filters.addStretch()
        filters.addWidget(self._state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(below)
        column.addWidget(self._stack, 1)

    def _kinds(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID // 2)
        self._group = QButtonGroup(self)
        choices: list[tuple[str, tuple[HitKind, ...]]] = [(self.tr("Everything"), ())]
        choices += [(kind_words(kind), (kind,)) for kind in ORDER]
        for words, kinds in choices:
            made = QPushButton(words)
            made.setProperty("kind", "mode")
            made.setCheckable(True)
            made.setChecked(kinds == self._searching.kinds)
            made.clicked.connect(lambda _=False, kinds=kinds: self._searching.set_kinds(kinds))
            self._group.addButton(made)
            row.addWidget(made)
        return row

    def _connect(self) -> None:
        self.search.setText(self._searching.text)
        self.search.search_changed.connect(self._searching.set_text)
        self.search.down_pressed.connect(self.list.start)
        self.search.returnPressed.connect(self._entered)
        self.list.chosen.connect(self.hit_wanted)
        self._empty.clicked.connect(self._searching.search_now)
        self._searching.changed.connect(self._show)

    def take_focus(self) -> None:
        """Put the keyboard into the box."""
        self.search.setFocus()
        self.search.selectAll()

    def look_for(self, text: str) -> None:
        """Search for a text that was typed somewhere else."""
        self.search.setText(text)
        self._searching.search_now()

    def _entered(self) -> None:
        if self._searching.stage is SearchStage.FOUND:
            self.list.start()
        else:
            self._searching.search_now()

    def _show(self) -> None:
        stage, hits = self._searching.stage, self._searching.hits
        customers = self._ui.console.world.snapshot.customers
        names: dict[str, str] = {customer_id: customer.name for customer_id, customer in customers.items()}
        self.model.show_hits(grouped(hits, names))
        self._stack.setCurrentIndex(1 if hits else 0)
        self._state.setText(self.tr("Searching…") if stage is SearchStage.SEARCHING else "")
        self._say(stage)

    def _say(self, stage: SearchStage) -> None:
        match stage:
            case SearchStage.EMPTY | SearchStage.SHORT:
                self._empty.set_words(
                    self.tr("What are you looking for?"),
                    self.tr("A ticket's number or words of it, what somebody wrote, a name, an address, a device."),
                )
            case SearchStage.SEARCHING:
                self._empty.set_words(self.tr("Searching…"))
            case SearchStage.NOTHING:
                self._empty.set_words(
                    self.tr("Nothing found"),
                    self.tr("Every word must occur. Try fewer words, or only the beginning of the last one."),
                )
            case SearchStage.FAILED:
                problem = self._searching.problem
                why = "" if problem is None else problem_words(problem)
                self._empty.set_words(self.tr("The search did not work"), why, self.tr("Try again"))
            case SearchStage.FOUND:
                pass
