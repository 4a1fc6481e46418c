"""How far lessons come, as a flow: published, looked at in a kickoff, applied, and what came of it."""

from dataclasses import dataclass

from retros.drawing.flow import Flow, flow_of
from retros.insights.about_lessons import TRAVEL, Stage
from retros.insights.floor import Table
from retros.insights.merging import JOINT

_GOES_ON, _ENDS = "soft", "hollow"
_TONES = {
    Stage.HELPED.value: "strong",
    Stage.NO_DIFFERENCE.value: "pale",
    Stage.IN_THE_WAY.value: "dark",
    Stage.APPLIED.value: "hollow",
}


@dataclass(frozen=True)
class Travel:
    flow: Flow
    legend: list[tuple[str, str]]  # (tone, label) of what came of lessons that were applied


def travel_of(table: Table) -> Travel | None:
    """Return the flow of what `table` shows; None where it hides a step, or joins two."""
    numbers = {line: table.total(line) or 0 for line in table.rests}
    steps = (Stage.NEVER.value, Stage.LOOKED_AT.value)
    if None in table.rests.values() or not all(step in numbers for step in steps):
        return None
    never, looked_at = (numbers.pop(step) for step in steps)
    ends = {line: numbers[line] for line in sorted(numbers, key=_place) if numbers[line]}
    applied = sum(ends.values())
    flow = flow_of(
        [
            ("Published", [(looked_at + applied, _GOES_ON), (never, _ENDS)]),
            ("Looked at in a kickoff", [(applied, _GOES_ON), (looked_at, _ENDS)]),
            ("Applied", [(number, _TONES.get(line, "soft")) for line, number in ends.items()]),
        ]
    )
    labels = TRAVEL.rows.labels
    legend = [
        (_TONES.get(line, "soft"), " or ".join(_short(labels[each]) for each in line.split(JOINT)))
        for line in ends
    ]
    return Travel(flow, legend if flow.bars else [])


def _place(line):
    return list(_TONES).index(line.split(JOINT)[0])


def _short(label):
    return label.removeprefix("Applied, ").capitalize()
