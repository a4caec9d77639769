from shared.protocol.directory import CreateToken, RevokeToken, SaveSettings, SettingsChanged, TokenCreated
from tests.support.console_records import ACME, a_token, provider_settings
from tests.support.consoles import Played


def test_settings_are_saved_over_the_version_that_was_shown(qapp: object) -> None:
    played = Played()
    played.sign_in(SettingsChanged(settings=provider_settings(version=7)))
    played.console.settings.save(7, user_chat_enabled=True, organisation=" Aurora IT ")
    message = played.link.last(SaveSettings)
    assert (message.version, message.user_chat_enabled, message.organisation) == (7, True, "Aurora IT")


def test_a_tokens_secret_is_told_once(qapp: object) -> None:
    played = Played()
    played.sign_in()
    told: list[tuple[str, str]] = []
    played.console.settings.token_created.connect(lambda token_id, secret: told.append((token_id, secret)))
    played.console.settings.create_token(ACME, " GPO ", days=7, max_uses=3)
    message = played.link.last(CreateToken)
    played.link.answer(TokenCreated(re=0, token_id=message.token_id, secret="sprt_x"))
    assert (message.label, message.days, message.max_uses) == ("GPO", 7, 3)
    assert told == [(message.token_id, "sprt_x")]


def test_a_token_is_revoked_by_its_id(qapp: object) -> None:
    played, token = Played(), a_token()
    played.sign_in()
    played.console.settings.revoke_token(token.token_id)
    assert played.link.last(RevokeToken).token_id == token.token_id
