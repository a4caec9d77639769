"""What commands may ask of the workspace; it keeps the two files from importing each other."""

from typing import Protocol

from PySide6.QtWidgets import QWidget

from tech_console.views.conversations_page import ConversationsPage
from tech_console.views.rail import Place
from tech_console.views.request_cards import RequestCards
from tech_console.views.requests_page import RequestsPage
from tech_console.views.search_page import SearchPage
from tech_console.views.talking import Talking
from tech_console.views.tickets_page import TicketsPage


class WorkspaceFace(Protocol):
    """Implemented by workspace.py."""

    requests: RequestsPage
    conversations: ConversationsPage
    tickets: TicketsPage
    search: SearchPage
    cards: RequestCards
    talking: Talking
    words: dict[Place, str]

    @property
    def widget(self) -> QWidget:
        """The workspace itself, as a parent."""

    def place(self) -> Place:
        """Return which page is shown."""

    def current_page(self) -> QWidget:
        """Return that page."""

    def current_talk(self) -> str:
        """Return the conversation in front, empty when another page is."""

    def go_to(self, place: Place) -> None:
        """Show a page."""

    def focus_search(self) -> None:
        """Put the keyboard into the search of the page."""

    def show_conversation(self, conversation_id: str) -> None:
        """Show a conversation."""

    def show_ticket(self, ticket_id: str) -> None:
        """Show a ticket."""

    def show_device(self, device_id: str) -> None:
        """Show a device."""

    def show_customer(self, customer_id: str) -> None:
        """Show a customer."""

    def show_contact(self, contact_id: str) -> None:
        """Show a person."""
