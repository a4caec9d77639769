"""Composition root: builds every object of the console and wires it; the only file that knows all others."""

import logging
import sys
from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QCoreApplication, QThreadPool, QTimer

from shared.key_store import SystemKeyStore
from shared.link.api import Link
from shared.link.config import LinkConfig
from shared.link.events import LinkEvent
from shared.link.thread import LinkThread
from shared.qt.bridge import LinkBridge
from shared.qt.json_lines import LineReader, LineWriter
from shared.qt.quit_signals import QuitSignals
from shared.qt.translator import Choice, Language
from shared.restart import changed, own_command, start_anew
from tech_console.config import ConsoleConfig, load_preferences, save_preferences, with_given
from tech_console.headless.program import Headless
from tech_console.presenters.console import Console
from tech_console.presenters.line import OpenLink
from tech_console.presenters.preferences import Preferences
from tech_console.resources import CONSOLE_WORDS
from tech_console.session_store import KeyStoreSession, MemorySession
from tech_console.state.preference_values import PreferenceValues

log = logging.getLogger(__name__)
KEY_STORE_WITHIN_S = 3.0
"""Sign-in waits for it, and the relay waits five seconds for sign-in."""
STDIN, STDOUT = 0, 1


def run(config: ConsoleConfig) -> int:
    """Run the program that the options ask for; returns the exit status."""
    config.state.mkdir(parents=True, exist_ok=True, mode=0o700)
    return run_headless(config) if config.is_headless else run_windows(config)


def run_headless(config: ConsoleConfig) -> int:
    """Commands from standard input, lines to standard output; the end of the input is the end of the program."""
    app = QCoreApplication(sys.argv[:1])
    console = make_console(config, MemorySession())
    reader, out = LineReader(STDIN), LineWriter(STDOUT)
    language = Language(app, [CONSOLE_WORDS], cast("Choice", config.language or "system"))
    headless = Headless(console, language, config.given, reader, out, app.quit)
    signals = QuitSignals()
    signals.wanted.connect(app.quit)
    signals.restart_wanted.connect(app.quit)  # its session is in memory: whoever drives it starts it again
    reader.start()
    QTimer.singleShot(0, console.sign_in.start)
    status = app.exec()
    console.stop()
    out.write("ended")
    signals.close()
    headless.deleteLater()
    QThreadPool.globalInstance().waitForDone()
    return status


def run_windows(config: ConsoleConfig) -> int:
    """Windows on the screen, until somebody quits."""
    from shared.widgets.restart_wish import RestartWish
    from tech_console.desktop import Desktop, application

    app = application()
    signals = QuitSignals()
    signals.wanted.connect(app.quit)
    desktop = Desktop(app, config, make_console(config, None))
    wish = RestartWish(app)
    signals.restart_wanted.connect(wish.wish)
    wish.due.connect(app.quit)
    status = desktop.run()
    if wish.is_wished:
        _start_anew(desktop.was_at)
    signals.close()
    return status


def _start_anew(place: str) -> None:
    """Become the program that is there now; where there is none that starts, end as if told to."""
    try:
        start_anew(changed(own_command(), ["--return-to"], [f"--return-to={place}"]))
    except OSError as error:
        log.error("the program cannot be started anew: %s", error.strerror)  # noqa: TRY400 - the number says it all


def opener(config: ConsoleConfig, credentials: MemorySession | None = None) -> OpenLink:
    """Return what makes a link for a relay; without `credentials` each relay's session is in the key store."""
    store = SystemKeyStore("Sportello console", KEY_STORE_WITHIN_S)

    def open_link(link: LinkConfig, listener: Callable[[LinkEvent], None]) -> Link:
        bridge = LinkBridge()
        bridge.link_event.connect(listener)
        kept = credentials or KeyStoreSession(link.url, store)
        return LinkThread(link, kept, config.store_for(link.url), bridge.deliver)

    return open_link


def make_console(config: ConsoleConfig, credentials: MemorySession | None) -> Console:
    """Return the presenters around a link that is not open yet."""
    preferences = Preferences(with_given(load_preferences(config.preferences_path), config), saver(config))
    return Console(opener(config, credentials), config.link(), preferences)


def saver(config: ConsoleConfig) -> Callable[[PreferenceValues], None]:
    """Return what writes the preferences, off the GUI thread, one after the other."""
    pool = QThreadPool()
    pool.setMaxThreadCount(1)
    return lambda values: pool.start(lambda: save_preferences(config.preferences_path, values))
