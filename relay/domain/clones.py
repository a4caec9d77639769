"""Two programs that live with one key: a disk was copied together with its machine id. Pure.

A program that is started anew has a new instance and the old one never comes back. So what was replaced and comes back,
while the one that replaced it lives, is a second program.
"""

from typing import Final

import msgspec

MOST_KEPT: Final = 6


class Instances(msgspec.Struct, frozen=True):
    """Runs of a program that signed in with one key, the latest last."""

    seen: tuple[str, ...] = ()


def note(known: Instances, instance: str, living: str) -> tuple[Instances, bool]:
    """Return what is known after a sign-in, and whether it shows that there are two programs.

    `living` is the instance whose connection is open at this moment; empty for none. A program of an earlier version
    says no instance, which proves nothing.
    """
    if not instance:
        return known, False
    is_back = instance in known.seen[:-1]
    others = tuple(seen for seen in known.seen if seen != instance)
    are_two = is_back and bool(living) and living != instance
    return Instances((*others, instance)[-MOST_KEPT:]), are_two
