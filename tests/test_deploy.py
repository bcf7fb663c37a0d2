"""The files for several replicas name the same replicas everywhere, and the image has all that the app needs."""

import re
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMPOSE, NGINX, IMAGE = ((ROOT / "deploy" / name).read_text("utf-8") for name in ("compose.yaml", "nginx.conf", "Dockerfile"))
REPLICAS = re.findall(r"^  (app-\d+): \*app$", COMPOSE, re.MULTILINE)


def block(start: str) -> list[list[str]]:
    """The words of each line of the block of nginx.conf that begins with `start`."""
    lines = NGINX.split(f"    {start} {{", 1)[1].split("    }\n", 1)[0].splitlines()[1:]
    return [line.split(";")[0].split() for line in lines]


def test_every_replica_is_known_to_nginx() -> None:
    assert len(REPLICAS) > 1
    assert re.findall(r"upstream (\S+) \{ server (\S+):8501; \}", NGINX) == [(name, name) for name in REPLICAS]
    assert [name for _, name in block("split_clients $request_id $drawn")] == REPLICAS
    assert block("map $cookie_replica $replica") == [*([name, name] for name in REPLICAS), ["default", "$drawn"]]
    assert block("map $replica $next") == [list(pair) for pair in pairwise([*REPLICAS, REPLICAS[0]])]
    assert re.findall(r"^      (app-\d+): \{ condition: service_healthy \}", COMPOSE, re.MULTILINE) == REPLICAS


def test_nginx_lets_every_photo_through() -> None:
    config = (ROOT / ".streamlit" / "config.toml").read_text("utf-8")
    allowed, uploaded = re.search(r"client_max_body_size\s+(\d+)m;", NGINX), re.search(r"maxUploadSize = (\d+)", config)
    assert int(allowed[1]) > int(uploaded[1])


def test_the_image_has_what_the_app_imports_and_reads() -> None:
    copied = {name for line in re.findall(r"^COPY (.+)$", IMAGE, re.MULTILINE) for name in line.split()[:-1]}
    assert {".streamlit", "alexnet", "app", "assets", "pages", "streamlit_app.py"} <= copied
    assert [name for name in copied if not (ROOT / name).exists()] == []
    home = re.search(r"ALEXNET_HOME=(\S+)", IMAGE)[1]
    assert f"home:{home}" in COMPOSE
