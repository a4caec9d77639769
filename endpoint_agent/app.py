"""Composition root: builds every object of the program and wires it. The only file that knows all others."""

import contextlib
import logging
import threading
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication

from endpoint_agent.autostart import NoAutostart, find_autostart, own_command
from endpoint_agent.config import STORE_FILE, AgentConfig
from endpoint_agent.device_key import DeviceKey, Token
from endpoint_agent.exits import FINE, exit_status
from endpoint_agent.given import Given
from endpoint_agent.inventory.looking import Looker
from endpoint_agent.inventory.reporter import InventoryReporter
from endpoint_agent.key_file import AllowedKeyFile, FileKeyStore
from endpoint_agent.machine import this_machine
from endpoint_agent.os_session import find_probe
from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.settings import Autostart
from endpoint_agent.presenters.words import link_words
from shared.errors import ProfileInUse, SportelloError, StorageFailed
from shared.key_store import KeyStore, SystemKeyStore
from shared.link.events import LinkState, LinkStateChanged
from shared.link.thread import LinkThread
from shared.qt.bridge import LinkBridge
from shared.qt.quit_signals import QuitSignals
from shared.qt.terms import Edition
from shared.qt.translator import Choice, Domain, Language
from shared.restart import changed, start_anew
from shared.restart import own_command as restarting_command
from shared.state_folder import own_temporary_folder, prepare

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

log = logging.getLogger(__name__)
I18N = Domain("agent", Path(__file__).parent / "resources" / "i18n")
KEY_STORE_WITHIN_S = 60.0
"""A locked store asks the person for a password; so long it may take them."""
COPIED = ".copied"
STDIN, STDOUT = 0, 1
TOKEN_VARIABLE = "SPORTELLO_AGENT_ENROLLMENT_TOKEN"  # noqa: S105 - a name


def device_key(config: AgentConfig, token: Token | None = None) -> DeviceKey:
    """Return the device's key, in the system's key store or, where that is missing and it is allowed, in a file."""
    store: KeyStore = SystemKeyStore("Sportello agent", KEY_STORE_WITHIN_S)
    if config.allow_key_file:
        store = AllowedKeyFile(store, FileKeyStore(config.state / "keys"))
    return DeviceKey(config.state, store, this_machine(), token)


class Core:
    """What both forms of the program have: the link in its thread, the bridge, the presenters, the language."""

    def __init__(self, app: QCoreApplication, given: Given, autostart: Autostart) -> None:
        self.config = config = given.config
        self.problem = given.problem or _folder_problem(config)
        """What keeps the program from working at all; it is said, and nothing else is tried."""
        self.language = Language(app, [I18N], cast("Choice", config.language or config.default_language or "system"))
        self.bridge = LinkBridge()
        self.key = device_key(config, given.token)
        self.link = LinkThread(config.link(), self.key, config.store, self.bridge.deliver)
        self.presenters = AgentPresenters(
            self.link,
            find_probe(has_screen=not config.is_headless),
            autostart,
            organisation=config.organisation,
            brand=config.brand,
            language=config.language,
            default_language=config.default_language,
            wants_autostart=config.autostart,
            captures=config.captures,
        )
        self.bridge.link_event.connect(self.presenters.handle)
        self.inventory = InventoryReporter(self.link, Looker(own_command()), config.state)
        if config.has_inventory:
            self.bridge.link_event.connect(self.inventory.handle)
        self.presenters.settings.opened.connect(self._speak)
        self.presenters.settings.changed.connect(self._speak)
        self.presenters.status.changed.connect(self._speak)
        self._speak()

    def start(self) -> None:
        """Open the store and connect; without a relay, or with a problem, say so. Raises: ProfileInUse."""
        if self.problem is not None:
            self.say_stopped(self.problem)
        elif self.config.relay:
            self._set_copied_aside()
            self.link.start()
        else:
            self.bridge.deliver(LinkStateChanged(state=LinkState.STOPPED, code="no_relay"))

    def stop(self) -> None:
        """Close everything; waits for the network thread."""
        self.presenters.stop()
        self.inventory.stop()
        self.link.stop()

    def _set_copied_aside(self) -> None:
        """The talks on a copied disk are another computer's: whoever sits here does not see them."""
        with contextlib.suppress(StorageFailed, OSError):  # said by the link, which meets it too
            if self.key.is_copied():
                self.config.store.replace(self.config.store.with_name(f"{STORE_FILE}{COPIED}"))

    def say_stopped(self, problem: SportelloError) -> None:
        """Show what is wrong where a missing connection is shown."""
        self.bridge.deliver(LinkStateChanged(state=LinkState.STOPPED, code=problem.code, params=problem.params))

    def _speak(self) -> None:
        self.language.set_choice(cast("Choice", self.presenters.settings.language))
        self.language.set_edition(cast("Edition", self.presenters.status.edition))
        self.presenters.identity.language = self.language.code


def _folder_problem(config: AgentConfig) -> StorageFailed | None:
    try:
        prepare(config.state)
    except StorageFailed as error:
        return error
    return None


def run_headless(app: QCoreApplication, given: Given) -> int:
    """Run until told to quit, or until standard input ends; the status says what stopped it for good."""
    # The desktop form, which waits in a tray for weeks, loads no command of this one.
    from endpoint_agent.headless.obey import Obey
    from endpoint_agent.headless.shown import Shown
    from shared.qt.json_lines import LineReader, LineWriter

    quit_signals = QuitSignals()
    reader, out = LineReader(STDIN), LineWriter(STDOUT)
    core = Core(app, given, NoAutostart())
    shown = Shown(core.presenters, out.write)
    obey = Obey(core.presenters, core.language, shown, out.write, app.quit, core.inventory.told)
    reader.line.connect(obey.line)
    core.bridge.link_event.connect(obey.handle)
    for end in (reader.ended, out.gone, quit_signals.wanted):
        end.connect(app.quit)
    restart = threading.Event()
    quit_signals.restart_wanted.connect(restart.set)
    quit_signals.restart_wanted.connect(app.quit)
    problem = core.problem or _started(core)
    if problem is not None:
        words = link_words(LinkState.STOPPED, problem.code, problem.params)
        out.write("error", code=problem.code, params=problem.params, words=words)
        quit_signals.close()
        return exit_status(problem.code, problem.params)
    reader.start()
    app.exec()
    status = core.presenters.status
    core.stop()
    if restart.is_set():
        out.write("restarting")
        _start_anew(core)
    quit_signals.close()
    out.write("ended")
    return exit_status(status.code, status.params) if status.link_state is LinkState.STOPPED else FINE


def _started(core: Core) -> SportelloError | None:
    try:
        core.start()
    except ProfileInUse as error:
        return error
    return None


def run_desktop(app: "QApplication", given: Given) -> int:
    """Run in the tray until told to quit; a second start shows the first one's window and ends."""
    # The headless form, which runs on servers too, loads no widgets.
    from endpoint_agent.capture.store import CaptureStore
    from endpoint_agent.presenters.about import AboutPresenter
    from endpoint_agent.views.desktop import Desktop
    from shared.qt.single_instance import SingleInstance
    from shared.widgets.restart_wish import RestartWish
    from shared.widgets.theme import Theme, ThemeMode
    from shared.widgets.windows_session import come_back_after_upgrade, write_at_session_end

    config = given.config
    app.setQuitOnLastWindowClosed(False)
    usable = config.state if _folder_problem(config) is None else own_temporary_folder()
    instance = SingleInstance("sportello-agent", usable)
    if not instance.claim():
        return 0
    quit_signals = QuitSignals()
    core = Core(app, given, find_autostart(own_command()))
    settings, presenters = core.presenters.settings, core.presenters
    theme = Theme(app)
    about = AboutPresenter(
        presenters,
        this_machine(),
        core.language,
        relay=config.relay,
        reported=lambda: core.inventory.told().sections if config.has_inventory else {},
    )
    desktop = Desktop(presenters, about, CaptureStore(config.captures), allow_quit=config.allow_quit)
    for signal in (settings.opened, settings.changed):
        signal.connect(lambda: theme.set_mode(ThemeMode(settings.theme)))
    core.language.language_changed.connect(desktop.language_changed)
    instance.show_requested.connect(desktop.open)

    was_open: list[bool] = []

    def end() -> None:
        was_open.append(desktop.window is not None and desktop.window.isVisible())
        # Not quit(): it asks every window, and the small one that stands in for a missing tray never closes.
        if desktop.window is not None:
            desktop.window.close()
        app.exit(0)

    desktop.quit_wanted.connect(end)
    quit_signals.wanted.connect(end)
    wish = RestartWish(app)
    quit_signals.restart_wanted.connect(wish.wish)
    wish.due.connect(end)
    come_back_after_upgrade([])
    write_at_session_end(app, presenters.save_drafts)
    desktop.start()
    if (problem := _started(core)) is not None:
        core.say_stopped(problem)
    if config.shows_window:
        desktop.open()
    status = app.exec()
    desktop.stop()
    core.stop()
    instance.release()
    if wish.is_wished:
        _start_anew(core, shows=any(was_open))
    quit_signals.close()
    return status


def _start_anew(core: Core, *, shows: bool = False) -> None:
    """Become the program that is there now; where there is none that starts, end as if told to.

    A token on standard input was read long ago: what stands there now are commands.
    """
    command = changed(restarting_command(), ("--show", "--enrollment-token"), ["--show"] if shows else [])
    token = core.key.unused_token
    try:
        start_anew(command, {TOKEN_VARIABLE: token} if token else {})
    except OSError as error:
        log.error("the program cannot be started anew: %s", error.strerror)  # noqa: TRY400 - the number says it all
