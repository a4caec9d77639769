"""What Marco does at the provider, and Anna, his colleague: the gestures of technicians in the console's real windows."""

from tests.demo import people
from tests.demo.on_screen import OnScreen
from tests.support.relay import Technician


class Marco:
    """`program` is the console."""

    def __init__(self, program: OnScreen) -> None:
        self.program = program

    def signs_in(self, account: Technician, code: str = "") -> None:
        """Type what the account needs; the relay is known already. `code` stands for the authenticator's."""
        self.program.write("E-mail", account.e_mail)
        self.program.write("Password", account.password)
        self.program.write("Code from your authenticator", code or account.code())
        self.program.click("button", "Sign in")
        self.program.find("button", "Profile of {name}: {state}")

    def becomes_available(self) -> None:
        """Choose it in the profile menu at the top right."""
        self.program.click("button", "Profile of {name}: {state}")
        self.program.choose("Available")
        self.program.find("button", f"Profile of {people.TECHNICIAN}: Available")

    def goes_to(self, place: str) -> None:
        """Choose a page on the rail."""
        self.program.come_forward()
        self.program.click("button", place + "{ and its number}")

    def opens_the_device(self, name: str) -> None:
        """Find a device in the table and open it beside."""
        self.goes_to("Devices")
        self.program.click_row(name)
        self.program.find("button", "Manage")

    def approves(self) -> None:
        """Let the open device in, and activate the help desk on it."""
        self.program.click("button", "Approve")
        self.program.is_gone("Waiting for approval")
        self.program.click("button", "Manage")
        self.program.choose("More tools", "Helpdesk agent", "Activate")

    def accepts(self) -> None:
        """Take the request whose card is at the top right."""
        self.program.click("button", "Accept")

    def writes(self, text: str) -> None:
        """Write into the open talk and send with Enter."""
        self.program.write("Message", text)
        self.program.press("Return")

    def connects_now(self) -> None:
        """Not wait for the next try of the console."""
        self.program.come_forward()
        self.program.click_if_there("button", "Try now")

    def asks(self, device: str, reason: str) -> None:
        """Ask the user of a device for a chat."""
        self.opens_the_device(device)
        self.program.click("button", "Start chat")
        self.program.write("Reason (optional)", reason)
        self.program.press("Return")

    def puts_away_the_end_of(self, outcome: str) -> None:
        """Read how a request ended and close its dialog."""
        self.program.reads(outcome)
        self.program.find("button", "Ask again")
        self.program.click("button", "Close")
        self.program.is_gone("Ask again")

    def closes_the_talk(self, title: str) -> None:
        """End the talk and give its ticket a name."""
        self.program.click("button", "Close", below=True)
        self.program.write("Title of ticket #{number}", title)
        self.program.click("button", "Close conversation")
        self.program.is_gone("Close this conversation?")

    def proves_again(self, account: Technician) -> None:
        """Show a second factor for what could do harm; the recovery code spares waiting for the next six digits."""
        self.program.write("Code", account.recovery_codes[-1])
        self.program.click("button", "Confirm and send")

    def keeps_an_answer(self, shortcut: str, title: str, text: str) -> None:
        """Write a canned answer for everybody."""
        self.program.click("button", "Canned answers (/)")
        self.program.click("button", "Manage…")
        self.program.click("button", "New answer")
        self.program.write("Shortcut, typed after /", shortcut)
        self.program.write("Title", title)
        self.program.write("Text", text)
        self.program.click("button", "Save")
        self.program.row("/" + shortcut)
        self.program.click("button", "Close")

    def uses_the_answer(self, shortcut: str) -> None:
        """Type / and its name, take it, send it."""
        self.program.click("field", "Message")
        self.program.press("ctrl+a", "Delete")
        self.program.type("/" + shortcut)
        self.program.press("Return")
        self.program.press("Return")

    def hands_over_to(self, name: str, comment: str) -> None:
        """Give the open talk to a colleague."""
        self.program.click("button", "More")
        self.program.choose("Hand over…")
        self.program.click_row(name)
        if comment:
            self.program.write("Comment for your colleagues (optional)", comment)
        self.program.click("button", "Hand over")
        self.program.is_gone("Comment for your colleagues")

    def opens_the_talk_with(self, name: str) -> None:
        """Find a conversation in the list."""
        self.goes_to("Conversations")
        self.program.click_row(name)
        self.program.find("field", "Message")

    def opens_the_ticket(self, title: str) -> None:
        """Open the page of a ticket from the list."""
        self.goes_to("Tickets")
        self.program.click_row(title)
        self.program.press("Return")
        self.program.find("button", "Assign to me")

    def opens_the_page_of(self, device: str) -> None:
        """Open all that is known of a device."""
        self.opens_the_device(device)
        self.program.click("button", "Open the page of this device (Enter)")
        self.program.find("tab", "Summary")

    def chooses_italian(self) -> None:
        """Change the language in the profile menu."""
        self.program.click("button", "Profile of {name}: {state}")
        self.program.choose("Language", "Italiano")

    def turns_dark(self) -> None:
        """Choose the dark look in the profile menu."""
        self.program.click("button", "Profile of {name}: {state}")
        self.program.choose("Appearance", "Dark")
