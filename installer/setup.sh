#!/bin/sh
# Brings a bare Debian 12 (python3 and pip) to a ready .venv: system packages by apt, uv by pip, Python packages by uv.
# Does nothing, quickly, when all is there. Run by every target of the Makefile.
set -eu
cd "$(dirname "$0")/.."

packages=$(cat installer/packages-debian.txt)
stamp=.venv/.ready
say() { printf 'kaodian: %s\n' "$*" >&2; }
stop() {
    say "$@"
    exit 1
}

wanted=$(cat uv.lock pyproject.toml installer/packages-debian.txt | sha256sum | cut -d' ' -f1)

# One line per package that dpkg does not hold as installed.
missing_packages() {
    for package in $packages; do
        state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) || state=absent
        [ "$state" = installed ] || printf '%s ' "$package"
    done
}

all_installed() {
    # shellcheck disable=SC2086 # one argument a package
    states=$(dpkg-query -W -f='${db:Status-Status}\n' $packages 2>/dev/null) || return 1
    [ -z "$(printf '%s\n' "$states" | grep -vx installed)" ]
}

system_packages() {
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        [ -z "${KAODIAN_SKIP_SYSTEM:-}" ] || return 0
        stop "This is no Debian: install the counterparts of installer/packages-debian.txt by your system's own means," \
            "then run the same command again with KAODIAN_SKIP_SYSTEM=1."
    fi
    all_installed && return 0
    missing=$(missing_packages)
    if [ "$(id -u)" != 0 ]; then
        say "Some packages of the system are missing, and installing them needs root. Give this command, then come back:"
        stop "  sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends ${missing% }'"
    fi
    say "installing packages of the system: $missing"
    log=$(mktemp)
    if ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing; } \
        >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        stop "apt could not install them; the whole log is in $log."
    fi
    rm -f "$log"
}

find_uv() {
    if command -v uv >/dev/null && uv --version >/dev/null 2>&1; then
        echo uv
    elif python3 -m uv --version >/dev/null 2>&1; then
        echo "python3 -m uv"
    fi
}

python_packages() {
    python3 -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null ||
        command -v python3.11 >/dev/null || stop "Python 3.11 is needed (Debian 12 has it as python3)."
    uv=$(find_uv)
    if [ -z "$uv" ]; then
        say "installing uv"
        # Debian's own Python asks for the second form; an older pip does not know it.
        python3 -m pip install --quiet --root-user-action=ignore --break-system-packages uv 2>/dev/null ||
            python3 -m pip install --quiet uv || stop "pip could not install uv; is the network there?"
        uv=$(find_uv)
        [ -n "$uv" ] || stop "uv was installed but cannot be started; is ~/.local/bin readable?"
    fi
    say "installing Python packages into .venv"
    $uv sync --frozen --quiet --compile-bytecode || stop "uv could not install the packages of uv.lock; its reason is above."
}

unset VIRTUAL_ENV
export UV_PYTHON_DOWNLOADS=never
# The certificates the machine trusts, not those uv brings: sites have their own.
export UV_SYSTEM_CERTS=true UV_NATIVE_TLS=true
if [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && [ -x .venv/bin/python ] &&
    { [ -n "${KAODIAN_SKIP_SYSTEM:-}" ] || all_installed; }; then
    exit 0
fi
system_packages
python_packages
printf '%s\n' "$wanted" >"$stamp"
