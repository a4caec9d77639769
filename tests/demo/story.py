"""The story of the smoke run, in the order in which people live it: one function per step, named as the step is reported.

From the death of the relay on it runs on the documented test clock (`serve --clock-rate`), so that the two minutes of a
request and of the ticket take a few seconds.
"""

import re
from typing import Final

from tests.demo import people
from tests.demo.giulia import Giulia
from tests.demo.marco import Marco
from tests.demo.record import Record, shrink
from tests.demo.stage import ROOT, Stage
from tests.support.smtp_sink import Mail

PICTURES: Final = ROOT / "docs" / "images"
PICTURE_BYTES: Final = 250_000
CLOCK_RATE: Final = 8
TOKEN: Final = re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b")
COMES_BACK_S: Final = 60.0
"""How long a client may take to find the relay again, by docs/protocol.md (Reconnecting)."""

REASON: Final = "La stampante dell'ufficio non stampa più"
WHO_HELPS: Final = "Buongiorno Giulia! Sono Marco, guardo subito. Quale stampante è?"
WHICH: Final = "Quella al piano di sopra, è così da stamattina: la luce è rossa"
HOW: Final = (
    "Grazie. Può aprire lo sportello e togliere il foglio? Qui c'è il disegno: https://help.laguna-it.example/carta"
)
WHILE_DOWN_GIULIA: Final = "Fatto, adesso la luce è verde!"
WHILE_DOWN_MARCO: Final = "Intanto le preparo una pagina di prova"
TITLE: Final = "Stampante al primo piano: carta inceppata"
DEFAULT_TITLE: Final = "New ticket opened from chat"


class Story:
    """Two people, one stage."""

    def __init__(self, stage: Stage, record: Record, giulia: Giulia, marco: Marco) -> None:
        self.stage, self.record, self.giulia, self.marco = stage, record, giulia, marco

    def tell(self) -> None:
        """Play every step. Raises: StepFailed."""
        for step in STEPS:
            with self.record.step(step.__name__):
                step(self)

    def keep_picture(self, name: str, program: Giulia | Marco, title: str = people.ORGANISATION) -> None:
        """Take one of the four pictures of the README."""
        raw = self.record.folder / f"{name}.png"
        program.program.picture(raw, title)
        shrink(raw, self.record.folder / "readme" / f"{name}.png", PICTURE_BYTES)


def technician_signs_in(story: Story) -> None:
    story.marco.program.place(24, 40, 1280, 880)
    story.marco.signs_in(story.stage.sample.technician)


def technician_becomes_available(story: Story) -> None:
    story.marco.becomes_available()


def agent_enrols_and_waits_for_approval(story: Story) -> None:
    story.giulia.opens_the_window()
    story.giulia.program.reads("Waiting for approval by your IT support")


def device_is_approved(story: Story) -> None:
    story.marco.opens_the_device(people.HOST_NAME)
    story.marco.approves()
    story.giulia.program.reads("How can we help?")


def user_declines_the_technicians_request(story: Story) -> None:
    story.marco.asks(people.HOST_NAME, "Aggiornamento di Windows, cinque minuti")
    story.giulia.program.sees("Aggiornamento di Windows")
    story.giulia.program.wait_until_enabled("button", "Accept")
    story.keep_picture("agent-request", story.giulia, people.TECHNICIAN)
    story.giulia.declines()
    story.marco.puts_away_the_end_of("Declined")


def user_asks_and_is_asked_who_she_is(story: Story) -> None:
    story.giulia.program.come_forward()
    story.giulia.asks_for_help(REASON)
    story.giulia.program.reads("Personal information")


def identity_is_confirmed_by_the_mailed_token(story: Story) -> None:
    story.giulia.says_who_she_is()
    mail = story.stage.mails.wait_for(lambda mail: people.GIULIA.e_mail in mail.recipients, within_s=20)
    story.giulia.pastes(token_of(mail))
    story.giulia.program.reads("Waiting for a technician ({time})")


def request_rings_with_name_shield_customer_and_device(story: Story) -> None:
    story.marco.program.come_forward()
    for said in ("Giulia Ferri", "E-mail confirmed", "Panificio Ferri", people.HOST_NAME, REASON[:24]):
        story.marco.program.sees(said)
    story.keep_picture("console-request", story.marco)


def technician_accepts(story: Story) -> None:
    story.marco.accepts()
    story.marco.program.find("field", "Message")
    story.giulia.program.find("field", "Message")


def they_talk_both_ways(story: Story) -> None:
    marco, giulia = story.marco, story.giulia
    marco.writes(WHO_HELPS)
    giulia.program.sees(WHO_HELPS)
    giulia.program.come_forward()
    giulia.writes(WHICH)
    marco.program.sees(WHICH)
    marco.program.come_forward()
    marco.writes(HOW)
    giulia.program.sees(HOW)


def relay_dies_and_both_go_on_writing(story: Story) -> None:
    story.stage.relay.kill()
    story.giulia.program.come_forward()
    story.giulia.writes(WHILE_DOWN_GIULIA)
    story.giulia.program.sees(WHILE_DOWN_GIULIA)
    story.giulia.program.sees("in attesa di connessione")
    story.marco.program.come_forward()
    story.marco.writes(WHILE_DOWN_MARCO)
    story.marco.program.sees("waiting for connection")


def relay_returns_and_every_word_arrives_once(story: Story) -> None:
    story.stage.relay.options = [f"--clock-rate={CLOCK_RATE}"]
    print(f"   from here on relay time runs {CLOCK_RATE} times faster (serve --clock-rate)", flush=True)
    story.stage.relay.start()
    story.giulia.connects_now()
    story.marco.connects_now()
    story.giulia.program.is_gone("in attesa di connessione", within_s=COMES_BACK_S)
    story.marco.program.is_gone("waiting for connection", within_s=COMES_BACK_S)
    story.giulia.program.sees(WHILE_DOWN_MARCO, within_s=COMES_BACK_S)
    story.marco.program.sees(WHILE_DOWN_GIULIA, within_s=COMES_BACK_S)
    for text in (WHO_HELPS, WHICH, HOW, WHILE_DOWN_GIULIA, WHILE_DOWN_MARCO):
        for person in (story.giulia, story.marco):
            assert person.program.count_in_talk(text) == 1, f"{person.program.name}: {text!r}"
    story.giulia.program.come_forward()
    story.keep_picture("agent-chat", story.giulia)


def ticket_opens_by_itself_after_two_minutes(story: Story) -> None:
    story.marco.program.come_forward()
    story.marco.program.sees(DEFAULT_TITLE, within_s=30)
    story.giulia.program.sees("#1")
    story.keep_picture("console-ticket", story.marco)


def technician_closes_and_renames_the_ticket(story: Story) -> None:
    story.marco.closes_the_talk(TITLE)
    story.giulia.program.reads("This conversation is closed.")
    story.marco.goes_to("Tickets")
    story.marco.program.sees(TITLE)


def another_request_is_left_to_expire(story: Story) -> None:
    story.marco.asks(people.HOST_NAME, "Ci sei?")
    story.giulia.program.sees("Ci sei?")
    story.marco.puts_away_the_end_of("No answer")
    story.giulia.program.is_gone("Ci sei?")


def user_accepts_the_technicians_request(story: Story) -> None:
    story.marco.asks(people.HOST_NAME, "La stampante va ancora?")
    story.giulia.program.sees("La stampante va ancora?")
    story.giulia.accepts()
    story.giulia.program.find("field", "Message")
    story.marco.program.find("field", "Message")
    story.marco.writes("Solo per sapere: va tutto bene con la stampante?")
    story.giulia.program.sees("Solo per sapere")
    story.giulia.writes("Sì, va benissimo. Grazie mille!")
    story.marco.program.sees("Grazie mille!")


def both_turn_dark(story: Story) -> None:
    story.marco.turns_dark()
    story.giulia.turns_dark()
    story.giulia.program.come_forward()


def token_of(mail: Mail) -> str:
    """Copy the token out of a mail. Raises: AssertionError."""
    found = TOKEN.search(mail.text())
    assert found, mail.text()
    return found.group()


STEPS: Final = (
    technician_signs_in,
    technician_becomes_available,
    agent_enrols_and_waits_for_approval,
    device_is_approved,
    user_declines_the_technicians_request,
    user_asks_and_is_asked_who_she_is,
    identity_is_confirmed_by_the_mailed_token,
    request_rings_with_name_shield_customer_and_device,
    technician_accepts,
    they_talk_both_ways,
    relay_dies_and_both_go_on_writing,
    relay_returns_and_every_word_arrives_once,
    ticket_opens_by_itself_after_two_minutes,
    technician_closes_and_renames_the_ticket,
    another_request_is_left_to_expire,
    user_accepts_the_technicians_request,
    both_turn_dark,
)
