"""What the agent has loaded when its icon is up: nothing of windows, of the network, or of the other form."""

import json
import os
import subprocess
import sys
from pathlib import Path

WITHIN_S = 60
MOST_SOURCES = 5
LATER = {
    "asyncio", "cryptography", "email", "http.client", "importlib.metadata", "jwt", "keyring", "psutil", "ssl", "uuid6",
    "websockets", "endpoint_agent.headless.obey", "endpoint_agent.headless.shown", "endpoint_agent.inventory.collect",
    "endpoint_agent.views.about_dialog", "endpoint_agent.views.capture_desk", "endpoint_agent.views.capture_editor",
    "endpoint_agent.views.request_window", "endpoint_agent.views.small_window", "endpoint_agent.views.ticket_dialog",
    "endpoint_agent.views.window", "shared.link.parts", "shared.protocol.codec", "shared.widgets.chat_view",
    "shared.qt.fetch_update", "shared.updates", "shared.widgets.transcript", "shared.widgets.transcript_pdf", "tuf",
}  # fmt: skip
"""Loaded when first used."""
PROGRAM = """
import json, linecache, sys
from pathlib import Path
import endpoint_agent.__main__
from endpoint_agent.config import Options
from endpoint_agent.given import read_given
from shared.qt.own_imports import keep_own_imports
keep_own_imports()
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from endpoint_agent.app import run_desktop
app = QApplication([])
def told():
    print(json.dumps({"modules": list(sys.modules), "sources": len(linecache.cache)}))
    app.quit()
QTimer.singleShot(0, told)
given = read_given(Options(state=Path(sys.argv[1]), allow_key_file=True), None)
sys.exit(run_desktop(app, given))
"""


def test_an_agent_without_a_window_has_loaded_neither_windows_nor_the_network_nor_source(tmp_path: Path) -> None:
    loaded, sources = _started(tmp_path)
    assert "endpoint_agent.views.tray" in loaded
    assert not LATER & loaded
    # Three are read before PySide6's own change of imports can be undone.
    assert sources <= MOST_SOURCES


def _started(folder: Path) -> tuple[set[str], int]:
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen", "HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "config")}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder / "state")],
        check=True, capture_output=True, text=True, timeout=WITHIN_S, env=env,
    )  # fmt: skip
    told = json.loads(done.stdout.splitlines()[-1])
    return set(told["modules"]), told["sources"]
