from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from shared.widgets.gallery import PAGES, Gallery
from shared.widgets.theme import Theme, ThemeMode


@pytest.mark.parametrize("mode", [ThemeMode.LIGHT, ThemeMode.DARK])
def test_every_widget_can_be_shown_in_both_themes(qtbot: QtBot, theme: Theme, tmp_path: Path, mode: ThemeMode) -> None:
    theme.set_mode(mode)
    gallery = Gallery(theme)
    qtbot.addWidget(gallery)
    gallery.show()
    gallery.shoot(tmp_path)
    assert len(list(tmp_path.glob("*.png"))) == len(PAGES)
