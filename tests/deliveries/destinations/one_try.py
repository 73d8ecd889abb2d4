"""One try in a process of its own, which may be killed: ``python -m tests.deliveries.destinations.one_try``.

From standard input a JSON object: courier (s3, sftp), path, name, config, secret, allowed, and whether it kills itself
at the hand-over. Prints the greatest memory it used, in megabytes.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
from pathlib import Path

from deliveries.destinations.base import Place
from deliveries.destinations.s3 import S3
from deliveries.destinations.sftp import Sftp
from net.addresses import Allowed
from tests.deliveries.destinations.stored import a_parcel, described


def main() -> None:
    told = json.load(sys.stdin)

    def handing(_: str) -> None:
        if told["kill"]:
            os.kill(os.getpid(), signal.SIGKILL)

    place = Place(told["config"], told["secret"], Allowed.of(told["allowed"]))
    courier = {"s3": S3, "sftp": Sftp}[told["courier"]]()
    courier.deliver(a_parcel(described(Path(told["path"]), told["name"])), place, handing)
    most = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())  # getrusage counts the parent's too
    sys.stdout.write(str(int(most[1]) // 1024 if most else 0))


if __name__ == "__main__":
    main()
