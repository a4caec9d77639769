from shared.ids import CustomerId, new_id
from shared.protocol.inventory import RemoveWatchRule, SaveWatchRule, WatchKind, WatchRuleChanged
from tests.support import sample_devices
from tests.support.console_records import ACME, a_customer
from tests.support.consoles import Played


def test_the_rules_of_a_customer_stand_in_the_order_of_their_kinds(qapp: object) -> None:
    played = Played()
    played.sign_in()
    rules = sample_devices.watch_rules(a_customer())
    others = sample_devices.watch_rules(a_customer(customer_id=CustomerId(new_id())))
    played.link.push(*(WatchRuleChanged(rule=rule) for rule in [*reversed(rules), *others]))
    assert played.console.watch_rules.of(ACME) == rules
    assert played.console.watch_rules.find(rules[0].rule_id) == rules[0]


def test_a_rule_is_saved_and_removed_by_its_id(qapp: object) -> None:
    played = Played()
    played.sign_in()
    watch = played.console.watch_rules
    watch.save(None, ACME, WatchKind.SOFTWARE_APPEARS, pattern="TeamViewer")
    made = played.link.last(SaveWatchRule)
    assert (made.customer_id, made.pattern, made.active) == (ACME, "TeamViewer", True)
    watch.save(made.rule_id, ACME, made.kind, pattern="TeamViewer", active=False)
    assert (played.link.last(SaveWatchRule).rule_id, played.link.last(SaveWatchRule).active) == (made.rule_id, False)
    watch.remove(made.rule_id)
    assert played.link.last(RemoveWatchRule).rule_id == made.rule_id
