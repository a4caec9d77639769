"""There is no page that sets anything up, however its address is written (P02); over the wire: wire/test_door.py."""

import itertools

from relay.net.http import HttpPages
from relay.net.reader import Reader
from relay.net.talk import Talk
from relay.net.writer_link import WriterLink
from tests.support.office import Office

WORDS = (
    "setup",
    "SetupWizard.aspx",
    "install",
    "init",
    "init-admin",
    "admin",
    "register",
    "wizard",
    "first-run",
    "api",
)
SHAPES = (
    "/{}", "/{}/", "/{}/x", "//{}", "/./{}", "/x/../{}", "/{}%00", "/%2e%2e/{}", "/{}?step=1", "/{};x", "/{}.php", "/{}#a",
    "/talk/{}", "/healthz/{}", "/metrics/../{}", "/{}%2fx", "/%252e/{}", "{}", "/{} ", "/healthz?next=/{}",
)  # fmt: skip


def test_five_hundred_ways_to_a_set_up_page_lead_nowhere(office: Office) -> None:
    talk = Talk(office.config, office.clock, Reader(office.reader), WriterLink(office.config.writer_socket))
    pages = HttpPages(talk)
    cases = (str.lower, str.upper, str.title)
    paths = {shape.format(case(word)) for shape, word, case in itertools.product(SHAPES, WORDS, cases)}
    assert len(paths) >= 500
    assert [path for path in paths if pages.answer(path) is not None] == []
    assert pages.answer("/healthz") is not None
