"""What Marco does at the provider: the gestures of a technician, in the console's real windows, in English."""

from tests.demo import people
from tests.demo.on_screen import OnScreen
from tests.support.relay import Technician


class Marco:
    """`program` is the console."""

    def __init__(self, program: OnScreen) -> None:
        self.program = program

    def signs_in(self, account: Technician) -> None:
        """Type what the account needs; the relay is known already."""
        self.program.write("E-mail", account.e_mail)
        self.program.write("Password", account.password)
        self.program.write("Code from your authenticator", account.code())
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
        self.program.click("button", "Close")
        self.program.write("Title of ticket #{number}", title)
        self.program.click("button", "Close conversation")
        self.program.is_gone("Close this conversation?")

    def turns_dark(self) -> None:
        """Choose the dark look in the profile menu."""
        self.program.click("button", "Profile of {name}: {state}")
        self.program.choose("Appearance", "Dark")
