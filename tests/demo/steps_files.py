"""Steps of the story about files: a film cut in the middle, a refused program, an installer, a picture of the screen."""

import hashlib
from typing import Final

from tests.demo import people
from tests.demo.scene import Scene
from tests.support import file_samples
from tests.support.waiting import until

FILM: Final = "carta inceppata.mp4"
FILM_BYTES: Final = 20 * 1024 * 1024
SLOW_BYTES_PER_S: Final = 4_000_000
"""So that there is a middle in which the relay can die."""
PROGRAM: Final = "pulizia.exe"
INSTALLER: Final = "driver-stampante.msi"
TICKET: Final = "Il monitor della cassa sfarfalla"
WHAT_HAPPENS: Final = "Succede da ieri, soprattutto al mattino. Vi mando una foto dello schermo."


def user_begins_to_send_a_film(scene: Scene) -> None:
    scene.stage.file_way.up.bytes_per_s = SLOW_BYTES_PER_S
    film = scene.stage.give(FILM, file_samples.mp4(FILM_BYTES))
    scene.giulia.program.come_forward()
    scene.giulia.program.attach(film)
    scene.giulia.program.sees(FILM)
    until(lambda: scene.stage.file_bytes() > FILM_BYTES // 5, within_s=20, what="a part of the film on the relay")


def the_film_goes_on_where_it_was_and_arrives_whole(scene: Scene) -> None:
    assert FILM_BYTES // 5 < scene.stage.file_bytes() <= FILM_BYTES
    scene.stage.file_way.up.bytes_per_s = None
    scene.marco.program.come_forward()
    scene.marco.program.sees(FILM, within_s=60)
    scene.marco.program.choose_for_row(FILM, "Save to Downloads")
    scene.expect_saved(FILM, file_samples.mp4(FILM_BYTES))


def a_program_is_refused_before_it_is_sent(scene: Scene) -> None:
    scene.giulia.program.come_forward()
    scene.giulia.program.choose_file(scene.stage.give(PROGRAM, file_samples.exe()))
    scene.giulia.program.sees(PROGRAM)
    scene.giulia.program.reads(
        "{name} was refused: files of this type are not allowed. Ask your administrator if you need to send one."
    )


def technician_sends_an_installer_after_a_second_factor(scene: Scene) -> None:
    installer = file_samples.msi("Contoso Printers")
    scene.marco.program.come_forward()
    scene.marco.program.attach(scene.stage.give(INSTALLER, installer))
    scene.marco.proves_again(scene.stage.sample.technician)
    scene.giulia.program.come_forward()
    scene.giulia.program.sees(INSTALLER)
    scene.giulia.program.choose_for_row(INSTALLER, "Details…")
    scene.giulia.program.sees("Contoso Printers")
    scene.giulia.program.sees(hashlib.sha256(installer).hexdigest()[:8])
    scene.giulia.program.press("Escape")
    scene.giulia.program.choose_for_row(INSTALLER, "Save to Downloads")
    scene.expect_saved(INSTALLER, installer)


def user_writes_a_ticket_with_a_picture_of_the_screen(scene: Scene) -> None:
    scene.giulia.program.come_forward()
    scene.giulia.begins_a_ticket(TICKET, WHAT_HAPPENS)
    scene.giulia.photographs_the_screen()
    scene.keep_picture("agent-capture", scene.giulia, scene.giulia.said("Screenshot"))
    scene.giulia.hides_a_corner_and_attaches_it()
    scene.giulia.sends_the_ticket()
    scene.marco.goes_to("Tickets")
    scene.marco.program.sees(TICKET)
    mail = scene.stage.mails.wait_for(lambda mail: people.E_MAIL in mail.recipients, within_s=30)
    assert TICKET in mail.text(), mail.text()
