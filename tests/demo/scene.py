"""What the steps of the story share: the stage, the people before the screens, the pictures for the README."""

import subprocess
from collections.abc import Callable
from typing import Final

from tests.demo import people
from tests.demo.giulia import Giulia
from tests.demo.marco import Marco
from tests.demo.record import Record, shrink
from tests.demo.screen_reader import ENVIRONMENT
from tests.demo.stage import ROOT, Stage
from tests.support.waiting import until

PICTURES: Final = ROOT / "docs" / "images"
PICTURE_BYTES: Final = 250_000


class Scene:
    """Two people at one stage; `seat` puts a colleague of Marco before a console of her own."""

    def __init__(
        self,
        stage: Stage,
        record: Record,
        giulia: Giulia,
        marco: Marco,
        seat: Callable[[subprocess.Popen[bytes]], Marco],
    ) -> None:
        self.stage, self.record, self.giulia, self.marco = stage, record, giulia, marco
        self._seat = seat
        self._anna: Marco | None = None

    def call_anna(self) -> Marco:
        """Start a second console and sign Anna in."""
        account = self.stage.relay.add_technician(people.COLLEAGUE, "supervisor")
        # Under this name of the relay the key store of the computer, which is Marco's, holds no session.
        console = self.stage.start_console("--language=en", state="anna", host="localhost", env=ENVIRONMENT)
        self._anna = self._seat(console)
        self._anna.program.find("button", "Sign in")
        self._anna.program.place(120, 90, 1180, 820)
        # The relay's clock runs ahead by now, and an authenticator's does not.
        self._anna.signs_in(account, account.recovery_codes[0])
        return self._anna

    def send_anna_home(self) -> None:
        """Close her console."""
        assert self._anna is not None
        self._anna.program.process.terminate()
        self._anna.program.process.wait(10)

    def expect_saved(self, name: str, content: bytes) -> None:
        """Wait until a file is in the folder of downloads, whole."""
        path = self.stage.downloads / name
        until(path.exists, within_s=30, what=f"{name} in {self.stage.downloads}")
        assert path.read_bytes() == content
        path.unlink()

    def keep_picture(self, name: str, program: Giulia | Marco, title: str = people.ORGANISATION) -> None:
        """Take one of the pictures of the README."""
        raw = self.record.folder / f"{name}.png"
        program.program.picture(raw, title)
        shrink(raw, self.record.folder / "readme" / f"{name}.png", PICTURE_BYTES)
