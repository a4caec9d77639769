"""`python -m tests.chaos`: reads the options, runs, prints the figures; exit status 1 when any promise was broken."""

import asyncio
import shutil
import sys
import tempfile
from pathlib import Path

import click

from tests.chaos.report import as_json, as_text
from tests.chaos.run import Plan, run

MIXED = ("relay", "relay", "writer", "relay", "talk")
WHAT = ("mixed", "relay", "writer", "talk", "agents", "consoles")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--kills", default=10, show_default=True, type=click.IntRange(min=0), help="How many rounds.")
@click.option(
    "--kill",
    default="mixed",
    show_default=True,
    type=click.Choice(WHAT),
    help="What dies. mixed: mostly the whole relay, in some rounds only its writer or its talk process.",
)
@click.option("--conversations", default=20, show_default=True, type=click.IntRange(min=2))
@click.option("--rate", default=100.0, show_default=True, help="Messages per second, all sides together.")
@click.option("--seed", default=0, show_default=True, help="Of the dice: when, who, which words.")
@click.option("--json", "is_json", is_flag=True, help="Figures as JSON.")
@click.option("--keep", type=click.Path(path_type=Path, file_okay=False), help="Keep all evidence in this new folder.")
def main(kills: int, kill: str, conversations: int, rate: float, seed: int, is_json: bool, keep: Path | None) -> None:
    """Kill programs of a running Sportello under load and prove that no word was lost (docs/chaos.md)."""
    plan = Plan(
        kills=kills, kill=MIXED if kill == "mixed" else (kill,), conversations=conversations, rate=rate, seed=seed
    )
    folder = keep or Path(tempfile.mkdtemp(prefix="chaos"))
    folder.mkdir(parents=True, exist_ok=True)
    report = asyncio.run(run(plan, folder))
    sys.stdout.write(as_json(report).decode() if is_json else as_text(report))
    sys.stdout.write("\n")
    if keep is None and report.is_clean:
        shutil.rmtree(folder)
    elif not report.is_clean:
        sys.stderr.write(f"the evidence is in {folder}\n")
    sys.exit(0 if report.is_clean else 1)


if __name__ == "__main__":
    main()
