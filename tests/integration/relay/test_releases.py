"""Announcing a version through the real writer: what is told whom, and what is refused."""

import pytest
import sqlalchemy as sa

from relay.db.tables import audit_event
from relay.db.unit_of_work import Topic
from relay.domain.scope import RELAY_SCOPE
from relay.net.reader import Reader
from relay.services.orders import AnnounceRelease, WithdrawRelease
from relay.services.releases import announced
from shared.protocol.releases import Program
from tests.support.office import LOCAL, Office

URL = "https://downloads.example.org/agent"


def announcement(version: str = "1.4.0", url: str = URL, **facts: str) -> AnnounceRelease:
    return AnnounceRelease(program=Program.AGENT, version=version, url=url, **facts)


def newest(office: Office) -> dict[Program, str]:
    with Reader(office.reader).gate(RELAY_SCOPE) as gate:
        return {program: release.version for program, release in announced(gate).items()}


def test_the_newest_of_each_program_is_kept_until_it_is_withdrawn(office: Office) -> None:
    office.done(LOCAL, announcement("1.3.0"))
    office.done(LOCAL, announcement("1.4.0", notes="Quieter", sha256="ab" * 32))
    office.done(LOCAL, AnnounceRelease(program=Program.CONSOLE, version="2.0", url=URL))
    assert newest(office) == {Program.AGENT: "1.4.0", Program.CONSOLE: "2.0"}
    assert office.hints[-1].topic is Topic.RELEASE
    office.done(LOCAL, WithdrawRelease(program=Program.AGENT))
    assert newest(office) == {Program.CONSOLE: "2.0"}
    assert office.code(LOCAL, WithdrawRelease(program=Program.AGENT)) == "not_found"
    actions = [row.action for row in office.rows(sa.select(audit_event).order_by(audit_event.c.id))]
    assert actions[-2:] == ["release.announced", "release.withdrawn"]


@pytest.mark.parametrize(
    ("order", "field"),
    [
        (announcement(url="http://downloads.example.org"), "url"),
        (announcement(url="file:///etc/passwd"), "url"),
        (announcement(url="javascript:alert(1)"), "url"),
        (announcement(url="https://me:secret@downloads.example.org"), "url"),
        (announcement(url="https://x.example/a b"), "url"),
        (announcement(version="newest"), "version"),
        (announcement(sha256="12"), "sha256"),
        (announcement(notes="\u202eevil"), "notes"),
    ],
)
def test_what_could_mislead_somebody_is_refused(office: Office, order: AnnounceRelease, field: str) -> None:
    refusal = office.refusal(LOCAL, order)
    assert (refusal.code, refusal.params["field"]) == ("bad_text", field)
    assert newest(office) == {}
