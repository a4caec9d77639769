"""Presenters on a fake link; the application is there for timers and translation."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from endpoint_agent.autostart import NoAutostart
from endpoint_agent.os_session.probe import ALWAYS_ACTIVE
from endpoint_agent.presenters.agent import AgentPresenters
from tests.support.fake_link import FakeLink


@pytest.fixture
def link() -> FakeLink:
    return FakeLink()


@pytest.fixture
def presenters(qapp: QApplication, link: FakeLink) -> Iterator[AgentPresenters]:
    made = AgentPresenters(link, ALWAYS_ACTIVE, NoAutostart())
    link.listen(made.handle)
    yield made
    made.stop()
