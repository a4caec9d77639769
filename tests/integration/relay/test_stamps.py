"""Making a customer's stamp through the real writer: token and stamp in one commit, or neither."""

import datetime as dt

import pytest
import sqlalchemy as sa

from relay.adapters import certificate
from relay.db.tables import audit_event, enrollment_token
from relay.services.orders import PutSetting, RotateStampKey
from shared import stamp as stamps
from shared.ids import CustomerId, EnrollmentTokenId, StampId, new_id
from shared.protocol.enrolment import Enrolled
from shared.protocol.stamps import CreateStamp, StampCreated
from shared.stamp import Brand, Policy, SignedStamp
from tests.support.office import LOCAL, RELAY, START, Office, Who
from tests.support.tls import LocalCa

URL = "wss://desk.example.org"
AUTHORITY = LocalCa().authority_pem()
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 100


@pytest.fixture
def acme(office: Office) -> CustomerId:
    return office.customer("Acme")


def asked(customer: CustomerId, *, golden: bool = False, url: str = URL, **facts: object) -> CreateStamp:
    token = None if golden else EnrollmentTokenId(new_id())
    given = {"ref": 1, "stamp_id": StampId(new_id()), "customer_id": customer, "token_id": token, "relay_url": url}
    return CreateStamp(**(given | facts))  # type: ignore[arg-type]  # of many types


def made(office: Office, message: CreateStamp, who: Who = LOCAL) -> SignedStamp:
    return stamps.read(office.answer(who, message, StampCreated).stamp)


def test_the_stamp_says_all_that_a_device_must_know_and_its_token_opens_the_door(
    office: Office, acme: CustomerId
) -> None:
    message = asked(
        acme, days=3, label="Reception", brand=Brand(title="Laguna IT", icon_png=PNG), policy=Policy(allow_quit=False)
    )
    stamp = made(office, message).stamp
    assert (stamp.customer_name, stamp.organisation, stamp.relay_url) == ("Acme", "Sportello", URL)
    assert (stamp.issued_at, stamp.expires_at) == (START, START + dt.timedelta(days=3))
    assert (stamp.brand, stamp.policy) == (message.brand, message.policy)
    answer = office.says(RELAY, office.enrolment(stamp.enrollment_token))
    assert isinstance(answer, Enrolled)
    assert answer.customer_id == acme


def test_a_golden_image_holds_no_token_and_makes_none(office: Office, acme: CustomerId) -> None:
    stamp = made(office, asked(acme, golden=True)).stamp
    assert (stamp.enrollment_token, stamp.expires_at) == ("", None)
    assert office.rows(sa.select(enrollment_token)) == []


def test_without_an_address_the_setting_is_taken(office: Office, acme: CustomerId) -> None:
    office.done(LOCAL, PutSetting(key="public_url", value='"wss://relay.example.org:8443"'))
    assert made(office, asked(acme, url="")).stamp.relay_url == "wss://relay.example.org:8443"


def test_the_fingerprint_is_that_of_the_self_made_certificate_unless_another_is_given(
    office: Office, acme: CustomerId
) -> None:
    assert made(office, asked(acme)).stamp.fingerprint == certificate.fingerprint(office.config)
    assert made(office, asked(acme, fingerprint="AA:BB")).stamp.fingerprint == "AA:BB"
    assert made(office, asked(acme, ca_pem=AUTHORITY)).stamp.fingerprint == ""


@pytest.mark.parametrize(
    ("spoilt", "field"),
    [
        ({"url": ""}, "relay_url"),
        ({"url": "https://desk.example.org"}, "relay_url"),
        ({"url": "ws://desk.example.org"}, "relay_url"),
        ({"url": "wss://desk example.org"}, "relay_url"),
        ({"url": "wss://desk.example.org:x"}, "relay_url"),
        ({"url": "wss://me:secret@desk.example.org"}, "relay_url"),
        ({"ca_pem": "none"}, "ca_pem"),
        ({"ca_pem": f"{AUTHORITY}-----BEGIN PRIVATE KEY-----"}, "ca_pem"),
        ({"brand": Brand(icon_png=b"GIF89a")}, "icon"),
        ({"brand": Brand(title="Laguna\u202eTI")}, "title"),
    ],
)
def test_what_no_agent_could_use_is_refused_and_leaves_no_token(
    office: Office, acme: CustomerId, spoilt: dict[str, object], field: str
) -> None:
    refusal = office.refusal(LOCAL, asked(acme, **spoilt))  # type: ignore[arg-type]  # of many types
    assert (refusal.code, refusal.params["field"]) == ("bad_text", field)
    assert office.rows(sa.select(enrollment_token)) == []


def test_more_than_a_stamp_holds_is_refused(office: Office, acme: CustomerId) -> None:
    much = asked(acme, ca_pem=AUTHORITY * (16_000 // len(AUTHORITY)), brand=Brand(icon_png=PNG + b"x" * 24_400))
    assert office.code(LOCAL, much) == "too_big"


@pytest.mark.parametrize("role", ["technician", "supervisor", "read_only"])
def test_who_may_not_make_tokens_may_not_make_stamps(office: Office, acme: CustomerId, role: str) -> None:
    assert office.refusal(office.technician(role=role), asked(acme, golden=True)).params == {"why": "role"}


def test_the_audit_log_has_the_stamp_and_its_token_by_id_and_never_the_secret(office: Office, acme: CustomerId) -> None:
    message = asked(acme)
    secret = made(office, message, office.technician(role="admin")).stamp.enrollment_token
    rows = office.rows(sa.select(audit_event).order_by(audit_event.c.id))
    assert [(row.action, row.object_id) for row in rows][-2:] == [
        ("token.created", message.token_id),
        ("stamp.created", message.stamp_id),
    ]
    assert secret not in repr(rows)


def test_after_a_rotation_new_stamps_have_the_new_key(office: Office, acme: CustomerId) -> None:
    before = made(office, asked(acme)).key
    office.done(LOCAL, RotateStampKey(keep_old_days=1))
    assert made(office, asked(acme)).key != before
    assert office.rows(sa.select(audit_event))[-1].action in {"stamp.created", "token.created"}
