"""Watch rules: what is looked after on the devices of a customer, and which ticket says so."""

from PySide6.QtCore import QObject

from shared.ids import CustomerId, WatchRuleId, new_id
from shared.protocol.inventory import RemoveWatchRule, SaveWatchRule, WatchKind, WatchRuleRecord
from tech_console.presenters.line import Line, Question
from tech_console.presenters.world import World


class WatchRules(QObject):
    """What is shown comes from the world's records; this only asks for changes."""

    def __init__(self, line: Line, world: World) -> None:
        super().__init__()
        self._line = line
        self._world = world

    def of(self, customer_id: CustomerId) -> list[WatchRuleRecord]:
        """Return a customer's rules, in the order of their kinds."""
        kinds = list(WatchKind)
        found = [rule for rule in self._world.snapshot.watch_rules.values() if rule.customer_id == customer_id]
        return sorted(found, key=lambda rule: (kinds.index(rule.kind), rule.pattern.casefold(), rule.threshold))

    def find(self, rule_id: WatchRuleId) -> WatchRuleRecord | None:
        """Return a rule."""
        return self._world.snapshot.watch_rules.get(rule_id)

    def save(
        self,
        rule_id: WatchRuleId | None,
        customer_id: CustomerId,
        kind: WatchKind,
        *,
        threshold: int = 0,
        pattern: str = "",
        active: bool = True,
    ) -> Question:
        """Create a rule, or change one."""
        rule_id = rule_id or WatchRuleId(new_id())
        message = SaveWatchRule(
            ref=0,
            rule_id=rule_id,
            customer_id=customer_id,
            kind=kind,
            threshold=threshold,
            pattern=pattern,
            active=active,
        )
        return self._line.ask(message, "save_watch_rule", rule_id)

    def remove(self, rule_id: WatchRuleId) -> Question:
        """Forget a rule; its ticket stays."""
        return self._line.ask(RemoveWatchRule(ref=0, rule_id=rule_id), "remove_watch_rule", rule_id)
