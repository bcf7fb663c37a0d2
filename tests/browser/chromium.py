"""Finds the Chromium that drives the browser tests; run as a script, it installs one from the system's packages if it may."""

import os
import shutil
import subprocess
import sys

SHELL = "chromium-headless-shell"  # without the window that headless Chromium draws for nobody: a quarter less work
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
HOW = (
    "The browser tests need Chromium: install `chromium-headless-shell` or `chromium`, or run "
    "`python -m playwright install chromium`."
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def installed() -> str | None:
    """The path of an installed Chromium, without a window at best, Chrome or Edge; None if there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def executable() -> str | None:
    """The path of an installed Chromium, Chrome or Edge, or of Playwright's own; None if there is none."""
    return installed() or _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if os.path.exists(path) else None


def install() -> None:
    """Installs Debian's headless Chromium, with fonts for Chinese, where that is possible without asking for a password."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return
    for command in (["update"], ["install", "--yes", "--no-install-recommends", SHELL, "fonts-noto-cjk"]):
        subprocess.run(["apt-get", "--quiet", "--quiet", *command], check=False, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    if not shutil.which(SHELL):
        install()
    sys.exit(0 if executable() else HOW)
