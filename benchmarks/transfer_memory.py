"""How much memory an upload and a download of one large file take in the client.

    python benchmarks/transfer_memory.py [--megabytes 500]

A service on a loopback port, in a process of its own, takes the file and hands one out. The
figures are the growth of this process's peak resident memory and the speed, as one JSON line.
"""

import argparse
import asyncio
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from nemo_tui.client.api import Address, Api
from tests.support.scripted import Reply, ScriptedService

MEGABYTE = 2**20


def serve(megabytes: int) -> None:
    """Print the address, then serve until standard input closes."""
    piece = bytes(range(256)) * (MEGABYTE // 256)
    headers = {"Content-Length": str(megabytes * MEGABYTE)}
    with ScriptedService() as service:
        file = Reply((piece,) * megabytes, content_type="video/mp4", headers=headers, framed=False)
        service.always("download", file)
        print(service.url, flush=True)
        sys.stdin.read()
        print(max(request.size for request in service.requests), flush=True)


def peak() -> float:
    """The most memory that this process has held, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MEGABYTE


async def measured(megabytes: int, doing: Awaitable[object]) -> dict[str, float]:
    """Growth of the peak in MB, and MB per second."""
    before, started = peak(), time.monotonic()
    await doing
    seconds = time.monotonic() - started
    return {"grew_mb": round(peak() - before, 1), "mb_per_second": round(megabytes / seconds, 1)}


async def measure(url: str, megabytes: int, folder: Path) -> dict[str, dict[str, float]]:
    """Upload, then download; a small round first, so that only the size is measured."""
    api = Api(Address(url, "token"), {})
    small, large, target = folder / "small.mp4", folder / "large.mp4", folder / "out.part"
    small.write_bytes(b"x")
    with large.open("wb") as stream:
        for number in range(megabytes):
            stream.write(bytes([number % 251]) * MEGABYTE)
    await api.upload_files("s", [small], lambda *_: None)
    up = await measured(megabytes, api.upload_files("s", [large], lambda *_: None))
    large.unlink()
    down = await measured(megabytes, api.download("", "r", target, lambda *_: None))
    if target.stat().st_size != megabytes * MEGABYTE:
        raise SystemExit("the download is not whole")
    return {"upload": up, "download": down}


def main() -> None:
    """Run the measurement, or be its service."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=500)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        return serve(options.megabytes)
    command = [sys.executable, __file__, "--serve", "--megabytes", str(options.megabytes)]
    with (
        subprocess.Popen(command, stdin=-1, stdout=-1, text=True) as service,
        tempfile.TemporaryDirectory() as folder,
    ):
        url = service.stdout.readline().strip() if service.stdout else ""
        figures = asyncio.run(measure(url, options.megabytes, Path(folder)))
        received = int(service.communicate()[0])
    whole = options.megabytes * MEGABYTE < received
    print(json.dumps({"megabytes": options.megabytes, "arrived_whole": whole, **figures}))


if __name__ == "__main__":
    main()
