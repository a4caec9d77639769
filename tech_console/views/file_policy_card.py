"""Which files may travel, and which way: a preset, or a list of one's own (design card; docs/protocol.md, Files)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from shared.file_types import NEVER_FROM_DEVICE, PRESETS
from shared.protocol.transfers import FileTypeRule, TypeDirection
from shared.widgets.banner import Banner
from shared.widgets.labels import Label
from tech_console.models.problem_words import problem_words
from tech_console.presenters.line import Problem
from tech_console.views.parts import add_field, button, card, form
from tech_console.views.ui import Ui

ROW, TABLE_HEIGHT, SUFFIX_CHARS = 38, 300, 12
CUSTOM = "custom"


class FilePolicyCard(QWidget):
    """Preset, list, Save."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._rules: list[FileTypeRule] = []
        frame, column = card(
            self.tr("Files"),
            self.tr("At most 20 MB each. What a file really is decides, not its name; installers only go to devices."),
        )
        self._preset = QComboBox()
        for words, preset in (
            (self.tr("PDF, MP3, MP4, Word, Excel, MSI"), "atera"),
            (self.tr("These and images"), "images"),
            (self.tr("A list of our own"), CUSTOM),
        ):
            self._preset.addItem(words, preset)
        self._preset.activated.connect(lambda _: self._chosen())
        fields = form()
        add_field(fields, self.tr("Allowed types"), self._preset)
        column.addLayout(fields)
        column.addWidget(self._list())
        column.addLayout(self._adding())
        self._scan = Label("", kind="muted", wraps=True)
        self._banner = Banner()
        self._banner.action_clicked.connect(self._fill)
        self._said = Label("", kind="ok")
        self._save = button(self.tr("Save"), self.save, "primary")
        row = QHBoxLayout()
        row.addWidget(self._said, 1)
        row.addWidget(self._save)
        for part in (self._scan, self._banner):
            column.addWidget(part)
        column.addLayout(row)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(frame)
        ui.console.provider.policy_changed.connect(self._policy_changed)
        ui.console.world.reloaded.connect(self._fill)
        self._fill()

    def _list(self) -> QTableWidget:
        self._table = QTableWidget(0, 2)
        self._table.setProperty("kind", "boxed")
        self._table.setAccessibleName(self.tr("Allowed types"))
        self._table.setHorizontalHeaderLabels([self.tr("Ending"), self.tr("Which way")])
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setShowGrid(False)
        self._table.setTabKeyNavigation(False)
        self._table.verticalHeader().setVisible(False)
        self._table.verticalHeader().setDefaultSectionSize(ROW)
        self._table.setFixedHeight(TABLE_HEIGHT)
        heads = self._table.horizontalHeader()
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setHighlightSections(False)
        heads.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self._table.setColumnWidth(0, 160)
        self._table.itemSelectionChanged.connect(self._update)
        return self._table

    def _adding(self) -> QHBoxLayout:
        self._ending = QLineEdit()
        self._ending.setMaxLength(SUFFIX_CHARS)
        self._ending.setPlaceholderText(self.tr("Ending, for example: log"))
        self._ending.setAccessibleName(self.tr("Ending"))
        self._ending.returnPressed.connect(self._add)
        self._ending.textChanged.connect(lambda _: self._update())
        self._add_button = button(self.tr("Add"), self._add, icon_name="plus")
        self._turn = button(self.tr("Change way"), self._turn_current)
        self._take = button(self.tr("Take away"), self._take_current)
        row = QHBoxLayout()
        row.addWidget(self._ending, 1)
        for made in (self._add_button, self._turn, self._take):
            row.addWidget(made)
        return row

    # Showing

    def _policy_changed(self) -> None:
        policy = self._ui.console.provider.policy
        if policy is not None and (policy.version == self._version + 1 or not self._is_changed()):
            self._fill()
        else:
            self._banner.say("warn", self.tr("Somebody else has changed the list."), self.tr("Show the new one"))

    def _fill(self) -> None:
        policy = self._ui.console.provider.policy
        self._version = 0 if policy is None else policy.version
        self._rules = [] if policy is None else list(policy.types)
        self._preset.setCurrentIndex(self._preset.findData("images" if policy is None else policy.preset))
        scanned = policy is not None and policy.is_scanned
        self._scan.setText(
            self.tr("A virus scanner looks at every file before it is shown.")
            if scanned
            else self.tr("No virus scanner is set up at the relay (--clamd).")
        )
        self._banner.clear()
        self._show_rules()

    def _show_rules(self) -> None:
        self._table.setRowCount(len(self._rules))
        for row, rule in enumerate(self._rules):
            way = self.tr("Both ways") if rule.direction is TypeDirection.BOTH else self.tr("Only to devices")
            for column, text in enumerate((rule.suffix, way)):
                self._table.setItem(row, column, QTableWidgetItem(text))
        self._update()

    def _is_changed(self) -> bool:
        policy = self._ui.console.provider.policy
        if policy is None:
            return False
        preset = self._preset.currentData()
        return preset != policy.preset or (preset == CUSTOM and self._rules != list(policy.types))

    def _update(self) -> None:
        may = self._ui.console.world.snapshot.may("manage_settings") and self._ui.console.provider.policy is not None
        is_own = may and self._preset.currentData() == CUSTOM
        rule = self._current()
        self._preset.setEnabled(may)
        self._ending.setEnabled(is_own)
        self._add_button.setEnabled(is_own and bool(self._suffix()))
        self._turn.setEnabled(is_own and rule is not None and rule.suffix not in NEVER_FROM_DEVICE)
        self._take.setEnabled(is_own and rule is not None)
        self._save.setEnabled(may and self._is_changed())
        if self._is_changed():
            self._said.setText("")

    # Changing

    def _chosen(self) -> None:
        preset = self._preset.currentData()
        if preset in PRESETS:
            self._rules = list(PRESETS[preset])
        self._show_rules()

    def _current(self) -> FileTypeRule | None:
        rows = {index.row() for index in self._table.selectionModel().selectedRows()}
        return self._rules[rows.pop()] if len(rows) == 1 else None

    def _suffix(self) -> str:
        text = self._ending.text().strip().lstrip("*.").lower()
        return text if text.isascii() and text.isalnum() else ""

    def _add(self) -> None:
        suffix = self._suffix()
        if suffix and all(rule.suffix != suffix for rule in self._rules):
            way = TypeDirection.TO_DEVICE if suffix in NEVER_FROM_DEVICE else TypeDirection.BOTH
            self._rules.append(FileTypeRule(suffix=suffix, direction=way))
            self._ending.clear()
            self._show_rules()
            self._table.selectRow(len(self._rules) - 1)
            self._table.scrollToBottom()

    def _turn_current(self) -> None:
        if (rule := self._current()) is not None:
            row = self._rules.index(rule)
            ways = {TypeDirection.BOTH: TypeDirection.TO_DEVICE, TypeDirection.TO_DEVICE: TypeDirection.BOTH}
            self._rules[row] = FileTypeRule(suffix=rule.suffix, direction=ways[rule.direction])
            self._show_rules()
            self._table.selectRow(row)

    def _take_current(self) -> None:
        if (rule := self._current()) is not None:
            self._rules.remove(rule)
            self._show_rules()

    def save(self) -> None:
        """Send what is on screen."""
        question = self._ui.console.provider.save_policy(self._version, self._preset.currentData(), self._rules)
        question.is_shown = True
        self._save.setEnabled(False)
        question.done.connect(lambda _: self._said.setText(self.tr("Saved.")))
        question.refused.connect(self._refused)

    def _refused(self, problem: Problem) -> None:
        self._banner.say("error", problem_words(problem), self.tr("Show the new one"))
        self._update()
