"""Steps of the story about the technician's day: canned answers, colleagues, tickets, what a device is made of."""

from typing import Final

from tests.demo import people
from tests.demo.giulia import CONSOLE_ITALIAN
from tests.demo.scene import Scene
from tests.demo.steps_files import TICKET

SHORTCUT: Final = "carta"
ANSWER: Final = "Buongiorno {contact.first_name|cliente}, la carta va tolta tirando verso di sé."
ANSWER_SAID: Final = "Buongiorno Giulia, la carta va tolta tirando verso di sé."
HANDED_WITH: Final = "La stampante va, manca solo il driver"
ANNA_SAYS: Final = "Ciao Giulia, sono Anna: finisco io con il driver."
REPLY: Final = "Grazie della foto: domani passiamo con un cavo nuovo."


def technician_answers_with_a_canned_answer(scene: Scene) -> None:
    scene.marco.keeps_an_answer(SHORTCUT, "Togliere la carta", ANSWER)
    scene.marco.uses_the_answer(SHORTCUT)
    scene.giulia.program.sees(ANSWER_SAID)


def technician_hands_the_talk_to_a_colleague(scene: Scene) -> None:
    anna = scene.call_anna()
    scene.marco.program.come_forward()
    scene.marco.hands_over_to(people.COLLEAGUE, HANDED_WITH)
    anna.program.come_forward()
    anna.opens_the_talk_with("Giulia Ferri")
    anna.program.sees(HANDED_WITH)
    anna.writes(ANNA_SAYS)
    scene.giulia.program.sees(ANNA_SAYS)
    anna.hands_over_to(people.TECHNICIAN, "")
    scene.send_anna_home()
    scene.marco.program.come_forward()
    scene.marco.program.click("button", "Reply")


def technician_reads_the_ticket_and_answers(scene: Scene) -> None:
    scene.marco.program.come_forward()
    scene.marco.opens_the_ticket(TICKET)
    scene.marco.program.sees("PC-CASSA")
    scene.keep_picture("console-ticket-page", scene.marco)
    scene.marco.writes(REPLY)
    scene.giulia.program.come_forward()
    scene.giulia.program.click_until_seen("button", "Show", REPLY, within_s=30)
    scene.giulia.program.press("Escape")
    mails = scene.stage.mails
    mail = mails.wait_for(lambda mail: people.GIULIA.e_mail in mail.recipients and REPLY in mail.text(), within_s=30)
    assert "Message-ID" in mail.parse()


def technician_opens_the_page_of_the_device(scene: Scene) -> None:
    scene.marco.opens_the_page_of(people.HOST_NAME)
    for part in ("Hardware", "Disks", "Software", "Summary"):
        scene.marco.program.click("tab", part)
    scene.marco.program.sees("Debian")
    scene.keep_picture("console-device", scene.marco)
    scene.marco.program.click("button", "Back to the list (Esc)")


def technician_goes_on_in_italian(scene: Scene) -> None:
    scene.marco.program.come_forward()
    scene.marco.chooses_italian()
    scene.marco.program.learn(CONSOLE_ITALIAN)
    scene.marco.program.click("button", "Devices")
    scene.marco.program.sees(people.HOST_NAME)
    scene.keep_picture("console-italian-dark", scene.marco)
