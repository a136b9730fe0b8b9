"""What a whole turn comes to when one call meets one fault, once or from then on.

The table stands in docs/reliability.md; `python -m tests.contract.reliability` prints it.
"""

from tests.client import fault_table
from tests.client.fault_table import FAULTS, WORKS

CALLS = {
    "token": "sign in",
    "session": "open a project",
    "upload": "upload",
    "state": "read the project",
    "run": "say something",
    "render": "start an export",
    "poll": "ask how it stands",
    "download": "download",
    "credits": "read the balance",
}
_PASSING = {
    "state": {"reset", "reset_midway", "500", "502"},
    "credits": {"reset", "reset_midway", "500", "502"},
    "render": {"reset", "reset_midway", "stall", "drip", "500", "502"},
    "poll": FAULTS.keys() - {"401"},
    "download": FAULTS.keys() - {"huge"},
}
_LASTING = {
    ("render", "reset"): WORKS,
    ("render", "reset_midway"): WORKS,
    ("render", "stall"): WORKS,
    ("render", "drip"): WORKS,
    ("render", "500"): "render_failed",
    ("render", "502"): "render_failed",
    ("download", "reset_midway"): "download_failed",
}


def once(call: str, fault: str) -> str:
    """What a turn comes to when the fault happens a single time."""
    passes = fault == "429" or fault in _PASSING.get(call, ())
    return WORKS if passes else fault_table.outcome(call, fault)


def lasting(call: str, fault: str) -> str:
    """What a turn comes to when the fault stays."""
    return _LASTING.get((call, fault), fault_table.outcome(call, fault))


def cell(call: str, fault: str) -> str:
    """Both outcomes, or the one where they are the same."""
    stays = lasting(call, fault).replace("_", " ")
    passes = once(call, fault).replace("_", " ")
    return stays if fault == "refused" or stays == passes else f"{passes} / {stays}"


def as_markdown() -> str:
    """The table, one row a fault and one column a call."""
    rows = [["", *CALLS.values()], ["---"] * (len(CALLS) + 1)]
    for fault, name in FAULTS.items():
        rows.append([name, *(cell(call, fault) for call in CALLS)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


if __name__ == "__main__":
    print(as_markdown())
