"""The *Manage* button of a device: *Manage → More tools → Helpdesk agent → Activate* (A-18), and what else can be done there."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from shared.ids import DeviceId
from shared.protocol.directory import DeviceRecord, DeviceState
from shared.widgets.dialog import Dialog
from tech_console.views.device_dialogs import TagsDialog
from tech_console.views.parts import menu_button
from tech_console.views.ui import Ui


class Manage(QWidget):
    """Holds the button. Signals: `message_wanted`, `new_ticket_wanted`, `revoke_wanted` (device_id)."""

    message_wanted = Signal(str)
    new_ticket_wanted = Signal(str)
    revoke_wanted = Signal(str)

    def __init__(self, ui: Ui, owner: QWidget) -> None:
        super().__init__(owner)
        self._ui = ui
        self._id = DeviceId("")
        self.button, menu = menu_button(self.tr("Manage"))
        menu.addAction(self.tr("Leave a message")).triggered.connect(lambda: self.message_wanted.emit(self._id))
        menu.addAction(self.tr("New ticket")).triggered.connect(lambda: self.new_ticket_wanted.emit(self._id))
        self._tags: QAction = menu.addAction(self.tr("Tags…"))
        self._tags.triggered.connect(self._edit_tags)
        more = menu.addMenu(self.tr("More tools")).addMenu(self.tr("Helpdesk agent"))
        self._activate: QAction = more.addAction(self.tr("Activate"))
        self._activate.triggered.connect(lambda: self._set_helpdesk(enabled=True))
        self._deactivate: QAction = more.addAction(self.tr("Deactivate"))
        self._deactivate.triggered.connect(lambda: self._set_helpdesk(enabled=False))
        menu.addSeparator()
        self._approve: QAction = menu.addAction(self.tr("Approve"))
        self._approve.triggered.connect(lambda: ui.console.devices.approve(self._id))
        self._revoke: QAction = menu.addAction(self.tr("Revoke this device…"))
        self._revoke.triggered.connect(lambda: self.revoke_wanted.emit(self._id))
        self.hide()

    def show_device(self, device: DeviceRecord) -> None:
        """Offer what this device, and the person's role, allow."""
        world = self._ui.console.world.snapshot
        self._id = device.device_id
        approved = device.state is DeviceState.APPROVED
        self.button.setEnabled(world.may("chat"))
        self._tags.setEnabled(world.may("chat"))
        self._activate.setEnabled(approved and not device.helpdesk_enabled)
        self._deactivate.setEnabled(approved and device.helpdesk_enabled)
        self._approve.setVisible(device.state is DeviceState.PENDING and world.may("manage_devices"))
        self._revoke.setEnabled(device.state is not DeviceState.REVOKED and world.may("manage_devices"))

    def _set_helpdesk(self, *, enabled: bool) -> None:
        self._ui.console.devices.set_helpdesk([self._id], enabled=enabled)

    def _edit_tags(self) -> None:
        device = self._ui.console.devices.find(self._id)
        if device is not None:
            open_dialog(TagsDialog(self._ui, [device], self.window()))


def open_dialog(dialog: Dialog) -> None:
    """Show a dialog that goes away by itself."""
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
