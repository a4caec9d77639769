"""A run from start to verdict: build the scene, kill in rounds under load, let it come to rest, judge what is left."""

import asyncio
import contextlib
import random
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final, cast

import msgspec

from relay.db.engine import sqlite_library
from tests.chaos import gather
from tests.chaos.checker import check
from tests.chaos.evidence import View
from tests.chaos.load import Contest, Load
from tests.chaos.program import AgentProgram, Program
from tests.chaos.report import Report
from tests.chaos.rounds import Round, Rounds
from tests.chaos.scene import Scene
from tests.support.relay import Relay

REST_WITHIN_S: Final = 90.0
RELAY_OPTIONS: Final = ("--message-rate=300", "--message-burst=600", "--log-level=warning")
"""A console of the run writes for five people at once, and what was written while the relay was down comes in bursts."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What to do to whom."""

    kills: int
    kill: tuple[str, ...]
    """Taken in turn, round by round."""
    conversations: int = 20
    technicians: int = 4
    spare: int = 2
    """Further agents, for requests that race."""
    rate: float = 100.0
    seed: int = 0


async def run(plan: Plan, folder: Path) -> Report:
    """Play the plan in an empty folder, in which all evidence stays."""
    started = time.monotonic()
    dice = random.Random(plan.seed)
    relay = Relay(folder / "relay", RELAY_OPTIONS)
    relay.state.mkdir(mode=0o700)
    scene = Scene(relay, folder)
    problems: list[str] = []
    try:
        relay.start()
        await scene.build(plan.conversations + plan.spare, plan.technicians)
        spare = scene.agents[-plan.spare :] if plan.spare else []
        await scene.begin_talks(scene.agents[: plan.conversations])
        rounds = await _play(plan, scene, spare, dice, problems)
        await _come_to_rest(scene, problems)
        await asyncio.gather(*(program.quit() for program in scene.programs))
        relay.stop()
        return _judge(scene, rounds, problems, time.monotonic() - started)
    finally:
        for program in scene.programs:
            await program.kill()
        relay.kill()


async def _play(
    plan: Plan, scene: Scene, spare: list[AgentProgram], dice: random.Random, problems: list[str]
) -> list[Round]:
    load = Load(scene.talks, plan.rate, dice)
    contest = Contest(scene, spare, dice)
    rounds = Rounds(scene, dice)
    played: list[Round] = []
    load.start()
    contest.start()
    try:
        for number in range(plan.kills):
            await asyncio.sleep(0.2 + dice.random())
            played.append(await rounds.play(plan.kill[number % len(plan.kill)]))
    except TimeoutError as error:
        problems.append(str(error))
    finally:
        await contest.stop()
        await load.stop()
    return played


async def _come_to_rest(scene: Scene, problems: list[str]) -> None:
    """Wait until nothing waits any more and every member has every row."""
    deadline = time.monotonic() + REST_WITHIN_S
    press = 0.0
    while late := _late(scene):
        now = time.monotonic()
        if now > deadline:
            problems.append(f"not at rest after {REST_WITHIN_S} s: {', '.join(late[:5])}")
            return
        if now > press:
            Rounds(scene, random.Random()).press_try_now()
            press = now + 2
        await asyncio.sleep(0.1)


def _late(scene: Scene) -> list[str]:
    late = [program.name for program in scene.programs if program.waiting or not program.is_ready]
    if late:
        return late
    with _reading(scene.relay.state / "relay.db") as database:
        talks = database.execute("SELECT id, head, device_key_id, technician_id FROM conversation").fetchall()
    return [
        f"{program.name} has {program.heads.get(talk, 0)} of {head} in {talk}"
        for talk, head, *members in talks
        for program in scene.programs
        if scene.members[program.name] in members and program.heads.get(talk, 0) < head
    ]


def _judge(scene: Scene, rounds: list[Round], problems: list[str], seconds: float) -> Report:
    truth = gather.truth(scene.relay.state / "relay.db")
    views = [_view(scene, program) for program in scene.programs]
    for program in scene.programs:
        problems += [f"{program.name}: refused {i}: {code}" for i, code in program.refused.items()]
    written = sum(line.kind == "outbox" for view in views for line in view.journal)
    transmissions = sum(program.transmissions for program in scene.programs)
    return Report(
        rounds=rounds,
        seconds=seconds,
        clients=len(views),
        conversations=len(truth.members),
        messages=written,
        acknowledged=len(_acknowledged(views)),
        resent=max(0, transmissions - written),
        rows=len(truth.rows),
        requests=len(truth.requests),
        refused=sum(len(program.refused) for program in scene.programs),
        violations=check(truth, views),
        problems=problems,
    )


def _acknowledged(views: list[View]) -> set[str]:
    return {line.message_id for view in views for line in view.journal if line.kind == "sent"}


def _view(scene: Scene, program: Program) -> View:
    return View(
        name=program.name,
        member=scene.members[program.name],
        customers=frozenset({scene.customers[program.name]}),
        journal=gather.journal(program.journal),
        kept=gather.kept(program.store),
        requests=program.requests,
        heard=frozenset(program.heard | gather.ids_in(program.journal)),
        said=frozenset(program.said),
        killed=program.kills > 0,
    )


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    uri = f"{path.absolute().as_uri()}?mode=ro"
    connection = cast("sqlite3.Connection", sqlite_library().connect(uri, uri=True, timeout=5.0))
    try:
        yield connection
    finally:
        connection.close()
