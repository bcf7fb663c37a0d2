"""python -m tests.load: a server of its own, a class at once, a table; exits with 1 when anything went wrong."""

import asyncio
import sys
import time
from argparse import ArgumentParser

from tests.load.crowd import Report, crowd
from tests.load.fair import fair
from tests.load.photos import expected, photos
from tests.load.server import memory, process_of
from tests.load.walk import walk


def main() -> int:
    options = ArgumentParser(prog="python -m tests.load", description=__doc__)
    options.add_argument("--sessions", "-n", type=int, default=30, help="readers at the same moment")
    options.add_argument("--waves", type=int, default=1, help="classes one after the other, each with photos of its own")
    options.add_argument("--base", help="the address of a server that runs already")
    chosen = options.parse_args()
    if chosen.base:
        return _waves(chosen.base, chosen.sessions, chosen.waves)
    from tests.browser.server import running_app

    with running_app() as base:
        return _waves(base, chosen.sessions, chosen.waves)


def _waves(base: str, sessions: int, waves: int) -> int:
    asyncio.run(crowd(base, photos(1, 1000), expected(photos(1, 1000)), walk))  # the server is warm, as after a teacher's look
    whole, process = Report(), process_of(base)
    print(f"memory before: {memory(process):.0f} MB", flush=True)
    for wave in range(waves):
        files = photos(sessions, wave)
        answers, begin = expected(files), time.perf_counter()
        report = asyncio.run(crowd(base, files, answers, walk))
        whole.add(report)
        print(f"wave {wave + 1}: {time.perf_counter() - begin:.0f} s, memory {memory(process):.0f} MB", flush=True)
    files = photos(sessions, waves)
    whole.add(asyncio.run(fair(base, files, expected(files))))
    print(f"\n{sessions} sessions, {waves} waves, {whole.bytes / 1e6 / sessions / waves:.1f} MB a session\n\n{whole.table()}\n")
    for kind, lines in (("errors", whole.errors), ("wrong answers", whole.wrong)):
        print(f"{kind}: {len(lines)}", *lines[:10], sep="\n  ")
    return 1 if whole.errors or whole.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
