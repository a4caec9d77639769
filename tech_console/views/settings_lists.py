"""Cards of the settings with a list in them: groups of technicians, and the services that a requester chooses from (H-06)."""

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from shared.limits import MAX_NAME_CHARS
from shared.protocol.routing import GroupRecord, ServiceRecord
from shared.widgets.banner import Banner
from shared.widgets.empty_state import EmptyState
from shared.widgets.plain_text import shown_line
from tech_console.models.problem_words import problem_words
from tech_console.presenters.line import Problem
from tech_console.state.snapshot import Change, Kind
from tech_console.views.asking import AskingDialog, confirm
from tech_console.views.parts import add_field, button, card, form
from tech_console.views.ui import Ui

ROW, LIST_HEIGHT, TICKS_HEIGHT, TEXT_HEIGHT = 38, 220, 180, 76
DESCRIPTION_CHARS = 500


class TickList(QListWidget):
    """Several of many, by ticks."""

    def __init__(self, name: str, choices: list[tuple[str, str]], ticked: list[str]) -> None:
        super().__init__()
        self.setProperty("kind", "boxed")
        self.setAccessibleName(name)
        self.setFixedHeight(TICKS_HEIGHT)
        for words, id_ in sorted(choices, key=lambda choice: choice[0].casefold()):
            item = QListWidgetItem(shown_line(words), self)
            item.setData(Qt.ItemDataRole.UserRole, id_)
            item.setSizeHint(QSize(0, ROW))
            item.setCheckState(Qt.CheckState.Checked if id_ in ticked else Qt.CheckState.Unchecked)

    def ticked(self) -> list[Any]:
        """Return the ids that are ticked."""
        items = (self.item(row) for row in range(self.count()))
        return [i.data(Qt.ItemDataRole.UserRole) for i in items if i.checkState() is Qt.CheckState.Checked]


class GroupDialog(AskingDialog):
    """A group and who belongs to it."""

    def __init__(self, ui: Ui, group: GroupRecord | None, parent: QWidget) -> None:
        super().__init__(ui, "", parent, width=440)
        self._group = group
        self.set_title(self.tr("New group") if group is None else self.tr("Edit group"))
        self._name = QLineEdit("" if group is None else group.name)
        self._name.setMaxLength(MAX_NAME_CHARS)
        technicians = ui.console.world.snapshot.technicians.values()
        self._people = TickList(
            self.tr("Technicians"),
            [(t.name, t.technician_id) for t in technicians if t.active],
            [] if group is None else list(group.technician_ids),
        )
        fields = form()
        add_field(fields, self.tr("Name"), self._name)
        add_field(fields, self.tr("Technicians"), self._people)
        self.body.addLayout(fields)
        self.add_verb(self.tr("Save"))
        self._name.setFocus()

    def submit(self) -> None:
        if not self._name.text().strip():
            self.show_error(self.tr("Please enter a name."))
            return
        id_ = None if self._group is None else self._group.group_id
        self.follow(self.ui.console.provider.save_group(id_, self._name.text(), self._people.ticked()))


class ServiceDialog(AskingDialog):
    """A service, what it is for, and which groups look after it."""

    def __init__(self, ui: Ui, service: ServiceRecord | None, parent: QWidget) -> None:
        super().__init__(ui, "", parent, width=460)
        self._service = service
        self.set_title(self.tr("New service") if service is None else self.tr("Edit service"))
        self._name = QLineEdit("" if service is None else service.name)
        self._name.setMaxLength(MAX_NAME_CHARS)
        self._what_for = QPlainTextEdit("" if service is None else service.description)
        self._what_for.setFixedHeight(TEXT_HEIGHT)
        self._what_for.setTabChangesFocus(True)
        self._groups = TickList(
            self.tr("Groups"),
            [(g.name, g.group_id) for g in ui.console.world.snapshot.groups.values()],
            [] if service is None else list(service.group_ids),
        )
        self._active = QCheckBox(self.tr("Requesters can choose it"))
        self._active.setChecked(service is None or service.active)
        self._default = QCheckBox(self.tr("For requests that choose none"))
        self._default.setChecked(service is not None and service.is_default)
        if service is not None and service.is_default:  # another one becomes the default, this one cannot just stop
            self._default.setEnabled(False)
            self._active.setEnabled(False)
        fields = form()
        add_field(fields, self.tr("Name"), self._name)
        add_field(fields, self.tr("What it is for"), self._what_for)
        add_field(fields, self.tr("Groups; none: every technician"), self._groups)
        self.body.addLayout(fields)
        self.body.addWidget(self._active)
        self.body.addWidget(self._default)
        self.add_verb(self.tr("Save"))
        self._name.setFocus()

    def submit(self) -> None:
        if not self._name.text().strip():
            self.show_error(self.tr("Please enter a name."))
            return
        if len(self._what_for.toPlainText()) > DESCRIPTION_CHARS:
            self.show_error(self.tr("What it is for: at most {most} characters.").format(most=DESCRIPTION_CHARS))
            return
        self.follow(
            self.ui.console.provider.save_service(
                None if self._service is None else self._service.service_id,
                self._name.text(),
                self._what_for.toPlainText(),
                self._groups.ticked(),
                active=self._active.isChecked(),
                is_default=self._default.isChecked(),
            )
        )


class RecordsCard(QWidget):
    """A list of records with New, Edit and, where they can go, Remove; subclasses say what they are."""

    kind: Kind
    icon_name = "users"

    def __init__(self, ui: Ui, title: str, explained: str, empty: str, new: str) -> None:
        super().__init__()
        self._ui = ui
        frame, column = card(title, explained)
        self.list = QListWidget()
        self.list.setProperty("kind", "boxed")
        self.list.setAccessibleName(title)
        self.list.setMinimumHeight(LIST_HEIGHT)
        none = EmptyState(self.icon_name)
        none.set_words(empty)
        self._rows = QStackedWidget()
        self._rows.addWidget(self.list)
        self._rows.addWidget(none)
        self._banner = Banner()
        self.new = button(new, lambda: self._open(None), "primary", "plus")
        self._edit = button(self.tr("Edit"), self._edit_current)
        self._remove = button(self.tr("Remove…"), self._remove_current)
        self._remove.setVisible(self.can_remove)
        row = QHBoxLayout()
        row.addStretch()
        for made in (self._remove, self._edit, self.new):
            row.addWidget(made)
        column.addWidget(self._rows)
        column.addWidget(self._banner)
        column.addLayout(row)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(frame)
        self.list.itemSelectionChanged.connect(self._update)
        self.list.itemActivated.connect(lambda _: self._edit_current())
        ui.console.world.changed.connect(self._changed)
        ui.console.world.reloaded.connect(self._fill)
        self._fill()

    can_remove = False

    def words_of(self, record: Any) -> str:
        """Return the line of a record."""
        raise NotImplementedError

    def dialog_for(self, record: Any) -> AskingDialog:
        """Return the form of a record, of a new one for None."""
        raise NotImplementedError

    def remove(self, record: Any) -> None:
        """Ask the person, then the relay."""

    def say_refused(self, problem: Problem) -> None:
        """Show why something was not done."""
        self._banner.say("error", problem_words(problem))

    def _fill(self) -> None:
        chosen = self._current()
        self.list.clear()
        records = self._ui.console.world.snapshot.of(self.kind).values()
        for record in sorted(records, key=lambda record: record.name.casefold()):
            item = QListWidgetItem(shown_line(self.words_of(record)), self.list)
            item.setData(Qt.ItemDataRole.UserRole, record)
            item.setSizeHint(QSize(0, ROW))
            if chosen is not None and chosen.name == record.name:
                self.list.setCurrentItem(item)
        self._rows.setCurrentIndex(0 if self.list.count() else 1)
        self._update()

    def _changed(self, change: Change) -> None:
        if change.kind in {self.kind, Kind.GROUP, Kind.TECHNICIAN}:
            self._fill()

    def _current(self) -> Any:
        chosen = self.list.selectedItems()
        return chosen[0].data(Qt.ItemDataRole.UserRole) if chosen else None

    def _update(self) -> None:
        may = self._ui.console.world.snapshot.may("manage_settings")
        self.new.setEnabled(may)
        self._edit.setEnabled(may and self._current() is not None)
        self._remove.setEnabled(may and self._current() is not None)

    def _edit_current(self) -> None:
        if (record := self._current()) is not None and self._edit.isEnabled():
            self._open(record)

    def _open(self, record: Any) -> None:
        self._banner.clear()
        dialog = self.dialog_for(record)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _remove_current(self) -> None:
        if (record := self._current()) is not None:
            self._banner.clear()
            self.remove(record)


class GroupsCard(RecordsCard):
    """Technicians who share a competence."""

    kind = Kind.GROUP
    can_remove = True

    def __init__(self, ui: Ui) -> None:
        super().__init__(
            ui,
            self.tr("Groups"),
            self.tr(
                "Technicians who share a competence. A conversation can be handed to a group, a ticket belong to one."
            ),
            self.tr("No groups yet"),
            self.tr("New group"),
        )

    def words_of(self, record: GroupRecord) -> str:
        """Return the name and how many there are."""
        return f"{record.name} · " + self.tr("%n technician(s)", "", len(record.technician_ids))

    def dialog_for(self, record: GroupRecord | None) -> GroupDialog:
        """Return the form."""
        return GroupDialog(self._ui, record, self.window())

    def remove(self, record: GroupRecord) -> None:
        """Remove a group that no service and no open ticket names."""
        agreed = confirm(
            self._ui,
            self.tr("Remove the group {name}?").format(name=shown_line(record.name)),
            self.tr("Its technicians stay. A group that a service or an open ticket names cannot be removed."),
            self.tr("Remove"),
            self.window(),
        )
        if agreed:
            question = self._ui.console.provider.remove_group(record.group_id)
            question.is_shown = True
            question.refused.connect(self.say_refused)


class ServicesCard(RecordsCard):
    """What a requester chooses."""

    kind = Kind.SERVICE
    icon_name = "life-buoy"

    def __init__(self, ui: Ui) -> None:
        super().__init__(
            ui,
            self.tr("Services"),
            self.tr("What people choose when they ask for help; every ticket belongs to one."),
            self.tr("No services yet"),
            self.tr("New service"),
        )

    def words_of(self, record: ServiceRecord) -> str:
        """Return the name, what stands out, and the groups."""
        known = self._ui.console.world.snapshot.groups
        facts = [record.name]
        facts += [self.tr("default")] if record.is_default else []
        facts += [] if record.active else [self.tr("not offered")]
        facts += [known[id_].name for id_ in record.group_ids if id_ in known]
        return " · ".join(facts)

    def dialog_for(self, record: ServiceRecord | None) -> ServiceDialog:
        """Return the form."""
        return ServiceDialog(self._ui, record, self.window())
