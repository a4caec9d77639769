"""The story of the smoke run: which steps, in the order in which people live them.

The steps themselves are in steps_talk.py (asking and talking), steps_files.py (films, installers, pictures) and
steps_desk.py (the technician's day). From the death of the relay on it runs on the documented test clock
(`serve --clock-rate`), so that the two minutes of a request and of the ticket take a few seconds.
"""

from collections.abc import Callable
from typing import Final

from tests.demo import steps_desk, steps_files, steps_talk
from tests.demo.scene import Scene

STEPS: Final[tuple[Callable[[Scene], None], ...]] = (
    steps_talk.technician_signs_in,
    steps_talk.technician_becomes_available,
    steps_talk.agent_enrols_and_waits_for_approval,
    steps_talk.device_is_approved,
    steps_talk.user_declines_the_technicians_request,
    steps_talk.user_asks_and_is_asked_who_she_is,
    steps_talk.identity_is_confirmed_by_the_mailed_token,
    steps_talk.request_rings_with_name_shield_customer_and_device,
    steps_talk.technician_accepts,
    steps_talk.they_talk_both_ways,
    steps_desk.technician_answers_with_a_canned_answer,
    steps_files.user_begins_to_send_a_film,
    steps_talk.relay_dies_and_both_go_on_writing,
    steps_talk.relay_returns_and_every_word_arrives_once,
    steps_files.the_film_goes_on_where_it_was_and_arrives_whole,
    steps_files.a_program_is_refused_before_it_is_sent,
    steps_files.technician_sends_an_installer_after_a_second_factor,
    steps_talk.ticket_opens_by_itself_after_two_minutes,
    steps_desk.technician_hands_the_talk_to_a_colleague,
    steps_talk.technician_closes_and_renames_the_ticket,
    steps_files.user_writes_a_ticket_with_a_picture_of_the_screen,
    steps_desk.technician_reads_the_ticket_and_answers,
    steps_desk.technician_opens_the_page_of_the_device,
    steps_talk.another_request_is_left_to_expire,
    steps_talk.user_accepts_the_technicians_request,
    steps_talk.both_turn_dark,
    steps_desk.technician_goes_on_in_italian,
)


def tell(scene: Scene) -> None:
    """Play every step. Raises: StepFailed."""
    for step in STEPS:
        with scene.record.step(step.__name__):
            step(scene)
