"""What is due is done row by row: one that cannot be done stays due, is tried again later and stops no other."""

import logging
from collections.abc import Callable

from tests.support.office import Office

FORBID = (
    "CREATE TRIGGER broken BEFORE INSERT ON ticket WHEN NEW.conversation_id = '{}' "
    "BEGIN SELECT RAISE(ABORT, 'not this one'); END"
)


def test_a_row_that_cannot_be_done_stops_no_other(office: Office, expect_log: Callable[..., object]) -> None:
    customer_id, anna = office.customer(), office.technician()
    broken = office.talk(office.agent(customer_id), anna)
    sound = office.talk(office.agent(customer_id), anna)
    with office.engine.begin() as connection:
        connection.exec_driver_sql(FORBID.format(broken))
    office.passes(120)

    expect_log("relay.services.deadlines", logging.ERROR, text=broken)
    assert office.wakes() == 5.0

    assert [ticket.conversation_id for ticket in office.tickets()] == [sound]

    with office.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER broken")
    office.wakes()
    assert {ticket.conversation_id for ticket in office.tickets()} == {sound, broken}
