"""What comes of every call under every fault: the one table that tests and docs are held to.

`python -m tests.client.fault_table` prints it as it stands in docs/reliability.md.
"""

WORKS = "works"
CALLS = {
    "token": "sign in",
    "session": "open a project",
    "upload": "upload a file",
    "upload_url": "upload an address",
    "run": "say something",
    "state": "read the project",
    "credits": "read the balance",
    "render": "start an export",
    "poll": "ask how it stands",
    "cancel": "cancel an export",
    "download": "download",
    "claim": "hand over",
}
FAULTS = {
    "refused": "connection refused",
    "reset": "reset before an answer",
    "reset_midway": "reset in mid answer",
    "stall": "silence",
    "drip": "a byte now and then",
    "500": "status 500",
    "502": "502 with a web page",
    "429": "status 429",
    "401": "401, code 1001",
    "cut_json": "truncated JSON",
    "wrong_type": "a web page, status 200",
    "huge": "an endless answer",
    "gzip": "packed with gzip",
    "redirect": "redirect to another host",
}
_USUAL = {
    "refused": "unreachable",
    "reset": "unreachable",
    "reset_midway": "unreachable",
    "stall": "timed_out",
    "drip": "timed_out",
    "500": "server_fault",
    "502": "server_fault",
    "429": "rate_limited",
    "401": "sign_in",
    "cut_json": "garbled",
    "wrong_type": "garbled",
    "huge": "garbled",
    "gzip": WORKS,
    "redirect": "garbled",
}
_OTHERWISE = {
    ("run", "reset"): "broken_stream",
    ("run", "reset_midway"): "broken_stream",
    ("run", "stall"): "broken_stream",
    ("run", "drip"): WORKS,
    ("cancel", "cut_json"): WORKS,
    ("cancel", "wrong_type"): WORKS,
    ("cancel", "huge"): WORKS,
    ("download", "reset"): "download_failed",
    ("download", "reset_midway"): WORKS,
    ("download", "stall"): "download_failed",
    ("download", "drip"): WORKS,
    ("download", "500"): "download_failed",
    ("download", "502"): "download_failed",
    ("download", "cut_json"): "download_failed",
    ("download", "wrong_type"): "download_failed",
    ("download", "huge"): "disk_full",
    ("download", "redirect"): WORKS,
}
REPEATED = ("state", "credits", "poll")


def outcome(call: str, fault: str) -> str:
    """`works`, or the kind of Problem that the call ends with."""
    return _OTHERWISE.get((call, fault), _USUAL[fault])


def requests(call: str, fault: str) -> int | None:
    """How many requests reach the backend; None where only the file counts (downloads)."""
    if call == "download":
        return None
    if fault == "refused":
        return 0
    return 3 if call in REPEATED and fault in ("reset", "reset_midway", "500", "502") else 1


def as_markdown() -> str:
    """The table, one row a fault and one column a call."""
    rows = [["", *CALLS.values()], ["---"] * (len(CALLS) + 1)]
    for fault, name in FAULTS.items():
        rows.append([name, *(outcome(call, fault).replace("_", " ") for call in CALLS)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


if __name__ == "__main__":
    print(as_markdown())
