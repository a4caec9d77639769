"""The dialogs, each built when it is first asked for; asked for again, it comes to the front."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from endpoint_agent.presenters.about import AboutPresenter
from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.views.placing import fit_height, place_over
from shared.widgets.app_icon import app_icon
from shared.widgets.dialog import Dialog

DialogT = TypeVar("DialogT", bound=Dialog)


class Dialogs(QObject):
    """Signals: `identified()` after the person confirmed who they are in the dialog; `ticket_chosen(ticket_id)`;
    `capture_wanted()` of the ticket form; `chat_wanted(reason)` to call somebody back.
    """  # noqa: D205 - the signals are one list

    identified = Signal()
    ticket_chosen = Signal(str)
    capture_wanted = Signal()
    chat_wanted = Signal(str)

    def __init__(self, presenters: AgentPresenters, about: AboutPresenter) -> None:
        super().__init__()
        self._p = presenters
        self._about = about
        self._made: dict[str, Dialog] = {}
        self.window: QWidget | None = None
        """Where the dialogs come up, while it is on screen."""

    def identity(self) -> None:
        """*Personal information*."""
        from endpoint_agent.views.identity_dialog import IdentityDialog

        def make() -> IdentityDialog:
            dialog = IdentityDialog(self._p.identity)
            dialog.accepted.connect(self.identified)
            return dialog

        dialog = self._dialog("identity", make)
        dialog.begin()
        self._show(dialog)

    def ticket(self, text: str = "", files: list[str] | None = None) -> None:
        """*New ticket*, with a text and files kept from elsewhere."""
        from endpoint_agent.views.ticket_dialog import TicketDialog

        def make() -> TicketDialog:
            dialog = TicketDialog(self._p)
            dialog.capture_wanted.connect(self.capture_wanted)
            return dialog

        self._p.draft.begin(text, files)
        dialog = self._dialog("ticket", make)
        dialog.begin()
        self._show(dialog)

    def tickets(self) -> None:
        """*My tickets*."""
        from endpoint_agent.views.tickets_dialog import TicketsDialog

        def make() -> TicketsDialog:
            dialog = TicketsDialog(self._p)
            dialog.new.clicked.connect(self._new_from_list)
            dialog.edit_wanted.connect(self._new_from_list)
            dialog.chosen.connect(self._ticket_chosen)
            return dialog

        dialog = self._dialog("tickets", make)
        dialog.refresh()
        self._show(dialog)

    def missed(self) -> None:
        """*Missed requests*."""
        from endpoint_agent.views.missed_dialog import MissedDialog

        def make() -> MissedDialog:
            dialog = MissedDialog(self._p)
            dialog.chat_wanted.connect(self.chat_wanted)
            dialog.ticket_wanted.connect(self.ticket)
            return dialog

        dialog = self._dialog("missed", make)
        dialog.begin()
        self._show(dialog)

    def about(self) -> None:
        """*About this computer*."""
        from endpoint_agent.views.about_dialog import AboutDialog

        def make() -> AboutDialog:
            dialog = AboutDialog(self._about)
            dialog.page_wanted.connect(self.release)
            return dialog

        dialog = self._dialog("about", make)
        dialog.begin()
        self._show(dialog)

    def release(self, url: str) -> None:
        """Ask whether the page of the newer version is to be opened; the support may have changed it meanwhile."""
        from shared.widgets.link_dialog import LinkDialog

        if (before := self._made.pop("release", None)) is not None:
            before.close()
            before.deleteLater()
        self._show(self._dialog("release", lambda: LinkDialog(url)))

    def settings(self) -> None:
        """*Settings*."""
        from endpoint_agent.views.settings_dialog import SettingsDialog

        dialog = self._dialog("settings", lambda: SettingsDialog(self._p.settings))
        dialog.begin()
        self._show(dialog)

    def shown(self, name: str) -> Dialog | None:
        """Return a dialog that was built, by the name of its method here."""
        return self._made.get(name)

    def close_all(self) -> None:
        """Take all away, as when the program ends."""
        for dialog in self._made.values():
            dialog.close()
            dialog.deleteLater()
        self._made.clear()

    def _new_from_list(self) -> None:
        self._made["tickets"].accept()
        self.ticket()

    def _ticket_chosen(self, ticket_id: str) -> None:
        self._made["tickets"].accept()
        self.ticket_chosen.emit(ticket_id)

    def _show(self, dialog: Dialog) -> None:
        if not dialog.isVisible():
            fit_height(dialog)
            if self.window is not None and self.window.isVisible() and not self.window.isMinimized():
                place_over(dialog, self.window)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def _dialog(self, name: str, make: Callable[[], DialogT]) -> DialogT:
        if name not in self._made:
            self._made[name] = make()
            self._made[name].setWindowIcon(app_icon())
        return self._made[name]  # type: ignore[return-value]  # each name is made by one maker only
