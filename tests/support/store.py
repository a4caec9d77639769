"""The relay's database and rules without sockets and processes: orders are carried out where the test runs."""

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from relay.clock import RelayClock
from relay.config import Config
from relay.db.engine import reader_engine
from relay.db.gate import Row
from relay.db.repositories import identity
from relay.db.unit_of_work import Hint, Topic
from relay.domain.scope import RELAY_SCOPE
from relay.net.reader import Reader
from relay.services import orders
from relay.services.orders import Caller, LocalCaller, RelayCaller
from relay.writer.batch import BatchRunner
from relay.writer.store import open_store, read_secret
from relay.writer.wire import Job, Outcome
from shared.ids import CustomerId, DeviceKeyId, EnrollmentTokenId, MailId, new_id
from shared.protocol import codec
from shared.protocol.base import Message
from shared.protocol.directory import CreateToken, EnrolmentPolicy, SaveCustomer, TokenCreated
from shared.protocol.enrolment import Enrolled
from shared.protocol.hello import AgentWelcome
from shared.protocol.identity import SendIdentityToken
from tests.support.office import enrolment, frame_of


class Store:
    """One open state folder."""

    def __init__(self, config: Config, runner: BatchRunner, clock: RelayClock, reader: Reader) -> None:
        self.config = config
        self.clock = clock
        self.reader = reader
        self.hints: list[Hint] = []
        self._runner = runner

    def run(self, message: Message, caller: Caller) -> Outcome:
        """Return the outcome of one order, refused or not."""
        committed = self._runner.run([Job(1, caller, frame_of(message))])
        self.hints += committed.hints
        return committed.outcomes[0]

    def order(self, message: Message, caller: Caller | None = None) -> Message:
        """Return the answer. Raises: AssertionError when it is refused."""
        outcome = self.run(message, caller or LocalCaller())
        assert not outcome.code, outcome.answer
        return codec.decode(outcome.answer)

    async def tell(self, message: Message) -> Outcome:
        """Order something in the relay's own name, as the talk process does."""
        return self.run(message, RelayCaller())

    def set(self, **settings: Any) -> None:
        """Set provider settings."""
        for key, value in settings.items():
            self.order(orders.PutSetting(key=key, value=json.dumps(value)))

    def add_agent(self, customer: str = "Acme") -> orders.AgentCaller:
        """Return a signed-in agent of a customer of its own."""
        customer_id = CustomerId(new_id())
        self.order(SaveCustomer(ref=1, customer_id=customer_id, name=customer, enrolment_policy=EnrolmentPolicy.AUTO))
        token = self.order(CreateToken(ref=1, token_id=EnrollmentTokenId(new_id()), customer_id=customer_id))
        assert isinstance(token, TokenCreated)
        enrolled = self.order(enrolment(token.secret, machine=new_id()), RelayCaller())
        assert isinstance(enrolled, Enrolled)
        opened = orders.OpenDeviceSession(re=1, device_key_id=enrolled.device_key_id)
        welcome = self.order(opened, RelayCaller())
        assert isinstance(welcome, AgentWelcome)
        return orders.AgentCaller(device_key_id=DeviceKeyId(welcome.device_key_id), epoch=welcome.epoch)

    def queue_mail(self, e_mail: str = "giulia@example.org", language: str = "it") -> MailId:
        """Ask for an identity token as an agent does; return the id of the mail that waits."""
        agent = self.add_agent(f"Customer {new_id()}")
        asked = SendIdentityToken(ref=1, first_name="Giulia", last_name="Rossi", e_mail=e_mail, language=language)
        self.order(asked, agent)
        return next(MailId(hint.id) for hint in reversed(self.hints) if hint.topic is Topic.MAIL)

    def mail(self, mail_id: MailId) -> Row:
        """Return the outbox row as it is now."""
        with self.reader.gate(RELAY_SCOPE) as gate:
            row = gate.row(identity.MAIL, of_mail=mail_id)
        assert row is not None
        return row


@contextlib.contextmanager
def open_test_store(folder: Path, *, clock_rate: float = 1.0) -> Iterator[Store]:
    """Open a fresh state folder for the length of the block."""
    config = Config(state=folder, clock_rate=clock_rate)
    engine = open_store(config)
    clock = RelayClock(config.clock_mark, rate=clock_rate)
    reader = Reader(reader_engine(config.database))
    try:
        yield Store(config, BatchRunner(engine, clock, read_secret(engine)), clock, reader)
    finally:
        reader.close()
        engine.dispose()
