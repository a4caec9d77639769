"""What the shortcuts and the command palette do: each verb, on the page that is in front."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractItemView

from shared.ids import ConversationId, TicketId
from shared.protocol.search import HitKind, SearchHit
from tech_console.state.jumps import Jump
from tech_console.state.queries import is_live
from tech_console.views.actions import Action, Desk, all_actions
from tech_console.views.desk_composer import Mode
from tech_console.views.keys import Keys
from tech_console.views.palette import Palette
from tech_console.views.rail import Place
from tech_console.views.shortcut_sheet import ShortcutSheet
from tech_console.views.ui import Ui
from tech_console.views.workspace_face import WorkspaceFace


class Commanding(QObject):
    """Belongs to one workspace."""

    def __init__(self, ui: Ui, workspace: WorkspaceFace) -> None:
        super().__init__(workspace.widget)
        self._ui = ui
        self._space = workspace
        self.actions: list[Action] = all_actions(self._desk())
        self.keys = Keys(workspace.widget, self.actions, ui.console.preferences)
        workspace.search.hit_wanted.connect(self.show_hit)

    def _desk(self) -> Desk:
        console, space = self._ui.console, self._space
        return Desk(
            go_to=space.go_to,
            place_words=space.words,
            find_in_list=space.focus_search,
            search=partial(space.go_to, Place.SEARCH),
            palette=self.open_palette,
            shortcuts=self.open_sheet,
            newest_card=space.cards.stack.focus_newest,
            new_ticket=space.talking.new_ticket,
            answers=space.talking.manage_answers,
            set_available=lambda on: console.availability.set(available=on),
            set_undisturbed=lambda on: console.preferences.change(is_undisturbed=on),
            set_theme=lambda theme: console.preferences.change(theme=theme),
            set_language=lambda language: console.preferences.change(language=language),
            sign_out=console.sign_in.sign_out,
            move=self.move,
            open=self.open,
            take=self.take,
            reply=lambda: self.write(Mode.REPLY),
            note=lambda: self.write(Mode.NOTE),
            finish=self.finish,
            back=space.tickets.show_list,
            hand_over=lambda: self._with_talk(space.talking.transfer),
            transcript=lambda: self._with_talk(space.talking.save_transcript),
            ticket_of_talk=lambda: self._with_talk(space.talking.ticket_of_talk),
            merge=space.tickets.ticket.merge,
            add_time=space.tickets.ticket.add_time,
            start_chat=space.tickets.ticket.start_chat,
        )

    # Dialogs

    def open_palette(self) -> None:
        """Show the command palette."""
        palette = Palette(self._ui, self.actions, self.jump, self._search_for, self._space.widget.window())
        palette.finished.connect(palette.deleteLater)
        palette.show_over(self._space.widget.window())

    def open_sheet(self) -> None:
        """Show the sheet of shortcuts."""
        sheet = ShortcutSheet(self._ui, self.actions, self._space.widget.window())
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()

    # Where to

    def jump(self, jump: Jump) -> None:
        """Show what the palette found."""
        match jump.kind:
            case "ticket":
                self._space.show_ticket(jump.id)
            case "device":
                self._space.show_device(jump.id)
            case "conversation":
                self._space.show_conversation(jump.id)
            case "customer":
                self._space.show_customer(jump.id)

    def show_hit(self, hit: SearchHit) -> None:
        """Show what the search found."""
        match hit.kind:
            case HitKind.TICKET:
                self._space.show_ticket(hit.id)
            case HitKind.DEVICE:
                self._space.show_device(hit.id)
            case HitKind.MESSAGE:
                self._show_message(ConversationId(hit.id), hit.seq)
            case HitKind.CONTACT:
                self._space.show_contact(hit.id)

    def _show_message(self, conversation_id: ConversationId, seq: int) -> None:
        """Show a message in its talk; one that ended long ago is asked for first."""
        if self._ui.console.chats.record(conversation_id) is None:
            question = self._ui.console.threads.read_talk(conversation_id)
            question.done.connect(lambda _: self._show_row(conversation_id, seq))
        else:
            self._show_row(conversation_id, seq)

    def _show_row(self, conversation_id: ConversationId, seq: int) -> None:
        self._space.show_conversation(conversation_id)
        self._space.conversations.pane.show_row(seq)

    def _search_for(self, text: str) -> None:
        self._space.go_to(Place.SEARCH)
        self._space.search.look_for(text)

    # Verbs of the page in front

    def move(self, step: int) -> None:
        """Go to the next or the previous row."""
        match self._space.place():
            case Place.TICKETS:
                self._space.tickets.move_by(step)
            case Place.SEARCH:
                self._space.search.list.move_by(step)
            case _:
                page = self._space.current_page()
                view = getattr(page, "list", None) or getattr(page, "table", None)
                if isinstance(view, QAbstractItemView):
                    _move(view, step)

    def open(self) -> None:
        """Open the row the keyboard is on."""
        match self._space.place():
            case Place.TICKETS if not self._space.tickets.current_id():
                self._space.tickets.show_ticket(self._space.tickets.list.table.current_id())
            case Place.SEARCH:
                self._space.search.list.open_current()
            case Place.CONVERSATIONS:
                self._space.conversations.pane.take_focus()
            case _:
                view = getattr(self._space.current_page(), "table", None)
                if view is not None and view.current_id():
                    view.chosen.emit(view.current_id())

    def take(self) -> None:
        """Make a ticket, a waiting talk or a request mine."""
        console, talk = self._ui.console, self._space.current_talk()
        if talk and ConversationId(talk) in console.handing.waiting():
            console.handing.take(ConversationId(talk))
        elif self._space.place() is Place.REQUESTS:
            request = self._space.requests.current()
            if request is not None and is_live(request):
                console.incoming.accept(request.request_id)
        elif self._space.place() is Place.TICKETS:
            chosen = self._space.tickets.current_id() or self._space.tickets.list.table.current_id()
            if chosen and console.world.snapshot.may("edit_tickets"):
                console.tickets.edit_now(TicketId(chosen), assignee_id=console.world.snapshot.me)

    def write(self, mode: Mode) -> None:
        """Put the keyboard where a reply or a note is written."""
        if self._space.current_talk():
            self._space.conversations.pane.writing.write(mode)
        elif self._space.place() is Place.TICKETS and self._space.tickets.current_id():
            self._space.tickets.ticket.write(mode)

    def finish(self) -> None:
        """Solve the ticket, or ask whether to close the talk."""
        talk = self._space.current_talk()
        if talk:
            record = self._ui.console.chats.record(ConversationId(talk))
            if record is not None and record.open:
                self._space.talking.close_talk(talk)
        elif self._space.place() is Place.TICKETS and self._space.tickets.current_id():
            self._space.tickets.ticket.solve()

    def _with_talk(self, act: Callable[[str], object]) -> None:
        if talk := self._space.current_talk():
            act(talk)


def _move(view: QAbstractItemView, step: int) -> None:
    model, row = view.model(), view.currentIndex().row() + step
    if 0 <= row < model.rowCount():
        view.setCurrentIndex(model.index(row, 0))
