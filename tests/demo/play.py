"""The demo for a person: opens the windows, says what to click, shows the mails, gives second-factor codes on Enter."""

import os
import select
import socket
import sys
import time

from tests.demo import people
from tests.demo.stage import FOLDER, Stage
from tests.support.smtp_sink import Mail

POLL_S = 0.5
PICTURE_AFTER_S = 6.0


def run(*, keep: bool) -> int:
    """Run until Ctrl+C, or until both programs were closed."""
    say("Starting relay, mail server, agent and console …")
    try:
        with Stage(own_desk=not os.environ.get("DISPLAY"), keep=keep, on_mail=show) as stage:
            programs = [stage.start_console(), stage.start_agent("--show")]
            explain(stage)
            if stage.desk:
                time.sleep(PICTURE_AFTER_S)
                stage.desk.hands.screenshot(FOLDER / "desktop.png")
                say(f"There is no display: the windows are on {stage.desk.env['DISPLAY']}, a picture is in {FOLDER}.")
            while any(program.poll() is None for program in programs):
                give_code_on_enter(stage)
    except KeyboardInterrupt:
        say("")
    say("Everything has ended.")
    return 0


def explain(stage: Stage) -> None:
    """Say in five lines what to click."""
    technician, person = stage.sample.technician, people.GIULIA
    say(
        "",
        f"1. Console: sign in as {technician.e_mail}, password “{technician.password}”, code {technician.code()}"
        " (press Enter here for a fresh code).",
        f"2. Console: Devices → {socket.gethostname()} → Approve, then Manage → More tools → Helpdesk agent → Activate;"
        " click your name at the top right and become Available.",
        f"3. Agent (the small window): Start chat; you are {person.first_name} {person.last_name}, {person.e_mail}."
        " The mail with the token appears here: copy it into the agent.",
        "4. Console: accept the request at the top right and write; + sends files, / brings canned answers (Manage… makes them), F1 shows the keys;"
        " after two minutes the talk has a ticket.",
        "5. Agent: More → New ticket, with a picture of the screen. Console: Devices → open one, or start a chat from it."
        " Ctrl+C here ends everything.",
        "",
    )


def give_code_on_enter(stage: Stage) -> None:
    """Wait a moment for Enter; without a keyboard only wait."""
    if not sys.stdin.isatty():
        time.sleep(POLL_S)
        return
    ready, _, _ = select.select([sys.stdin], [], [], POLL_S)
    if ready and sys.stdin.readline():
        say(f"   code {stage.sample.technician.code()}, good for half a minute and for one sign-in")


def show(mail: Mail) -> None:
    """Print a mail as it arrives."""
    parsed = mail.parse()
    lines = ["", f"── mail to {', '.join(mail.recipients)}: {parsed['Subject']}", *mail.text().splitlines(), "──"]
    say(*(f"   {line}" if line else "" for line in lines))


def say(*lines: str) -> None:
    """Print for the person at the terminal."""
    for line in lines:
        print(line, flush=True)
