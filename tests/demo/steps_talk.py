"""Steps of the story in which people ask, answer, talk and close. One function per step, named as it is reported."""

import re
from typing import Final

from tests.demo import people
from tests.demo.scene import Scene
from tests.support.smtp_sink import Mail

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


def technician_signs_in(scene: Scene) -> None:
    scene.marco.program.place(24, 40, 1280, 880)
    scene.marco.signs_in(scene.stage.sample.technician)


def technician_becomes_available(scene: Scene) -> None:
    scene.marco.becomes_available()


def agent_enrols_and_waits_for_approval(scene: Scene) -> None:
    scene.giulia.opens_the_window()
    scene.giulia.program.reads("Waiting for approval by your IT support")


def device_is_approved(scene: Scene) -> None:
    scene.marco.opens_the_device(people.HOST_NAME)
    scene.marco.approves()
    scene.giulia.program.reads("How can we help?")


def user_declines_the_technicians_request(scene: Scene) -> None:
    scene.marco.asks(people.HOST_NAME, "Aggiornamento di Windows, cinque minuti")
    scene.giulia.program.sees("Aggiornamento di Windows")
    scene.giulia.program.wait_until_enabled("button", "Accept")
    scene.keep_picture("agent-request", scene.giulia, people.TECHNICIAN)
    scene.giulia.declines()
    scene.marco.puts_away_the_end_of("Declined")


def user_asks_and_is_asked_who_she_is(scene: Scene) -> None:
    scene.giulia.program.come_forward()
    scene.giulia.asks_for_help(REASON)
    scene.giulia.program.reads("Personal information")


def identity_is_confirmed_by_the_mailed_token(scene: Scene) -> None:
    scene.giulia.says_who_she_is()
    mail = scene.stage.mails.wait_for(lambda mail: people.GIULIA.e_mail in mail.recipients, within_s=20)
    scene.giulia.pastes(token_of(mail))
    scene.giulia.program.reads("Waiting for a technician ({time})")


def request_rings_with_name_shield_customer_and_device(scene: Scene) -> None:
    scene.marco.program.come_forward()
    for said in ("Giulia Ferri", "E-mail confirmed", "Panificio Ferri", people.HOST_NAME, REASON[:24]):
        scene.marco.program.sees(said)
    scene.keep_picture("console-request", scene.marco)


def technician_accepts(scene: Scene) -> None:
    scene.marco.accepts()
    scene.marco.program.find("field", "Message")
    scene.giulia.program.find("field", "Message")


def they_talk_both_ways(scene: Scene) -> None:
    marco, giulia = scene.marco, scene.giulia
    marco.writes(WHO_HELPS)
    giulia.program.sees(WHO_HELPS)
    giulia.program.come_forward()
    giulia.writes(WHICH)
    marco.program.sees(WHICH)
    marco.program.come_forward()
    marco.writes(HOW)
    giulia.program.sees(HOW)


def relay_dies_and_both_go_on_writing(scene: Scene) -> None:
    scene.stage.relay.kill()
    scene.giulia.program.come_forward()
    scene.giulia.writes(WHILE_DOWN_GIULIA)
    scene.giulia.program.sees(WHILE_DOWN_GIULIA)
    scene.giulia.program.sees("in attesa di connessione")
    scene.marco.program.come_forward()
    scene.marco.writes(WHILE_DOWN_MARCO)
    scene.marco.program.sees("waiting for connection")


def relay_returns_and_every_word_arrives_once(scene: Scene) -> None:
    scene.stage.relay.options.append(f"--clock-rate={CLOCK_RATE}")
    print(f"   from here on relay time runs {CLOCK_RATE} times faster (serve --clock-rate)", flush=True)
    scene.stage.relay.start()
    scene.giulia.connects_now()
    scene.marco.connects_now()
    scene.giulia.program.is_gone("in attesa di connessione", within_s=COMES_BACK_S)
    scene.marco.program.is_gone("waiting for connection", within_s=COMES_BACK_S)
    scene.giulia.program.sees(WHILE_DOWN_MARCO, within_s=COMES_BACK_S)
    scene.marco.program.sees(WHILE_DOWN_GIULIA, within_s=COMES_BACK_S)
    for text in (WHO_HELPS, WHICH, HOW, WHILE_DOWN_GIULIA, WHILE_DOWN_MARCO):
        for person in (scene.giulia, scene.marco):
            assert person.program.count_in_talk(text) == 1, f"{person.program.name}: {text!r}"
    scene.giulia.program.come_forward()
    scene.keep_picture("agent-chat", scene.giulia)


def ticket_opens_by_itself_after_two_minutes(scene: Scene) -> None:
    scene.marco.program.come_forward()
    scene.marco.program.sees(DEFAULT_TITLE, within_s=30)
    scene.giulia.program.sees("#1")
    scene.keep_picture("console-ticket", scene.marco)


def technician_closes_and_renames_the_ticket(scene: Scene) -> None:
    scene.marco.closes_the_talk(TITLE)
    scene.giulia.program.reads("This conversation is closed.")
    scene.marco.goes_to("Tickets")
    scene.marco.program.sees(TITLE)


def another_request_is_left_to_expire(scene: Scene) -> None:
    scene.marco.asks(people.HOST_NAME, "Ci sei?")
    scene.giulia.program.sees("Ci sei?")
    scene.marco.puts_away_the_end_of("No answer")
    scene.giulia.program.reads("You missed a request of {name}")


def user_accepts_the_technicians_request(scene: Scene) -> None:
    scene.marco.asks(people.HOST_NAME, "La stampante va ancora?")
    scene.giulia.program.sees("La stampante va ancora?")
    scene.giulia.accepts()
    scene.giulia.program.find("field", "Message")
    scene.marco.program.find("field", "Message")
    scene.marco.writes("Solo per sapere: va tutto bene con la stampante?")
    scene.giulia.program.sees("Solo per sapere")
    scene.giulia.writes("Sì, va benissimo. Grazie mille!")
    scene.marco.program.sees("Grazie mille!")


def both_turn_dark(scene: Scene) -> None:
    scene.marco.turns_dark()
    scene.giulia.turns_dark()
    scene.giulia.program.come_forward()


def token_of(mail: Mail) -> str:
    """Copy the token out of a mail. Raises: AssertionError."""
    found = TOKEN.search(mail.text())
    assert found, mail.text()
    return found.group()
