"""One try in a process of its own, which may be killed: ``python -m tests.deliveries.destinations.one_try``.

From standard input a JSON object: courier (s3, sftp), path, name, config, secret, allowed, whether it kills itself at
the hand-over, and whether it stops in the middle of its file. Prints the greatest memory it used, in megabytes.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
from dataclasses import replace
from io import FileIO
from pathlib import Path, PosixPath
from typing import Any

from deliveries.destinations.base import Place
from deliveries.destinations.s3 import S3
from deliveries.destinations.sftp import Sftp
from net.addresses import Allowed
from tests.deliveries.destinations.stored import a_parcel, described

MIDDLE = 40 * 1024 * 1024  # bytes


class Half(FileIO):
    """A file that comes to its middle: whoever reads on waits to be killed."""

    def read(self, size: int | None = -1) -> bytes:  # type: ignore[override]
        if self.tell() >= MIDDLE:
            signal.pause()
        return super().read(-1 if size is None else size)


class OfHalf(PosixPath):
    """The path of such a file."""

    def open(self, *args: Any, **options: Any) -> Any:
        return Half(self)


def main() -> None:
    told = json.load(sys.stdin)

    def handing(_: str) -> None:
        if told["kill"]:
            os.kill(os.getpid(), signal.SIGKILL)

    place = Place(told["config"], told["secret"], Allowed.of(told["allowed"]))
    courier = {"s3": S3, "sftp": Sftp}[told["courier"]]()
    file = described(Path(told["path"]), told["name"])
    file = replace(file, path=OfHalf(file.path)) if told["stop"] else file
    courier.deliver(a_parcel(file), place, handing)
    most = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())  # getrusage counts the parent's too
    sys.stdout.write(str(int(most[1]) // 1024 if most else 0))


if __name__ == "__main__":
    main()
