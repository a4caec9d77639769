"""`--smoke`: plays the story on a desk of its own and says how it went."""

import shutil
import subprocess
from contextlib import ExitStack

from tests.demo.giulia import ITALIAN, Giulia
from tests.demo.marco import Marco
from tests.demo.on_screen import OnScreen
from tests.demo.record import Record, StepFailed, clear
from tests.demo.scene import PICTURES, Scene
from tests.demo.screen_reader import ENVIRONMENT, LAUNCHER, ScreenReader
from tests.demo.stage import FOLDER, Stage
from tests.demo.story import tell
from tests.demo.words import Words
from tests.support.desk import Desk


def run(*, renew_pictures: bool) -> int:
    """Return 0 when every step came true; only then the pictures of the README may be renewed."""
    with Stage(own_desk=True, key_store=True) as stage, ExitStack() as programs:
        clear(FOLDER)
        assert stage.desk is not None
        record = Record(FOLDER, stage.desk.hands.screenshot, stage.logs)
        try:
            with record.step("start"):
                scene = start(stage, stage.desk, record, programs)
            tell(scene)
        except StepFailed:
            return 1
    if renew_pictures:
        shutil.copytree(FOLDER / "readme", PICTURES, dirs_exist_ok=True)
    print(f"the pictures are in {FOLDER}", flush=True)
    return 0


def start(stage: Stage, desk: Desk, record: Record, programs: ExitStack) -> Scene:
    """Start both programs and put a person before each."""
    desk.start([LAUNCHER, "--launch-immediately"])
    # A program looks for the accessibility bus once, at its start.
    reader = programs.enter_context(ScreenReader(desk.env))
    console = stage.start_console("--language=en", env=ENVIRONMENT)
    agent = stage.start_agent("--language=it", env=ENVIRONMENT)
    giulia = Giulia(OnScreen("agent", agent, reader, desk.hands, Words(ITALIAN)), desk.hands)
    marco = Marco(OnScreen("console", console, reader, desk.hands, Words()))
    marco.program.find("button", "Sign in")

    def seat(process: subprocess.Popen[bytes]) -> Marco:
        return Marco(OnScreen("second console", process, reader, desk.hands, Words()))

    return Scene(stage, record, giulia, marco, seat)
