"""A stamp on the wire: made by a console, and known again by the relay that made it."""

from relay.services.orders import RotateStampKey
from shared import stamp as stamps
from shared.ids import EnrollmentTokenId, StampId, new_id
from shared.protocol.stamps import CreateStamp, StampCreated
from tests.support.peer import Scene, connected


async def test_every_challenge_names_the_stamp_keys_also_after_a_rotation_in_the_running_relay(scene: Scene) -> None:
    answer = scene.relay.order(
        CreateStamp(
            ref=1,
            stamp_id=StampId(new_id()),
            customer_id=scene.customer_id,
            token_id=EnrollmentTokenId(new_id()),
            relay_url=scene.relay.url,
        )
    )
    assert isinstance(answer, StampCreated)
    signed = stamps.read(answer.stamp)
    assert signed.stamp.fingerprint == scene.relay.fingerprint
    scene.relay.order(RotateStampKey(keep_old_days=1))
    async with connected(scene.relay) as peer:
        said = peer.challenge
        assert (len(said.stamp_keys) >= 2, signed.key in said.stamp_keys) == (True, True)
        stamps.check_at_relay(signed, relay_id=said.relay_id, stamp_keys=said.stamp_keys, now=said.now)
