"""*Customers → Installer*: what one customer's package says, then the package itself with what to do with it."""

import re
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from shared.limits import ENROLLMENT_TOKEN_DAYS, ENROLLMENT_TOKEN_USES, MAX_NAME_CHARS
from shared.protocol.directory import CustomerRecord
from shared.protocol.stamps import StampCreated
from shared.stamp import FILE_NAME, MAX_ICON_BYTES, Brand, Policy
from shared.stamping.packages import ENDINGS, package_name
from shared.stamping.refused import PackageRefused
from shared.widgets.brand import brand_pixmap
from shared.widgets.dialog import Dialog
from shared.widgets.elided_label import ElidedLabel
from shared.widgets.icons import icon
from shared.widgets.labels import Label
from shared.widgets.plain_text import shown_line
from shared.widgets.tokens import GRID
from tech_console.models.installer_words import failure_words, trust_words
from tech_console.models.problem_words import problem_words
from tech_console.models.words import policy_words
from tech_console.presenters.installer_trust import TrustUnusable
from tech_console.presenters.installers import Saved, Wanted
from tech_console.presenters.line import Problem
from tech_console.views.device_manage import open_dialog
from tech_console.views.installer_advanced import InstallerAdvanced
from tech_console.views.installer_result import InstallerResult, in_row, stacked
from tech_console.views.parts import add_field, button, form, number_field, scrolled
from tech_console.views.tokens_dialog import TokensDialog
from tech_console.views.ui import Ui

WIDTH, HEIGHT, LEAST, AROUND, ICON_PX = 620, 430, 200, 250, 32
"""`AROUND`: title, an error, buttons and frame; on a small or strongly enlarged screen the form scrolls in what is left."""
LANGUAGES: Final = ("", "it", "en")
MAX_TITLE, MAX_PHONE = 60, 40
_ADDRESS: Final = re.compile(r"wss?://[^\s/]+\S*\Z")


class InstallerDialog(Dialog):
    """Two steps: the form, and what was made. A token that was made is never made twice: a package can be saved again."""

    def __init__(self, ui: Ui, customer: CustomerRecord, parent: QWidget) -> None:
        super().__init__("", parent, width=WIDTH)
        self._ui, self._customer = ui, customer
        self._made = ""
        self._icon, self._icon_path = b"", ""
        self._base: Path | None = None
        self.set_title(self.tr("Installer for {customer}").format(customer=shown_line(customer.name)))
        self._steps = QStackedWidget()
        self._steps.addWidget(self._form_step())
        self._result = InstallerResult()
        self._steps.addWidget(scrolled(self._result))
        room = parent.screen().availableSize().height() - AROUND
        self._steps.setFixedHeight(max(LEAST, min(HEIGHT, room)))
        self.body.addWidget(self._steps)
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(4)
        self._progress.setVisible(False)
        self.body.addWidget(self._progress)
        self._tokens = self.add_button(self.tr("Tokens…"), "ghost")
        self._tokens.clicked.connect(lambda: open_dialog(TokensDialog(ui, customer, self)))
        self._close = self.add_cancel()
        self._go = self.add_button(self.tr("Make installer…"), "primary", is_default=True)
        self._go.clicked.connect(self.submit)
        self._recall()

    # The form

    def _form_step(self) -> QWidget:
        self._form = QWidget()
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 0, GRID + 4, 0)
        column.setSpacing(2 * GRID)
        column.addLayout(self._package_part())
        self._stamp_form = QWidget()
        inside = QVBoxLayout(self._stamp_form)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(2 * GRID)
        for part in (self._address_part(), self._token_part(), self._brand_part(), self._policy_part()):
            inside.addLayout(part)
        self.advanced = InstallerAdvanced()
        self.advanced.said.connect(self.show_error)
        self.advanced.fold.clicked.connect(lambda: self._scroll_to(self.advanced))
        inside.addWidget(self.advanced)
        column.addWidget(self._stamp_form)
        column.addStretch()
        self._area = scrolled(self._form)
        return self._area

    def _package_part(self) -> QVBoxLayout:
        self._package = QLineEdit()
        self._package.setReadOnly(True)
        self._package.setPlaceholderText(self.tr("Only the stamp file"))
        self._package.setAccessibleName(self.tr("Base package"))
        self._only = button(self.tr("Only the stamp"), lambda: self.take_package(None), "ghost")
        row = in_row(self._package, button(self.tr("Choose…"), self._choose_package), self._only)
        hint = self.tr(
            "The package that is the same for every customer: .deb, .msi, .zip or .tar.gz. It stays as it is."
        )
        caption = Label(self.tr("Base package"), kind="strong")
        return stacked(caption, row, Label(hint, kind="small", wraps=True))

    def _address_part(self) -> QVBoxLayout:
        self._url = QLineEdit()
        self._url.setMaxLength(500)
        self._url.setPlaceholderText("wss://desk.example.org")
        fields = form()
        add_field(fields, self.tr("Where devices reach the relay"), self._url)
        return stacked(fields)

    def _token_part(self) -> QVBoxLayout:
        self._label = QLineEdit()
        self._label.setMaxLength(MAX_NAME_CHARS)
        self._label.setPlaceholderText(self.tr("For example: head office"))
        self._days, self._uses = number_field(1, 366), number_field(1, 100_000)
        self._days.setValue(ENROLLMENT_TOKEN_DAYS)
        self._uses.setValue(ENROLLMENT_TOKEN_USES)
        across = QHBoxLayout()
        across.setSpacing(GRID + 4)
        for caption, field, stretch in (
            (self.tr("Label"), self._label, 2),
            (self.tr("Valid for days"), self._days, 1),
            (self.tr("Number of devices"), self._uses, 1),
        ):
            fields = form()
            add_field(fields, caption, field)
            across.addLayout(fields, stretch)
        self._golden = QCheckBox(self.tr("For an image: without a token, its copies join later"))
        self._golden.toggled.connect(self._golden_changed)
        self._approval = Label("", kind="small", wraps=True)
        self._golden_changed(on=False)
        return stacked(Label(self.tr("Joining"), kind="heading"), across, self._golden, self._approval)

    def _brand_part(self) -> QVBoxLayout:
        self._title_field, self._phone = QLineEdit(), QLineEdit()
        self._title_field.setMaxLength(MAX_TITLE)
        self._title_field.setPlaceholderText("Sportello")
        self._phone.setMaxLength(MAX_PHONE)
        self._phone.setPlaceholderText("+39 041 5550100")
        across = QHBoxLayout()
        across.setSpacing(GRID + 4)
        for caption, field, stretch in (
            (self.tr("Name shown to people"), self._title_field, 2),
            (self.tr("Telephone"), self._phone, 1),
        ):
            fields = form()
            add_field(fields, caption, field)
            across.addLayout(fields, stretch)
        self._picture = QLabel()
        self._picture.setFixedSize(QSize(ICON_PX, ICON_PX))
        self._picture.setAccessibleName(self.tr("Icon"))
        self._icon_words = ElidedLabel("", kind="muted")
        self._no_icon = button(self.tr("Remove"), lambda: self.take_icon(None), "ghost")
        row = in_row(self._picture, self._icon_words, button(self.tr("Choose icon…"), self._choose_icon), self._no_icon)
        self._show_icon("")
        return stacked(Label(self.tr("Your name and picture"), kind="heading"), across, row)

    def _policy_part(self) -> QVBoxLayout:
        self._inventory = _switch(self.tr("Devices tell their inventory"), on=True)
        self._quit = _switch(self.tr("People may quit the program"), on=True)
        self._autostart = _switch(self.tr("The program starts with each session"), on=True)
        self._key_file = _switch(self.tr("Without a key store, the key may be kept in a file"), on=False)
        self._language = QComboBox()
        for words in (self.tr("The person's own language"), "Italiano", "English"):
            self._language.addItem(words)
        fields = form()
        add_field(fields, self.tr("Language"), self._language)
        switches = (self._inventory, self._quit, self._autostart, self._key_file)
        return stacked(Label(self.tr("What it permits"), kind="heading"), *switches, fields)

    def _golden_changed(self, on: bool) -> None:
        for field in (self._label, self._days, self._uses):
            field.setEnabled(not on)
        self._approval.setText("" if on else self._approval_words())
        self._approval.setVisible(not on)

    def _approval_words(self) -> str:
        return f"{policy_words(self._customer.enrolment_policy)}."

    def _recall(self) -> None:
        """Fill in what is the same for most customers."""
        values = self._ui.console.preferences.values
        self._url.setText(self._ui.console.settings.record.public_url or values.relay_url)
        self._title_field.setText(values.brand_title)
        self._phone.setText(values.brand_phone)
        base = Path(values.installer_base) if values.installer_base else None
        self.take_package(base if base is not None and base.is_file() else None)
        if values.brand_icon and Path(values.brand_icon).is_file():
            self.take_icon(Path(values.brand_icon))
        authority = Path(values.installer_authority) if values.installer_authority else None
        self.advanced.recall(values.installer_fingerprint, authority)

    def _scroll_to(self, part: QWidget) -> None:
        """Bring a part into view once what was folded has its room."""
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(part, 0, 6 * GRID))

    # Choosing

    def _choose_package(self) -> None:
        endings = " ".join(f"*{ending}" for ending in ENDINGS)
        pattern = self.tr("Packages ({endings})").format(endings=endings)
        start = self._ui.console.preferences.values.installer_base
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Choose the base package"), start, pattern)
        if name:
            self.take_package(Path(name))

    def take_package(self, path: Path | None) -> None:
        """Use this base package; None: only the stamp file."""
        self._base = path
        self._package.setText("" if path is None else shown_line(path.name))
        self._package.setToolTip("" if path is None else shown_line(str(path)))
        self._only.setVisible(path is not None)
        self.show_error("")

    def _choose_icon(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Choose an icon"), "", self.tr("Pictures (*.png)"))
        if name:
            self.take_icon(Path(name))

    def take_icon(self, path: Path | None) -> None:
        """Use this picture, if it is one that fits."""
        content, name = b"", ""
        if path is not None:
            try:
                with path.open("rb") as file:
                    content = file.read(MAX_ICON_BYTES + 1)
            except OSError:
                content = b""
            if brand_pixmap(content, ICON_PX, 1.0) is None:
                self.show_error(self.tr("The icon must be a PNG file of at most 24 KB and 1024 pixels each way."))
                return
            name = path.name
        self._icon = content
        self._icon_path = "" if path is None else str(path)
        self._show_icon(name)
        self.show_error("")

    def _show_icon(self, name: str) -> None:
        pixmap = brand_pixmap(self._icon, ICON_PX, self.devicePixelRatioF())
        self._picture.setPixmap(icon("image").pixmap(ICON_PX, ICON_PX) if pixmap is None else pixmap)
        self._icon_words.setText(shown_line(name) or self.tr("The program's own icon"))
        self._no_icon.setVisible(bool(name))

    # Making

    def submit(self) -> None:
        """Ask where to save, then have it made."""
        if not _ADDRESS.match(self._url.text().strip()):
            self.show_error(self.tr("Please enter the relay's address, for example wss://desk.example.org."))
            self._url.setFocus()
            return
        try:
            self.advanced.value()
        except TrustUnusable as unusable:
            why = str(unusable.params["why"])
            self.show_error(trust_words(why))
            self._scroll_to(self.advanced.point_at(why))
            return
        try:
            name = FILE_NAME if self._base is None else package_name(self._base, self._customer.name)
        except PackageRefused as refused:
            self.show_error(failure_words(str(refused.params["why"]), str(refused.params["path"])))
            return
        start = Path(self._ui.console.preferences.values.installer_folder or Path.home()) / name
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the installer"), str(start))
        if chosen:
            self.make(Path(chosen))

    def make(self, target: Path) -> None:
        """Have token and stamp made, unless they are there from a try before, and save the package."""
        self._remember(target)
        self._set_running(running=True)
        if self._made:
            self._save(target)
            return
        question = self._ui.console.installers.create(self._wanted())
        question.is_shown = True
        question.done.connect(lambda reply: self._created(reply, target))
        question.refused.connect(self._refused)

    def _wanted(self) -> Wanted:
        return Wanted(
            customer_id=self._customer.customer_id,
            relay_url=self._url.text(),
            label=self._label.text(),
            days=self._days.value(),
            max_uses=self._uses.value(),
            is_golden=self._golden.isChecked(),
            brand=Brand(
                title=self._title_field.text().strip(),
                support_phone=self._phone.text().strip(),
                icon_png=self._icon,
            ),
            trust=self.advanced.value(),
            policy=Policy(
                allow_key_file=self._key_file.isChecked(),
                allow_quit=self._quit.isChecked(),
                inventory=self._inventory.isChecked(),
                autostart=self._autostart.isChecked(),
                language=LANGUAGES[self._language.currentIndex()],
            ),
        )

    def _remember(self, target: Path) -> None:
        self._ui.console.preferences.change(
            installer_base="" if self._base is None else str(self._base),
            installer_folder=str(target.parent),
            brand_title=self._title_field.text().strip(),
            brand_phone=self._phone.text().strip(),
            brand_icon=self._icon_path,
            installer_fingerprint=self.advanced.value().fingerprint,
            installer_authority=self.advanced.authority_path,
        )

    def _created(self, reply: StampCreated, target: Path) -> None:
        self._made = reply.stamp
        self._save(target)

    def _save(self, target: Path) -> None:
        saving = self._ui.console.installers.save(self._made, self._base, target)
        saving.done.connect(self._saved)
        saving.failed.connect(self._failed)
        saving.start()

    def _saved(self, saved: Saved) -> None:
        self._set_running(running=False)
        self._result.show_saved(saved, self._base, self._customer.enrolment_policy, is_golden=self._golden.isChecked())
        self._steps.setCurrentIndex(1)
        self._go.setVisible(False)
        self._close.setText(self.tr("Close"))
        self._close.setFocus()

    def _refused(self, problem: Problem) -> None:
        self._set_running(running=False)
        self.show_error(problem_words(problem))

    def _failed(self, why: str, path: str) -> None:
        self._set_running(running=False)
        kept = self.tr("The token is made and kept here: choose another place or package, and save again.")
        self.show_error(f"{failure_words(why, path)} {kept}")
        self._stamp_form.setEnabled(False)  # what the stamp says is signed already
        self._go.setText(self.tr("Save again…"))

    def _set_running(self, *, running: bool) -> None:
        self._progress.setVisible(running)
        self.set_busy(running)
        self._form.setEnabled(not running)


def _switch(words: str, *, on: bool) -> QCheckBox:
    made = QCheckBox(words)
    made.setChecked(on)
    return made
