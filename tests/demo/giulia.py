"""What Giulia does at her computer: the gestures of an employee, in the agent's real windows, in Italian."""

from typing import Final

from tests.demo import people
from tests.demo.on_screen import OnScreen
from tests.support.desk.hands import Hands

ITALIAN: Final = ("endpoint_agent/resources/i18n/agent_it.ts", "shared/resources/i18n/shared_it.ts")
CONSOLE_ITALIAN: Final = ("tech_console/resources/i18n/console_it.ts", "shared/resources/i18n/shared_it.ts")
WHAT_ABOUT: Final = "What is it about? (optional)"


class Giulia:
    """`program` is the agent."""

    def __init__(self, program: OnScreen, hands: Hands) -> None:
        self.program, self._hands = program, hands

    def opens_the_window(self) -> None:
        """Click the icon near the clock."""
        self._hands.click(*self.program.tray_icon())
        self.program.find("button", "More")

    def asks_for_help(self, reason: str) -> None:
        """Say what it is about and ask."""
        self.program.write(WHAT_ABOUT, reason)
        self.program.click("button", "Start chat")

    def says_who_she_is(self) -> None:
        """Fill in the personal information and have the token mailed."""
        self.program.write("First name", people.GIULIA.first_name)
        self.program.write("Last name", people.GIULIA.last_name)
        self.program.write("E-mail", people.GIULIA.e_mail)
        self.program.click("button", "Send token")

    def pastes(self, token: str) -> None:
        """Put the token from the mail into its field."""
        self.program.write("Token from the e-mail", token)
        self.program.click("button", "Save")
        self.program.is_gone(token)

    def writes(self, text: str) -> None:
        """Write into the talk and send with Enter."""
        self.program.write("Message", text)
        self.program.press("Return")

    def connects_now(self) -> None:
        """Not wait for the next try of the agent."""
        self.program.come_forward()
        self.program.click_if_there("button", "Connect now")

    def accepts(self) -> None:
        """Say yes in the request window."""
        self.program.click("button", "Accept")

    def declines(self) -> None:
        """Say no in the request window."""
        self.program.click("button", "Decline")

    def said(self, text: str) -> str:
        """Return a text of the source as her screen says it."""
        return self.program.words.plain(text)

    def begins_a_ticket(self, title: str, text: str) -> None:
        """Open *New ticket* from the window's menu and write."""
        self.program.click("button", "All conversations")
        self.program.click("button", "More")
        self.program.choose("New ticket…")
        self.program.write("Title", title)
        self.program.write("What happened?", text)

    def photographs_the_screen(self) -> None:
        """Take the whole screen into the ticket."""
        self.program.click("button", "Screenshot…")
        self.program.click("button", "Whole screen")
        self.program.find("button", "Hide")

    def hides_a_corner_and_attaches_it(self) -> None:
        """Destroy a part of the picture, as one does with a password."""
        x, y, width, height = self.program.reads("Picture").place
        self._hands.drag((x + width // 6, y + height // 6), (x + width // 3, y + height // 3))
        self.program.click("button", "Attach to ticket")

    def sends_the_ticket(self) -> None:
        """Send it, and wait until the dialog is gone."""
        self.program.click("button", "Send ticket")
        self.program.is_gone(self.said("What happened?"))

    def turns_dark(self) -> None:
        """Choose the dark look in the settings."""
        self.program.click("button", "All conversations")
        self.program.click("button", "More")
        self.program.choose("Settings…")
        self.program.open_chooser("Appearance")
        self.program.choose("Dark")
        self.program.click("button", "Close")
