"""May we install Debian packages here without asking anybody, and how?"""

import functools
import os
import shutil
import subprocess
from collections.abc import Sequence

SECONDS = 1_200


@functools.cache
def is_usable() -> bool:
    """Whether this is a machine with apt where we are root or may become it without a password."""
    return shutil.which("apt-get") is not None and _as_root() is not None


def install(packages: Sequence[str]) -> str:
    """Install packages, with newer lists only when it fails without; answers the last complaint, empty when well."""
    command = ["install", "-y", "--no-install-recommends", *packages]
    if not _run(command):
        return ""
    _run(["update"])  # a broken third-party list must not stop us: the second try tells
    return _run(command)


def last_line(text: str) -> str:
    """The last line that says something, shortened."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:200] if lines else "no message"


def _run(arguments: Sequence[str]) -> str:
    settings = ["-qq", "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0"]
    command = [*(_as_root() or []), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *settings, *arguments]
    return complaint_of(command)


def complaint_of(command: Sequence[str]) -> str:
    """Run a command quietly; answers the last line of its complaint, empty when it went well."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        return f"it took longer than {SECONDS} s"
    return "" if done.returncode == 0 else last_line(done.stdout)


def _as_root() -> list[str] | None:
    """What to put before a command to run it as root; None when that needs a password."""
    effective = getattr(os, "geteuid", None)
    if effective is None:
        return None
    if effective() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    allowed = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False, timeout=30)
    return ["sudo", "-n"] if allowed.returncode == 0 else None
