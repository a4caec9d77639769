"""What can be done with several devices at once: shown while more than one row is selected."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout

from shared.protocol.directory import DeviceRecord, DeviceState
from shared.widgets.elided_label import ElidedLabel
from shared.widgets.tokens import GRID
from tech_console.models.units import number_words
from tech_console.views.device_dialogs import AssignContactDialog, TagsDialog
from tech_console.views.device_manage import open_dialog
from tech_console.views.parts import button, menu_button
from tech_console.views.ui import Ui

MOST_OF_A_CONTACT = 50


class DeviceBulk(QFrame):
    """`devices` gives the selected ones when a verb is chosen."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.devices: Callable[[], list[DeviceRecord]] = list
        self.setProperty("kind", "bar")
        self.setFixedHeight(6 * GRID)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        row.setSpacing(GRID)
        self._words = ElidedLabel("", kind="strong")
        row.addWidget(self._words, 1)
        self._approve = button(self.tr("Approve"), self._approve_all)
        row.addWidget(self._approve)
        self._tags = button(self.tr("Tags…"), self._edit_tags, icon_name="tag")
        row.addWidget(self._tags)
        self._assign = button(ui.say(self.tr("Assign {a_contact}…")), self._assign_contact)
        row.addWidget(self._assign)
        made, menu = menu_button(self.tr("Helpdesk agent"))
        menu.addAction(self.tr("Activate")).triggered.connect(lambda: self._helpdesk(enabled=True))
        menu.addAction(self.tr("Deactivate")).triggered.connect(lambda: self._helpdesk(enabled=False))
        row.addWidget(made)
        for part in (self._approve, self._tags, self._assign, made):
            part.setProperty("compact", True)
        self.setVisible(False)

    def set_count(self, count: int) -> None:
        """Say how many are selected; nothing is offered for one."""
        self.setVisible(count > 1)
        if count > 1:
            may = self._ui.console.world.snapshot.may
            self._words.setText(self.tr("{count} devices selected").format(count=number_words(count)))
            self._approve.setEnabled(may("manage_devices"))
            self._tags.setEnabled(may("chat"))
            self._assign.setEnabled(may("edit_contacts"))

    def _helpdesk(self, *, enabled: bool) -> None:
        self._ui.console.devices.set_helpdesk([device.device_id for device in self.devices()], enabled=enabled)

    def _approve_all(self) -> None:
        pending = [device.device_id for device in self.devices() if device.state is DeviceState.PENDING]
        self._ui.console.devices.approve_all(pending)

    def _edit_tags(self) -> None:
        open_dialog(TagsDialog(self._ui, self.devices(), self.window()))

    def _assign_contact(self) -> None:
        chosen = self.devices()
        if len({device.customer_id for device in chosen}) == 1 and len(chosen) <= MOST_OF_A_CONTACT:
            open_dialog(AssignContactDialog(self._ui, chosen, self.window()))
        elif len(chosen) > MOST_OF_A_CONTACT:
            self._words.setText(self.tr("At most {count} devices fit one person.").format(count=MOST_OF_A_CONTACT))
        else:
            self._words.setText(self._ui.say(self.tr("Select devices of one {customer} only.")))
