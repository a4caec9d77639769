"""One relay for the stories of a file that leave it alone, one mail server; those that kill or hurry them have their own."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from relay.services.orders import PutSetting
from tests.end2end.office import Office
from tests.support.relay import Relay, running_relay
from tests.support.smtp_sink import SmtpSink

MakeOffice = Callable[..., Office]


@pytest.fixture(scope="session")
def mails() -> Iterator[SmtpSink]:
    """A mail server that keeps what it is sent."""
    with SmtpSink() as sink:
        yield sink


@pytest.fixture(scope="module")
def quiet_relay(mails: SmtpSink, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Relay]:
    """A relay that nobody may kill, stop or reconfigure. One per file: it lets ten devices of an address join a minute."""
    with running_relay(tmp_path_factory.mktemp("relay")) as relay:
        use_mail_server(relay, mails)
        yield relay


@pytest.fixture
def own_relay(mails: SmtpSink, tmp_path: Path) -> Iterator[Callable[..., Relay]]:
    """Makes relays of this test alone: `own_relay("--clock-rate=30")`."""
    with ExitStack() as stack:

        def make(*options: str) -> Relay:
            relay = stack.enter_context(running_relay(tmp_path, *options))
            use_mail_server(relay, mails)
            return relay

        yield make


@pytest.fixture
def make_office(quiet_relay: Relay, mails: SmtpSink, tmp_path: Path) -> Iterator[MakeOffice]:
    """Makes customers; all programs started for them end with the test. `relay` names one other than the quiet one."""
    with ExitStack() as stack:

        def make(relay: Relay | None = None, **customer: Any) -> Office:
            folder = tmp_path / f"office{len(list(tmp_path.iterdir()))}"
            folder.mkdir()
            office = Office(relay or quiet_relay, mails, folder, **customer)
            stack.callback(office.close)
            return office

        yield make


@pytest.fixture
def office(make_office: MakeOffice) -> Office:
    """A customer whose devices need no approval and whose employees may start chats."""
    return make_office()


def use_mail_server(relay: Relay, mails: SmtpSink) -> None:
    """Tell the relay where its mail goes out."""
    settings = {
        "smtp_host": "127.0.0.1",
        "smtp_port": mails.port,
        "smtp_security": "plain",
        "smtp_from": "help@provider.example",
    }
    for key, value in settings.items():
        relay.order(PutSetting(key=key, value=json.dumps(value)))
