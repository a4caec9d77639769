"""Who takes part: one relay, two customers, agents already enrolled, technicians who see one customer each."""

import asyncio
import base64
import itertools
from pathlib import Path

import msgspec

from endpoint_agent.device_key import DeviceKey, Token
from endpoint_agent.key_file import FileKeyStore
from endpoint_agent.machine import Machine
from relay.adapters import passwords
from relay.services import orders
from shared.ids import CustomerId, TechnicianId, new_id
from shared.protocol.enrolment import Enrol, Enrolled
from tests.chaos.program import AgentProgram, ConsoleProgram, Program
from tests.support.relay import _FAST_HASH, PASSWORD, Relay

AT_A_TIME = 6
"""Programs started together: more would fight for the processors until the relay's five seconds are over."""
SIGN_INS = 400
"""One-time codes of a technician: every start of a console uses one."""


class Talk(msgspec.Struct, frozen=True):
    """A conversation, and the programs in which its two sides write."""

    conversation_id: str
    agent: AgentProgram
    console: ConsoleProgram


class Scene:
    """Builds everything in `folder`; `members` says whose device key or technician a program speaks for."""

    def __init__(self, relay: Relay, folder: Path) -> None:
        self.relay = relay
        self.folder = folder
        self.agents: list[AgentProgram] = []
        self.consoles: list[ConsoleProgram] = []
        self.members: dict[str, str] = {}
        self.customers: dict[str, CustomerId] = {}
        """By program name."""
        self.devices: dict[str, str] = {}
        """By name of the agent."""
        self.talks: list[Talk] = []

    @property
    def programs(self) -> list[Program]:
        """Everybody."""
        return [*self.agents, *self.consoles]

    async def build(self, agents: int, technicians: int) -> None:
        """Enrol, start and sign in everybody; the first technician of each customer sits at two consoles."""
        customers = [self.relay.add_customer(name) for name in ("Acme", "Globex")]
        tokens = {customer: self.relay.add_token(customer) for customer in customers}
        for number, customer in zip(range(agents), itertools.cycle(customers), strict=False):
            self._add_agent(f"agent-{number:02}", customer, tokens[customer])
        for number, customer in zip(range(technicians), itertools.cycle(customers), strict=False):
            self._add_technician(number, customer, consoles=2 if number < len(customers) else 1)
        for start in range(0, len(self.programs), AT_A_TIME):
            await asyncio.gather(*(self.start(program) for program in self.programs[start : start + AT_A_TIME]))

    async def start(self, program: Program) -> None:
        """Start a program and wait until it is signed in."""
        await program.start()
        await program.until(lambda: program.is_ready, "not signed in", 60)

    async def begin_talks(self, agents: list[AgentProgram]) -> None:
        """Let each technician ask for devices in turn; every user accepts."""
        for place, agent in enumerate(agents):
            mine = self.consoles_for(agent)
            await self._begin(agent, mine[place // 2 % len(mine)])

    def consoles_for(self, agent: AgentProgram) -> list[ConsoleProgram]:
        """Return the consoles that see this agent's customer."""
        return [c for c in self.consoles if self.customers[c.name] == self.customers[agent.name]]

    async def _begin(self, agent: AgentProgram, console: ConsoleProgram) -> None:
        console.say("ask_device", device_id=self.devices[agent.name], reason="Chaos")
        await agent.until(lambda: agent.ringing, "no request came")
        agent.say("accept", request_id=agent.ringing[-1])
        await agent.until(lambda: agent.conversations, "no conversation")
        conversation_id = next(iter(agent.conversations))
        await console.until(lambda: conversation_id in console.heads, "no conversation at the console")
        self.talks.append(Talk(conversation_id, agent, console))

    def _add_agent(self, name: str, customer: CustomerId, token: str) -> None:
        program = AgentProgram(name, self.folder / name, self._options())
        # Not named by a system: the program started later finds itself in this very computer and would see a copied disk.
        machine = Machine(
            machine_id=new_id(), host_name=f"PC-{name}", os_user=f"user of {name}", platform="Linux", is_named=False
        )
        key = DeviceKey(
            program.folder / "state", FileKeyStore(program.folder / "state" / "keys"), machine, Token(token)
        )
        public_key = base64.urlsafe_b64encode(key.private_key().public_key().public_bytes_raw()).decode().rstrip("=")
        # Given to the writer directly: the relay takes only ten enrolments a minute from one address.
        enrol = Enrol(
            ref=0,
            token=token,
            public_key=public_key,
            proof="",
            machine_id=machine.machine_id,
            host_name=machine.host_name,
            os_user=machine.os_user,
            platform=machine.platform,
        )
        enrolled = self.relay.order(orders.EnrolDevice(enrol=enrol, address="127.0.0.1"))
        assert isinstance(enrolled, Enrolled)
        key.save_enrolment(enrolled)
        self.relay.activate_helpdesk(enrolled.device_id)
        self.agents.append(program)
        self.members[name] = enrolled.device_key_id
        self.customers[name] = customer
        self.devices[name] = enrolled.device_id

    def _add_technician(self, number: int, customer: CustomerId, consoles: int) -> None:
        technician_id, e_mail = TechnicianId(new_id()), f"technician.{number}@provider.example"
        codes = [passwords.new_recovery_codes()[0] for _ in range(SIGN_INS)]
        self.relay.order(
            orders.AddTechnician(
                technician_id=technician_id,
                name=f"Technician {number}",
                e_mail=e_mail,
                role="technician",
                password_hash=_FAST_HASH.hash(PASSWORD),
                totp_secret=passwords.new_totp_secret(),
                recovery_hashes=[passwords.recovery_hash(code) for code in codes],
                customer_ids=[customer],
            )
        )
        for place in range(consoles):
            name = f"console-{number}{'ab'[place]}"
            account = e_mail, PASSWORD, codes
            self.consoles.append(ConsoleProgram(name, self.folder / name, self._options(), account))
            self.members[name] = technician_id
            self.customers[name] = customer

    def _options(self) -> list[str]:
        return [f"--relay={self.relay.url}", f"--fingerprint={self.relay.fingerprint}"]
