"""Reads every layer of settings, and the stamp, once; what cannot be used is told and stands in nobody's way.

A program that ended here would leave a person with an icon that never comes up: it starts, and says what is wrong.
"""

from pathlib import Path

import msgspec

from endpoint_agent.config import AgentConfig, Options, UserFile, make_config, read_user_file
from endpoint_agent.device_key import Token
from endpoint_agent.machine_settings import MachineSettings, read_machine_settings
from endpoint_agent.stamp import find_stamp
from shared.errors import SportelloError
from shared.stamp import SignedStamp


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What this run was given; `problem` is the first thing that cannot be used."""

    config: AgentConfig
    token: Token | None
    stamp: SignedStamp | None
    problem: SportelloError | None


def read_given(options: Options, stamp: Path | None, first_line: str | None = None) -> Given:
    """Return all settings; `first_line` is an enrollment token that was read from standard input."""
    problems: list[SportelloError] = []
    machine, user, signed = MachineSettings(), UserFile(), None
    try:
        machine = read_machine_settings()
    except SportelloError as error:
        problems.append(error)
    try:
        user = read_user_file()
    except SportelloError as error:
        problems.append(error)
    try:
        signed = find_stamp(stamp, machine.stamp)
    except SportelloError as error:
        problems.append(error)
    said = options.enrollment_token if first_line is None else first_line
    return Given(
        config=make_config(signed, user, options, machine),
        token=_token((said or machine.enrollment_token).strip(), signed),
        stamp=signed,
        problem=problems[0] if problems else None,
    )


def _token(said: str, signed: SignedStamp | None) -> Token | None:
    """The stamp is compared with the relay only for its own token: another one is an administrator's decision."""
    if said:
        return Token(said)
    if signed is not None and signed.stamp.enrollment_token:
        return Token(signed.stamp.enrollment_token, signed)
    return None
