"""The mail with the identity token, from the outbox to a real server: every way it can go wrong, and back (P40)."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from relay.adapters.mail_pump import MailPump
from relay.writer.wire import Outcome
from shared.errors import Unavailable
from shared.protocol.base import Message
from shared.tasks import spawn
from tests.support.ports import LOOPBACK, free_port
from tests.support.smtp_sink import Mode, Security, SmtpSink
from tests.support.store import Store, open_test_store
from tests.support.tls import LocalCa
from tests.support.waiting import until_async

FAST = 600
"""With this clock the first pause of 5 s lasts 8 ms, and a token's ten minutes one second."""
ExpectLog = Callable[..., Any]
Recorded = Callable[[Message], Any]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_test_store(tmp_path) as store:
        yield store


@pytest.fixture
def fast_store(tmp_path: Path) -> Iterator[Store]:
    with open_test_store(tmp_path, clock_rate=FAST) as store:
        yield store


async def test_a_queued_mail_arrives_once_and_its_token_is_wiped(store: Store) -> None:
    with SmtpSink() as sink:
        _use(store, sink)
        async with _pumping(store) as pump:
            mail_id = store.queue_mail()
            pump.wake()
            await until_async(lambda: store.mail(mail_id).state == "sent")
        [mail] = sink.mails
    assert mail.recipients == ("giulia@example.org",)
    assert "token di conferma" in mail.parse()["Subject"]
    assert store.mail(mail_id).params == "{}"


async def test_what_waited_while_the_relay_was_off_is_sent_at_its_start(store: Store) -> None:
    mail_id = store.queue_mail()
    with SmtpSink() as sink:
        _use(store, sink)
        async with _pumping(store):
            await until_async(lambda: store.mail(mail_id).state == "sent")


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
async def test_protected_servers_with_a_login_and_an_own_authority_are_served(
    store: Store, tmp_path: Path, security: Security
) -> None:
    ca = LocalCa()
    with SmtpSink(security=security, ca=ca, login=("relay", "pàss")) as sink:
        ca_file = str(ca.write_authority(tmp_path))
        _use(store, sink, smtp_security=security.name.lower(), smtp_ca_file=ca_file)
        store.set(smtp_user="relay", smtp_password="pàss")
        mail_id = store.queue_mail()
        async with _pumping(store):
            await until_async(lambda: store.mail(mail_id).state == "sent")


async def test_a_server_of_an_unknown_authority_gets_no_mail(store: Store, expect_log: ExpectLog) -> None:
    expect_log("relay.adapters.mail_pump", logging.WARNING, text="certificate")
    expect_log("mail.log", logging.ERROR, text="session exception")
    with SmtpSink(security=Security.STARTTLS) as sink:
        _use(store, sink, smtp_security="starttls")
        mail_id = store.queue_mail()
        async with _pumping(store):
            await until_async(lambda: store.mail(mail_id).attempts == 1)
        assert sink.mails == ()


@pytest.mark.parametrize(
    ("security", "login", "error"),
    [
        ("starttls", {"smtp_user": "relay", "smtp_password": "wrong"}, "sign-in refused 535"),
        ("plain", {}, "sender refused 530"),
    ],
)
async def test_a_server_that_refuses_the_relay_is_tried_again_until_somebody_mends_it(
    store: Store, tmp_path: Path, expect_log: ExpectLog, security: str, login: dict[str, str], error: str
) -> None:
    ca = LocalCa()
    expect_log("relay.adapters.mail_pump", logging.WARNING, text=error)
    with SmtpSink(security=Security.STARTTLS, ca=ca, login=("relay", "pàss")) as sink:
        _use(store, sink, smtp_security=security, smtp_ca_file=str(ca.write_authority(tmp_path)), **login)
        mail_id = store.queue_mail()
        async with _pumping(store):
            await until_async(lambda: store.mail(mail_id).attempts == 1)
        assert sink.mails == ()
    assert store.mail(mail_id).state == "waiting"


async def test_p40_a_server_that_is_down_is_tried_until_it_is_back(fast_store: Store, expect_log: ExpectLog) -> None:
    expect_log("relay.adapters.mail_pump", logging.WARNING, text="unreachable")
    port = free_port()
    fast_store.set(smtp_host=LOOPBACK, smtp_port=port, smtp_security="plain", smtp_from="desk@example.org")
    mail_id = fast_store.queue_mail()
    async with _pumping(fast_store):
        await until_async(lambda: fast_store.mail(mail_id).attempts >= 2)
        with SmtpSink(port=port) as sink:
            await until_async(lambda: fast_store.mail(mail_id).state == "sent")
            assert len(sink.mails) == 1


async def test_p40_a_refusal_for_now_is_tried_again_later(store: Store, expect_log: ExpectLog) -> None:
    expect_log("relay.adapters.mail_pump", logging.WARNING, text=r"text refused 452 4\.3\.1")
    with SmtpSink() as sink:
        _use(store, sink)
        sink.mode = Mode.TRY_LATER
        mail_id = store.queue_mail()
        async with _pumping(store):
            await until_async(lambda: store.mail(mail_id).attempts == 1)
    row = store.mail(mail_id)
    assert row.state == "waiting"
    assert (row.next_attempt_at - row.created_at).total_seconds() >= 5


async def test_p40_a_refusal_for_good_ends_it_and_wipes_the_token(store: Store, expect_log: ExpectLog) -> None:
    expect_log("relay.adapters.mail_pump", logging.WARNING, text=r"recipient refused 550 5\.1\.1")
    with SmtpSink() as sink:
        _use(store, sink)
        sink.mode = Mode.REFUSE
        mail_id = store.queue_mail()
        async with _pumping(store):
            await until_async(lambda: store.mail(mail_id).state == "failed")
    row = store.mail(mail_id)
    assert (row.last_error, row.params) == ("recipient refused 550 5.1.1", "{}")


async def test_p40_a_mail_in_doubt_is_sent_again_as_the_same_mail(fast_store: Store, expect_log: ExpectLog) -> None:
    expect_log("relay.adapters.mail_pump", logging.WARNING, text="connection lost")
    with SmtpSink() as sink:
        _use(fast_store, sink)
        sink.mode = Mode.DROP
        mail_id = fast_store.queue_mail()
        async with _pumping(fast_store):
            await until_async(lambda: sink.mails)
            sink.mode = Mode.OK
            await until_async(lambda: fast_store.mail(mail_id).state == "sent")
        kept = {mail.parse()["Message-ID"] for mail in sink.mails}
    assert kept == {f"<{mail_id}@sportello>"}


async def test_p40_a_slow_server_delays_its_own_mail_only(store: Store, expect_log: ExpectLog) -> None:
    expect_log("relay.adapters.mail_pump", logging.WARNING, text="timeout")
    with SmtpSink() as sink:
        _use(store, sink)
        sink.mode, sink.delay_s = Mode.SLOW, 60.0
        slow = store.queue_mail()
        async with _pumping(store, timeout_s=1.0) as pump:
            await until_async(lambda: sink.mails)
            sink.mode = Mode.OK
            other = store.queue_mail("marco@example.org")
            pump.wake()
            await until_async(lambda: store.mail(other).state == "sent")
            assert store.mail(slow).attempts == 0
            await until_async(lambda: store.mail(slow).attempts == 1)


async def test_a_token_that_died_while_waiting_is_not_mailed(fast_store: Store, expect_log: ExpectLog) -> None:
    expect_log("relay.adapters.mail_pump", logging.WARNING, text="too late")
    mail_id = fast_store.queue_mail()
    give_up_at = fast_store.mail(mail_id).give_up_at
    await until_async(lambda: fast_store.clock.now() >= give_up_at)
    with SmtpSink() as sink:
        _use(fast_store, sink)
        async with _pumping(fast_store):
            await until_async(lambda: fast_store.mail(mail_id).state == "failed")
        assert sink.mails == ()


async def test_without_a_mail_server_the_mail_waits(store: Store, expect_log: ExpectLog) -> None:
    expect_log("relay.adapters.mail_pump", logging.WARNING, text="no mail server set")
    mail_id = store.queue_mail()
    async with _pumping(store):
        await until_async(lambda: store.mail(mail_id).attempts == 1)
    assert store.mail(mail_id).state == "waiting"


async def test_a_writer_that_is_away_causes_no_second_mail(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("relay.adapters.mail_pump.RECORD_AGAIN_S", 0.01)
    refusals = iter([Unavailable(), Unavailable()])

    async def order(message: Message) -> Outcome:
        if (refusal := next(refusals, None)) is not None:
            raise refusal
        return await store.tell(message)

    with SmtpSink() as sink:
        _use(store, sink)
        mail_id = store.queue_mail()
        async with _pumping(store, order):
            await until_async(lambda: store.mail(mail_id).state == "sent")
        assert len(sink.mails) == 1


async def test_more_mails_than_may_go_out_at_once_all_arrive(store: Store) -> None:
    with SmtpSink() as sink:
        _use(store, sink)
        waiting = [store.queue_mail(f"person{number}@example.org") for number in range(12)]
        async with _pumping(store):
            await until_async(lambda: all(store.mail(mail_id).state == "sent" for mail_id in waiting))
        assert len({mail.recipients for mail in sink.mails}) == len(sink.mails) == 12


def _use(store: Store, sink: SmtpSink, **settings: Any) -> None:
    store.set(
        **{"smtp_host": LOOPBACK, "smtp_port": sink.port, "smtp_security": "plain", "smtp_from": "desk@example.org"}
        | settings
    )


@asynccontextmanager
async def _pumping(store: Store, order: Recorded | None = None, **options: Any) -> AsyncIterator[MailPump]:
    pump = MailPump(store.reader, order or store.tell, store.clock, **options)
    task = spawn(pump.run(), name="pump")
    try:
        yield pump
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
