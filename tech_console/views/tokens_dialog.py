"""A customer's enrollment tokens: how many devices have joined with each, until when it is good, and its end."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from shared.ids import EnrollmentTokenId
from shared.protocol.directory import CustomerRecord
from shared.widgets.dialog import Dialog
from shared.widgets.empty_state import EmptyState
from shared.widgets.plain_text import shown_line
from tech_console.models.directory import TokenModel
from tech_console.state.snapshot import Change, Kind
from tech_console.views.asking import confirm
from tech_console.views.tables import RecordTable
from tech_console.views.ui import Ui

WIDTH, HEIGHT = 560, 260
CUSTOMER_COLUMN = 1


class TokensDialog(Dialog):
    """Follows the relay: a device that joins is counted while one looks."""

    def __init__(self, ui: Ui, customer: CustomerRecord, parent: QWidget) -> None:
        super().__init__("", parent, width=WIDTH)
        self._ui, self._customer = ui, customer
        self.set_title(self.tr("Tokens of {customer}").format(customer=shown_line(customer.name)))
        self.add_text(self.tr("Devices join with them. Revoking one does not touch devices that have joined."))
        self.model = TokenModel(lambda _id: "", lambda: "")
        self.table = RecordTable(self.model, "token_id", (0, 0, 110, 130))
        self.table.setColumnHidden(CUSTOMER_COLUMN, True)
        self.table.setProperty("kind", "boxed")
        self.table.setAccessibleName(self.tr("Enrollment tokens"))
        empty = EmptyState("key-round")
        empty.set_words(self.tr("No tokens yet"))
        self._stack = QStackedWidget()
        self._stack.setFixedHeight(HEIGHT)
        self._stack.addWidget(self.table)
        self._stack.addWidget(empty)
        self.body.addWidget(self._stack)
        self._revoke = self.add_button(self.tr("Revoke"))
        self._revoke.clicked.connect(self._revoke_selected)
        self.add_button(self.tr("Close"), "primary", is_default=True).clicked.connect(self.accept)
        self.table.start_sorted(3)
        self.table.selection_changed.connect(self._update)
        ui.console.world.changed.connect(self._changed)
        ui.console.world.reloaded.connect(self._refill)
        self._refill()

    def _refill(self) -> None:
        tokens = self._ui.console.world.snapshot.tokens.values()
        self.model.set_records([one for one in tokens if one.customer_id == self._customer.customer_id])
        self._update()

    def _changed(self, change: Change) -> None:
        if change.kind is not Kind.TOKEN or change.after is None:
            return
        if change.after.customer_id == self._customer.customer_id:
            self.model.upsert(change.after)
            self._update()

    def _update(self) -> None:
        token = self.model.find(self.table.current_id())
        self._stack.setCurrentIndex(0 if self.model.total() else 1)
        self._revoke.setEnabled(token is not None and not token.revoked)

    def _revoke_selected(self) -> None:
        token = self.model.find(self.table.current_id())
        text = self.tr("No further device can join with it. Devices that have joined are not touched.")
        if token is not None and confirm(self._ui, self.tr("Revoke this token?"), text, self.tr("Revoke"), self):
            self._ui.console.settings.revoke_token(EnrollmentTokenId(token.token_id))
