"""Calls `sportello-relay` commands in this process, as somebody at a terminal or a script would."""

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from relay.cli.main import relay
from relay.cli.options import PREFIX

PASSWORD = "tre gatti sul tetto"


class Cli:
    """The command line on one state folder."""

    def __init__(self, state: Path) -> None:
        self.state = state

    def run(self, *words: str, typed: str = "", env: dict[str, str] | None = None) -> Result:
        """Run a command to its end; `typed` is its standard input."""
        command = [*words, f"--state={self.state}"]
        return CliRunner().invoke(relay, command, input=typed, env=env, auto_envvar_prefix=PREFIX)

    def ask(self, *words: str, typed: str = "", status: int = 0) -> dict[str, Any]:
        """Run with `--json` and return the answer. Raises: AssertionError for another exit code than `status`."""
        result = self.run(*words, "--json", typed=typed)
        assert result.exit_code == status, result.output
        answer: dict[str, Any] = json.loads(result.stdout)
        return answer

    def init(self, e_mail: str = "marco@example.org") -> dict[str, Any]:
        """Create the owner."""
        return self.ask("init", "--name=Marco Bianchi", f"--e-mail={e_mail}", "--password-stdin", typed=f"{PASSWORD}\n")
