#!/bin/sh
# Makes everything ready: a Python environment in .venv with the locked packages, and a browser for the pictures.
# Run as `sh tools/setup.sh` (the Makefile does). Quick when nothing is to do; needs the network only the first time.
# PYTHON=/path/to/python chooses the interpreter; otherwise the newest of 3.11 to 3.14 is taken.
set -eu

cd "$(dirname "$0")/.."
ROOT=$(pwd -P)
LOG=.venv/setup.log
STAMP=.venv/setup.stamp
VENV_PYTHON=.venv/bin/python

say() { printf 'setup: %s\n' "$*"; }
fail() {
    printf 'setup: error: %s\n' "$*" >&2
    exit 1
}

# Run a step quietly; show its output only when it fails.
quietly() {
    if "$@" >"$LOG" 2>&1 </dev/null; then return 0; fi
    printf 'setup: failed: %s\n' "$*" >&2
    tail -n 40 "$LOG" >&2
    exit 1
}

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

choose_python() {
    if [ -n "${PYTHON:-}" ]; then
        command -v "$PYTHON" >/dev/null 2>&1 || fail "PYTHON=$PYTHON was not found"
        is_new_enough "$PYTHON" || fail "PYTHON=$PYTHON is older than 3.11 (or does not start)"
        command -v "$PYTHON"
        return
    fi
    # An environment that works is not made again just because a newer Python has appeared.
    if [ -x "$VENV_PYTHON" ] && is_new_enough "$VENV_PYTHON"; then
        "$VENV_PYTHON" -c 'import sys; print(sys._base_executable)'
        return
    fi
    for name in python3.14 python3.13 python3.12 python3.11 python3 python; do
        if command -v "$name" >/dev/null 2>&1 && is_new_enough "$name"; then
            command -v "$name"
            return
        fi
    done
    fail "Python 3.11 or newer is needed (Debian 12 and Ubuntu 24.04 have it: apt-get install python3 python3-venv); set PYTHON to its path if it lies elsewhere"
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

can_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" -eq 0 ] || { command -v sudo >/dev/null 2>&1 && sudo -n true >/dev/null 2>&1; }
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 install -y "$@" >"$LOG" 2>&1 </dev/null
}

# Debian and Ubuntu leave ensurepip out of python3; without it `python3 -m venv` fails half-way.
provide_venv_module() {
    if "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; then return 0; fi
    package=$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    can_install || fail "this Python cannot make environments; run as root: apt-get install $package"
    say "installing $package"
    apt_install "$package" && return 0
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update >>"$LOG" 2>&1 </dev/null || true
    apt_install "$package" && return 0
    tail -n 20 "$LOG" >&2
    fail "$package could not be installed; install it, or set PYTHON to a Python that has the venv module"
}

# What the environment was made from: another lock file, project file, Python or place means making it anew.
fingerprint() {
    "$1" - "$ROOT" <<'PYTHON_END'
import hashlib, pathlib, sys
digest = hashlib.sha256(repr((sys.version, sys.argv[1])).encode())
for name in ("requirements.lock", "pyproject.toml"):
    digest.update(pathlib.Path(name).read_bytes())
print(digest.hexdigest())
PYTHON_END
}

# An environment that was moved (its scripts name the old place) or has another Python is made again.
is_sound() {
    [ -x "$VENV_PYTHON" ] && "$VENV_PYTHON" -m pip --version >/dev/null 2>&1 &&
        grep -qF "$ROOT/.venv/bin" .venv/bin/pip &&
        [ "$("$VENV_PYTHON" -c 'import sys; print(sys.version)')" = "$("$1" -c 'import sys; print(sys.version)')" ]
}

make_environment() {
    if is_sound "$1"; then return 0; fi
    provide_venv_module "$1"
    say "making .venv with $1"
    rm -rf .venv/bin .venv/lib .venv/lib64 .venv/include .venv/pyvenv.cfg
    quietly "$1" -m venv .venv
}

install_packages() {
    say "installing the locked packages"
    quietly "$VENV_PYTHON" -m pip --disable-pip-version-check install --require-hashes -r requirements.lock
    # setuptools is one of the locked packages, so nothing unlocked has to be fetched to build our own.
    quietly "$VENV_PYTHON" -m pip --disable-pip-version-check install --no-deps --no-build-isolation -e .
}

# Two at once would spoil each other's environment: the second waits. The lock ends with the process that holds it.
if [ "${1:-}" != locked ]; then
    PYTHON=$(choose_python)
    export PYTHON
    mkdir -p .venv
    exec "$PYTHON" -c '
import fcntl, os
lock = os.open(".venv/setup.lock", os.O_CREAT | os.O_RDWR, 0o644)
fcntl.flock(lock, fcntl.LOCK_EX)
os.set_inheritable(lock, True)
os.execvp("sh", ["sh", "tools/setup.sh", "locked"])
'
fi

wanted=$(fingerprint "$PYTHON")
if [ "$(cat "$STAMP" 2>/dev/null)" != "$wanted" ] || ! [ -x "$VENV_PYTHON" ]; then
    rm -f "$STAMP"
    make_environment "$PYTHON"
    install_packages
    printf '%s' "$wanted" >"$STAMP"
fi
"$VENV_PYTHON" -m bot.browser.install </dev/null || exit 1
rm -f "$LOG"
say "ready"
