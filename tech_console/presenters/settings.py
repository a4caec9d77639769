"""The provider's settings (*Chat with the agent → Enable chat → Save*, A-15) and enrollment tokens."""

from PySide6.QtCore import QObject, Signal

from shared.ids import CustomerId, EnrollmentTokenId, new_id
from shared.protocol.directory import CreateToken, RevokeToken, SaveSettings, SettingsRecord, TokenCreated
from tech_console.presenters.line import Line, Question
from tech_console.presenters.world import World


class Settings(QObject):
    """Signals: `token_created(token_id, secret)`, the only time the secret is ever known."""

    token_created = Signal(str, str)

    def __init__(self, line: Line, world: World) -> None:
        super().__init__()
        self._line = line
        self._world = world

    @property
    def record(self) -> SettingsRecord:
        """The settings as they stand."""
        return self._world.snapshot.settings

    def save(
        self, version: int, *, user_chat_enabled: bool, organisation: str, overdue_after_h: int | None = None
    ) -> Question:
        """Save what is on screen; `version` is the one shown, so that a newer change is answered `conflict`."""
        message = SaveSettings(
            ref=0,
            version=version,
            user_chat_enabled=user_chat_enabled,
            organisation=organisation.strip(),
            overdue_after_h=self.record.overdue_after_h if overdue_after_h is None else overdue_after_h,
        )
        return self._line.ask(message, "settings")

    def create_token(self, customer_id: CustomerId, label: str, *, days: int = 30, max_uses: int = 50) -> Question:
        """Make an enrollment token for a customer's devices."""
        message = CreateToken(
            ref=0,
            token_id=EnrollmentTokenId(new_id()),
            customer_id=customer_id,
            label=label.strip(),
            days=days,
            max_uses=max_uses,
        )
        question = self._line.ask(message, "token_create", message.token_id)
        question.done.connect(self._created)
        return question

    def revoke_token(self, token_id: EnrollmentTokenId) -> Question:
        """No further device joins with it."""
        return self._line.ask(RevokeToken(ref=0, token_id=token_id), "token_revoke", token_id)

    def _created(self, reply: TokenCreated) -> None:
        self.token_created.emit(reply.token_id, reply.secret)
