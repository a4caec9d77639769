"""People from a CSV file: choose it, say which column holds what, look at every row, then import. Nothing happens before."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHeaderView,
    QProgressBar,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from shared.ids import CustomerId
from shared.protocol.people import RowOutcome
from shared.widgets.dialog import Dialog
from shared.widgets.empty_state import EmptyState
from shared.widgets.labels import Label
from shared.widgets.plain_text import shown_line
from shared.widgets.tokens import GRID
from tech_console.models.import_words import field_words, file_words, outcome_words
from tech_console.models.problem_words import problem_words
from tech_console.presenters.line import Problem
from tech_console.presenters.people import Import
from tech_console.state.contact_csv import (
    MAX_BYTES,
    BadFile,
    Field,
    Sheet,
    error_file,
    guess,
    import_rows,
    is_error,
    read_sheet,
)
from tech_console.views.parts import button
from tech_console.views.ui import Ui

WIDTH, TABLE_HEIGHT, OUTCOME_WIDTH, SHOWN_ROWS = 900, 320, 250, 1_000
NEEDED = (Field.E_MAIL, Field.FIRST_NAME, Field.LAST_NAME)


class ImportDialog(Dialog):
    """Three steps in one dialog: no file yet; columns and preview; what became of it."""

    def __init__(self, ui: Ui, customer_id: CustomerId, parent: QWidget) -> None:
        super().__init__("", parent, width=WIDTH)
        self._ui = ui
        self._customer_id = customer_id
        self._sheet: Sheet | None = None
        self._outcomes: list[RowOutcome] = []
        self._running: Import | None = None
        self._is_done = False
        self.set_title(ui.say(self.tr("Import {contacts}")))
        self._start = EmptyState("upload")
        self._start.set_words(
            self.tr("Choose a CSV file"),
            self.tr("First line: headings. Then one person in each line: e-mail, first name, last name, device."),
            self.tr("Choose file…"),
        )
        self._start.clicked.connect(self.choose)
        self._start.setMinimumHeight(TABLE_HEIGHT)
        self._steps = QStackedWidget()
        self._steps.addWidget(self._start)
        self._steps.addWidget(self._rows_step())
        self.body.addWidget(self._steps)
        self._save_errors = self.add_button(self.tr("Save rows with errors…"))
        self._save_errors.clicked.connect(self._ask_where)
        self._close = self.add_cancel()
        self._go = self.add_button(self.tr("Import"), "primary", is_default=True)
        self._go.clicked.connect(self._import)
        self._update()

    def _rows_step(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID + 4)
        self._columns = QGridLayout()
        self._columns.setHorizontalSpacing(GRID + 4)
        self._columns.setVerticalSpacing(4)
        self._choices: dict[Field, QComboBox] = {}
        for place, field in enumerate(Field):
            caption = Label(field_words(field.value), kind="strong")
            choice = QComboBox()
            choice.setAccessibleName(self.tr("Column of: {field}").format(field=field_words(field.value)))
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.activated.connect(lambda _: self._check())
            caption.setBuddy(choice)
            self._columns.addWidget(caption, 0, place)
            self._columns.addWidget(choice, 1, place)
            self._columns.setColumnStretch(place, 1)
            self._choices[field] = choice
        column.addLayout(self._columns)
        self._table = QTableWidget(0, len(Field) + 1)
        self._table.setProperty("kind", "boxed")
        self._table.setAccessibleName(self.tr("Rows of the file"))
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.verticalHeader().setVisible(False)
        self._table.setShowGrid(False)
        self._table.setWordWrap(False)
        self._table.setTabKeyNavigation(False)
        self._table.setMinimumHeight(TABLE_HEIGHT)
        heads = self._table.horizontalHeader()
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setHighlightSections(False)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        heads.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self._table.setColumnWidth(0, OUTCOME_WIDTH)
        column.addWidget(self._table, 1)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(4)
        column.addWidget(self._progress)
        self._summary = Label("", wraps=True)
        column.addWidget(self._summary)
        column.addWidget(button(self.tr("Choose another file…"), self.choose, "ghost"), 0, Qt.AlignmentFlag.AlignLeft)
        return box

    # Reading

    def choose(self) -> None:
        """Ask for a file."""
        pattern = self.tr("CSV (*.csv *.txt)")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a CSV file"), "", f"{pattern};;(*)")
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Take a file that was chosen."""
        try:
            with path.open("rb") as file:
                sheet = read_sheet(file.read(MAX_BYTES + 1))
        except OSError:
            self.show_error(file_words("unreadable"))
            return
        except BadFile as bad:
            self.show_error(file_words(bad.why))
            return
        self.show_error("")
        self._sheet, self._is_done = sheet, False
        self._offer_columns(sheet)
        self._steps.setCurrentIndex(1)
        self._check()

    def _offer_columns(self, sheet: Sheet) -> None:
        found = guess(sheet)
        for field, choice in self._choices.items():
            choice.clear()
            choice.addItem(self.tr("(none)"), None)
            for place, heading in enumerate(sheet.headings):
                choice.addItem(shown_line(heading) or self.tr("Column {number}").format(number=place + 1), place)
            choice.setCurrentIndex(found[field] + 1 if field in found else 0)

    def _mapping(self) -> dict[Field, int]:
        chosen = {field: choice.currentData() for field, choice in self._choices.items()}
        return {field: place for field, place in chosen.items() if place is not None}

    # Looking and doing

    def _check(self) -> None:
        """Ask the relay what would become of each row."""
        missing = [field for field in NEEDED if field not in self._mapping()]
        self._outcomes, self._is_done = [], False
        self._fill()
        if missing:
            names = ", ".join(field_words(field.value) for field in missing)
            self._stop()
            self._summary.setText(self.tr("Say which column holds: {names}.").format(names=names))
            self._update()
        else:
            self._run(dry_run=True)

    def _import(self) -> None:
        self._run(dry_run=False)

    def _run(self, *, dry_run: bool) -> None:
        if self._sheet is None:
            return
        self._stop()
        rows = import_rows(self._sheet, self._mapping())
        running = self._running = self._ui.console.people.importing(self._customer_id, rows, dry_run=dry_run)
        running.progressed.connect(self._progressed)
        running.finished.connect(lambda outcomes: self._finished(outcomes, dry_run=dry_run))
        running.failed.connect(self._failed)
        self.show_error("")
        self._summary.setText(self.tr("Looking at the rows…") if dry_run else self.tr("Importing…"))
        self._update()
        running.start()

    def _stop(self) -> None:
        if self._running is not None:
            self._running.stop()
            self._running = None

    def _progressed(self, done: int, of: int) -> None:
        self._progress.setMaximum(max(of, 1))
        self._progress.setValue(done)

    def _finished(self, outcomes: Sequence[RowOutcome], *, dry_run: bool) -> None:
        self._running = None
        self._outcomes = list(outcomes)
        self._is_done = not dry_run
        self._fill()
        self._summary.setText(self._counted())
        self._update()

    def _failed(self, problem: Problem) -> None:
        self._running = None
        self._summary.setText("")
        self.show_error(problem_words(problem))
        self._update()

    def _counted(self) -> str:
        new, changed, same = (sum(o.outcome == word for o in self._outcomes) for word in ("created", "changed", "same"))
        bad = sum(map(is_error, self._outcomes))
        words = self.tr("Imported: {new} new, {changed} changed, {same} as they were.")
        if not self._is_done:
            words = self.tr("{new} new, {changed} to change, {same} as they are.")
        counted = words.format(new=new, changed=changed, same=same)
        errors = self.tr("%n row(s) cannot be taken and stay out.", "", bad) if bad else ""
        return f"{counted} {errors}".strip()

    # Showing

    def _fill(self) -> None:
        sheet, mapping = self._sheet, self._mapping()
        if sheet is None:
            return
        titles = [self.tr("What happens"), *(field_words(field.value) for field in Field)]
        self._table.setHorizontalHeaderLabels(titles)
        order = sorted(range(len(sheet.rows)), key=lambda place: not self._is_bad(place))[:SHOWN_ROWS]
        self._table.setRowCount(len(order))
        for row, place in enumerate(order):
            words = outcome_words(self._outcomes[place]) if self._outcomes else ""
            cells = [sheet.rows[place][mapping[field]] if field in mapping else "" for field in Field]
            for column, text in enumerate([words, *cells]):
                item = QTableWidgetItem(shown_line(text))
                item.setToolTip(shown_line(text) if column == 0 else "")
                self._table.setItem(row, column, item)

    def _is_bad(self, place: int) -> bool:
        return bool(self._outcomes) and is_error(self._outcomes[place])

    def _update(self) -> None:
        is_busy = self._running is not None
        wanted = any(outcome.outcome in {"created", "changed"} for outcome in self._outcomes)
        self._progress.setVisible(is_busy)
        self._go.setEnabled(wanted and not is_busy and not self._is_done)
        self._go.setVisible(not self._is_done)
        self._close.setText(self.tr("Close") if self._is_done else self.tr("Cancel"))
        self._save_errors.setVisible(any(map(is_error, self._outcomes)))
        for choice in self._choices.values():
            choice.setEnabled(not is_busy and not self._is_done)

    # Rows with errors, to be corrected

    def _ask_where(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save rows with errors"), self.tr("rows-with-errors.csv"), self.tr("CSV (*.csv)")
        )
        if name:
            self.save_errors(Path(name))

    def save_errors(self, path: Path) -> None:
        """Write the rows that were not taken, with their reasons."""
        if self._sheet is None:
            return
        reasons = [outcome_words(outcome) for outcome in self._outcomes]
        text = error_file(self._sheet, self._outcomes, reasons, self.tr("Why not"))
        try:
            path.write_text(text, encoding="utf-8", newline="")
        except OSError:
            self.show_error(self.tr("The file cannot be written there. Choose another place."))

    def done(self, result: int) -> None:
        """Ask for nothing more once the dialog is closed."""
        self._stop()
        super().done(result)
