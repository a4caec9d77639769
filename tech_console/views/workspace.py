"""Everything behind the sign-in: rail, head with the profile, pages, request cards, and the dialogs between them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from shared.ids import ContactId, ConversationId, TicketId
from shared.link.events import LinkState
from shared.widgets.banner import Banner
from shared.widgets.labels import Label
from shared.widgets.tokens import GRID
from tech_console.models.problem_words import link_words
from tech_console.views.audit_page import AuditPage
from tech_console.views.commanding import Commanding
from tech_console.views.conversations_page import ConversationsPage
from tech_console.views.customers_page import CustomersPage
from tech_console.views.devices_page import DevicesPage
from tech_console.views.parts import bar, button, in_margins
from tech_console.views.profile_menu import ProfileButton
from tech_console.views.rail import Place, Rail
from tech_console.views.request_cards import RequestCards
from tech_console.views.requests_page import RequestsPage
from tech_console.views.search_page import SearchPage
from tech_console.views.settings_page import SettingsPage
from tech_console.views.talking import Talking
from tech_console.views.tickets_page import TicketsPage
from tech_console.views.ui import Ui

Page = (
    RequestsPage | ConversationsPage | TicketsPage | DevicesPage | CustomersPage | SearchPage | AuditPage | SettingsPage
)


class Workspace(QWidget):
    """Signals: `in_front(conversation_id)`, empty when no talk is."""

    in_front = Signal(str)

    def __init__(self, ui: Ui, window: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self.words = {
            Place.REQUESTS: self.tr("Requests"),
            Place.CONVERSATIONS: self.tr("Conversations"),
            Place.TICKETS: self.tr("Tickets"),
            Place.DEVICES: self.tr("Devices"),
            Place.CUSTOMERS: ui.say(self.tr("{Customers}")),
            Place.SEARCH: self.tr("Search"),
            Place.AUDIT: self.tr("Audit log"),
            Place.SETTINGS: self.tr("Settings"),
        }
        if not ui.console.world.snapshot.may("read_audit"):
            del self.words[Place.AUDIT]
        # From the outside in: whatever gets another parent asks the style sheet anew for all that is in it.
        self._pages = QStackedWidget(self)
        self.requests = RequestsPage(ui, self._pages)
        self.conversations = ConversationsPage(ui, self._pages)
        self.tickets = TicketsPage(ui, self._pages)
        self.devices = DevicesPage(ui, self._pages)
        self.customers = CustomersPage(ui, self._pages)
        self.search = SearchPage(ui, self._pages)
        self.audit = AuditPage(ui, self._pages)
        self.settings = SettingsPage(ui, self._pages)
        self.cards = RequestCards(ui, window)
        self.talking = Talking(ui, self)
        self.commanding = Commanding(ui, self)
        self._lay_out()
        self._connect_pages()
        self._connect_presenters()
        self.go_to(Place.CONVERSATIONS)
        self._link_changed()

    def _lay_out(self) -> None:
        self._state = Label("", kind="small")
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(GRID, GRID, GRID, 0)
        row.addWidget(self._state)
        self.rail = Rail(self.words, foot)
        self._title = Label("", kind="heading")
        self._banner = Banner()
        self._banner_box = in_margins(self._banner)
        head, across = bar()
        across.addWidget(self._title)
        across.addStretch()
        find = button(self.tr("Search or command"), self.commanding.open_palette, icon_name="search")
        find.setToolTip(self.tr("Commands and quick jump (Ctrl+K)"))
        find.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        across.addWidget(find)
        across.addSpacing(GRID)
        across.addWidget(ProfileButton(self._ui))
        for made in self._all_pages():
            self._pages.addWidget(made)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._banner_box)
        column.addWidget(self._pages, 1)
        around = QHBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(0)
        around.addWidget(self.rail)
        around.addLayout(column, 1)

    def _all_pages(self) -> tuple[Page, ...]:
        return (
            self.requests,
            self.conversations,
            self.tickets,
            self.devices,
            self.customers,
            self.search,
            self.audit,
            self.settings,
        )

    def _connect_pages(self) -> None:
        self.rail.gone_to.connect(self.go_to)
        self.conversations.shown.connect(lambda _: self._say_in_front())
        self.conversations.pane.close_wanted.connect(self.talking.close_talk)
        self.conversations.pane.ticket_wanted.connect(self.talking.ticket_of_talk)
        self.conversations.pane.transfer_wanted.connect(self.talking.transfer)
        self.conversations.pane.transcript_wanted.connect(self.talking.save_transcript)
        self.conversations.pane.device_wanted.connect(self.show_device)
        self.conversations.pane.answers_wanted.connect(self.talking.manage_answers)
        self.conversations.details.ticket_wanted.connect(self.show_ticket)
        self.conversations.details.device_wanted.connect(self.show_device)
        self.requests.talk_wanted.connect(self.show_conversation)
        self.requests.device_wanted.connect(self.show_device)
        self.requests.chat_wanted.connect(self.talking.ask_device)
        self.requests.message_wanted.connect(self.talking.leave_message)
        self.cards.wanted.connect(self.show_request)
        self.tickets.talk_wanted.connect(self.show_conversation)
        self.tickets.device_wanted.connect(self.show_device)
        self.tickets.transcript_wanted.connect(self.talking.save_transcript)
        self.tickets.chat_wanted.connect(self.talking.chat_of_ticket)
        self.tickets.answers_wanted.connect(self.talking.manage_answers)
        self.tickets.new_ticket_wanted.connect(self.talking.new_ticket)
        self.tickets.shown.connect(lambda _: self._say_in_front())
        self.devices.chat_wanted.connect(self.talking.ask_device)
        self.devices.message_wanted.connect(self.talking.leave_message)
        self.devices.new_ticket_wanted.connect(self.talking.ticket_of_device)
        self.devices.revoke_wanted.connect(self.talking.revoke_device)
        self.devices.ticket_wanted.connect(self.show_ticket)
        self.devices.talk_wanted.connect(self.show_conversation)
        self.devices.token_wanted.connect(self._to_tokens)
        self.customers.devices_wanted.connect(self._devices_of)
        self.customers.ticket_wanted.connect(self.show_ticket)
        self.talking.ticket_wanted.connect(self.show_ticket)
        self.talking.said.connect(self.cards.say)

    def _connect_presenters(self) -> None:
        console = self._ui.console
        console.chats.opened.connect(self.show_conversation)
        console.counts_changed.connect(self._count)
        console.line.state_changed.connect(self._link_changed)
        self._banner.action_clicked.connect(console.sign_in.retry)
        self._count()

    # Where one is

    def go_to(self, place: Place) -> None:
        """Show a page; one that this person may not see is not gone to."""
        if place not in self.words:
            return
        self._pages.setCurrentIndex(place)
        self._title.setText(self.words[place])
        self.rail.show_place(place)
        self.take_focus()
        self._say_in_front()

    def take_focus(self) -> None:
        """Put the keyboard on the page."""
        self._all_pages()[self.place()].take_focus()

    def place(self) -> Place:
        """Return which page is shown."""
        return Place(self._pages.currentIndex())

    def current_page(self) -> QWidget:
        """Return that page."""
        return self._all_pages()[self.place()]

    @property
    def widget(self) -> QWidget:
        """The workspace itself, as a parent."""
        return self

    def current_talk(self) -> str:
        """Return the conversation in front, empty when another page is."""
        return self.conversations.current_id() if self.place() is Place.CONVERSATIONS else ""

    def show_conversation(self, conversation_id: str) -> None:
        """Show a conversation."""
        self.go_to(Place.CONVERSATIONS)
        self.conversations.show_conversation(conversation_id)

    def show_request(self, request_id: str) -> None:
        """Show a request."""
        self.go_to(Place.REQUESTS)
        self.requests.show_request(request_id)

    def show_ticket(self, ticket_id: str) -> None:
        """Show a ticket."""
        self.go_to(Place.TICKETS)
        self.tickets.show_ticket(ticket_id)

    def show_device(self, device_id: str) -> None:
        """Show a device."""
        self.go_to(Place.DEVICES)
        self.devices.show_device(device_id)

    def show_customer(self, customer_id: str) -> None:
        """Show a customer."""
        self.go_to(Place.CUSTOMERS)
        self.customers.show_customer(customer_id)

    def show_contact(self, contact_id: str) -> None:
        """Show a person among those of their customer."""
        contact = self._ui.console.world.snapshot.contacts.get(ContactId(contact_id))
        if contact is not None:
            self.show_customer(contact.customer_id)
            self.customers.table.select(contact_id)

    def _devices_of(self, name: str) -> None:
        self.go_to(Place.DEVICES)
        self.devices.search.setText(f'customer:"{name}"')

    def _to_tokens(self) -> None:
        self.go_to(Place.SETTINGS)
        self.settings.show_section(self.settings.tokens)
        self.settings.tokens.make_token()

    def focus_search(self) -> None:
        """Put the keyboard into the search of the page."""
        search = getattr(self._pages.currentWidget(), "search", None)
        if search is not None:
            search.setFocus()
            search.selectAll()

    def _say_in_front(self) -> None:
        talk = self.current_talk()
        ticket = self.tickets.current_id() if self.place() is Place.TICKETS else ""
        self._ui.console.lookers.show(
            conversation_id=ConversationId(talk) if talk else None, ticket_id=TicketId(ticket) if ticket else None
        )
        self.in_front.emit(talk)

    # What is said at the edges

    def _count(self) -> None:
        self.rail.set_organisation(self._ui.console.settings.record.organisation)
        self.rail.set_counts(self._ui.console.counts())

    def _link_changed(self) -> None:
        state = self._ui.console.line.state
        words = link_words(state)
        had_keyboard = self._banner_has_keyboard()
        if words:
            again = self.tr("Try now") if state.state is LinkState.OFFLINE else ""
            self._banner.say("warn", words, again, "wifi-off")
            self._state.setText(self.tr("Not connected"))
        else:
            self._banner.clear()
            self._state.setText(self.tr("Connected"))
        self._banner_box.setVisible(bool(words))
        # Whoever pressed *Try now* goes on where the work is, not on whatever comes next in the order of tabs.
        if had_keyboard and not self._banner_has_keyboard():
            self.take_focus()

    def _banner_has_keyboard(self) -> bool:
        now = self.window().focusWidget()
        return any(part is now for part in self._banner.findChildren(QWidget))
