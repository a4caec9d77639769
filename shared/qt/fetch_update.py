"""`--fetch-update FOLDER` of agent and console: one fetch on the command line, the sentence in the person's language.

It puts a verified file into a folder and says where. What is done with it is decided by whoever typed this.
"""

import platform
import sys
from pathlib import Path
from typing import cast

import msgspec
from PySide6.QtCore import QCoreApplication

from shared.errors import SportelloError
from shared.link.config import LinkConfig
from shared.qt.error_words import words_for
from shared.qt.reporting import report
from shared.qt.translator import Choice, Language
from shared.updates.catalog import VERSION, Program, Wanted, platform_of
from shared.version import own_version


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked for: whose newer version, from where, into which folder."""

    program: Program
    folder: Path
    url: str
    root: Path | None
    """None: the root file this program was built with."""
    link: LinkConfig
    """How the relay is reached: the same authorities and proxy."""
    state: Path


def fetch_update(order: Order, language: str = "", file: Path | None = None) -> SportelloError | None:
    """Fetch what is newer than this program and say its path, or on standard error why not; into `file` too.

    Returns what went wrong. Raises: OSError for a `file` that cannot be written.
    """
    app = QCoreApplication.instance() or QCoreApplication([])
    Language(app, choice=cast("Choice", language or "system"))
    try:
        path = _fetched(order)
    except SportelloError as error:
        sentence = words_for(error)
        if file is not None:
            file.write_text(f"{sentence}\n", encoding="utf-8")
        if sys.stderr is not None:
            sys.stderr.write(f"{sentence}\n")
        return error
    report(str(path), file)
    return None


def _fetched(order: Order) -> Path:
    from shared.updates.fetching import Source, fetch
    from shared.updates.root import read_root

    own = own_version()
    wanted = Wanted(
        program=order.program,
        platform=platform_of(sys.platform, platform.machine()),
        above=own if VERSION.match(own) else "",
    )
    link = order.link
    source = Source(
        url=order.url, root=read_root(order.root), ca_file=link.ca_file, ca_pem=link.ca_pem, proxy=link.proxy
    )
    return fetch(source, wanted, order.folder, order.state / "updates").path
