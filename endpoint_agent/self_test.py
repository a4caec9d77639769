"""`--self-test`: the packaged agent draws its window, loads what it will need, and says what is missing. Makes no key."""

import tempfile
from pathlib import Path

import msgspec
from PySide6.QtWidgets import QApplication, QWidget

from endpoint_agent.app import I18N, Core
from endpoint_agent.autostart import NoAutostart
from endpoint_agent.config import Options, UserFile, make_config
from endpoint_agent.given import Given
from shared.self_test import Report, self_test
from shared.widgets.theme import Theme


def run(app: QApplication, options: Options) -> Report:
    """Return what was found; with a relay among the options also whether it can be talked to."""
    with tempfile.TemporaryDirectory(prefix="sportello") as folder:
        config = make_config(None, UserFile(), msgspec.structs.replace(options, state=Path(folder)))
        theme = Theme(app)
        core = Core(app, Given(config=config, token=None, stamp=None, problem=None), NoAutostart())
        try:
            return self_test([I18N], lambda: _window(core), config.link() if config.relay else None)
        finally:
            core.stop()
            theme.deleteLater()


def _window(core: Core) -> QWidget:
    from endpoint_agent.views.menu import AgentMenu
    from endpoint_agent.views.window import AgentWindow

    window = AgentWindow(core.presenters, menu := AgentMenu(core.presenters, allow_quit=True))
    window.destroyed.connect(menu.deleteLater)
    return window
