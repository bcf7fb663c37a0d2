"""The server's process, seen from outside: which one it is, how much memory it takes."""

from pathlib import Path
from urllib.parse import urlsplit


def process_of(base: str) -> int:
    """Id of the process that listens at `base` on this machine; 0 where the system does not tell (it is not Linux)."""
    port = urlsplit(base).port
    try:
        lines = [line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]]
    except OSError:
        return 0
    sockets = {line[9] for line in lines if line[3] == "0A" and int(line[1].rsplit(":", 1)[1], 16) == port}
    for process in Path("/proc").iterdir():
        try:
            links = {str(one.readlink()) for one in (process / "fd").iterdir()} if process.name.isdecimal() else set()
        except OSError:
            continue
        if links & {f"socket:[{inode}]" for inode in sockets}:
            return int(process.name)
    return 0


def memory(process: int) -> float:
    """Megabytes of memory that a process holds (RSS); 0 where it cannot be told."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024
