# shellcheck shell=bash
# Sourced by the scripts beside it: where the project is, and what must be installed before it can be built.

project_root=$(dirname "$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")")

# EX_UNAVAILABLE of sysexits.h: something outside the project is missing.
exit_unavailable=69

say() { printf '%s\n' "$*" >&2; }
have() { command -v "$1" >/dev/null 2>&1; }

stop() {
    say "$@"
    exit "$exit_unavailable"
}

need_swift() {
    local version major minor
    have swift || stop "Swift 6.2 or later is needed; there is no swift on PATH. See https://github.com/swiftlang/swift"
    # Other programs are called swift too (OpenStack's client), hence the look at what it says.
    version=$(swift --version 2>&1 </dev/null) || version=""
    if ! [[ $version =~ Swift\ version\ ([0-9]+)\.([0-9]+) ]]; then
        stop "Swift 6.2 or later is needed; $(command -v swift) does not tell its version." \
            "See https://github.com/swiftlang/swift"
    fi
    major=${BASH_REMATCH[1]} minor=${BASH_REMATCH[2]}
    if ((major < 6 || (major == 6 && minor < 2))); then
        stop "Swift 6.2 or later is needed; $(command -v swift) is $major.$minor. See https://github.com/swiftlang/swift"
    fi
}

# need_system_packages <Debian package>…: installs those that are missing. A package gnuplot* is wanted, not
# needed: without it everything works but the drawing of figures.
need_system_packages() {
    local package needed=() wanted=()
    for package in "$@"; do
        if is_installed "$package"; then
            continue
        elif [[ $package == gnuplot* ]]; then
            wanted+=("$package")
        else
            needed+=("$package")
        fi
    done
    if ((${#needed[@]})); then
        install_needed "${needed[@]}"
    fi
    if ((${#wanted[@]})); then
        install_wanted "${wanted[@]}"
    fi
}

can_apt() { have apt-get && have dpkg; }

is_installed() {
    # Debian's variants of gnuplot exclude each other, so any of them will do.
    if [[ $1 == gnuplot* ]] && have gnuplot; then
        return 0
    fi
    can_apt && dpkg -s "$1" 2>/dev/null | grep '^Status: .* installed$' >/dev/null
}

# The command that may install packages: empty for root, sudo for others; false if there is no way.
privilege() {
    if [[ $(id -u) == 0 ]]; then
        return 0
    elif have sudo; then
        echo sudo
    else
        return 1
    fi
}

install_needed() {
    if can_apt && privilege >/dev/null; then
        apt_install "$@" || stop "Could not install $*."
    elif have pkg-config && pkg-config --exists openblas; then
        # Not Debian's package but a library all the same, found by the build in the same way.
        return 0
    elif can_apt; then
        stop "Missing: $*. As root, run: apt-get install $*"
    else
        stop "Missing: OpenBLAS with its headers and its pkg-config file (Debian's package libopenblas-dev;" \
            "upstream: OpenMathLib/OpenBLAS), and for figures gnuplot (Debian's package gnuplot-nox)." \
            "Install them with this system's package manager."
    fi
}

install_wanted() {
    # Without this mark every run would try again, and wait for a network that may not be there.
    local mark=$project_root/.build/gnuplot-not-installed
    if [[ -e $mark ]]; then
        return 0
    elif can_apt && privilege >/dev/null; then
        if ! apt_install "$@"; then
            say "Going on without gnuplot: figures will not be drawn. (To try again, delete $mark)"
            mkdir -p "$(dirname "$mark")" && touch "$mark"
        fi
    elif can_apt; then
        say "No gnuplot, so figures will not be drawn. To install it, run as root: apt-get install $*"
    else
        say "No gnuplot, so figures will not be drawn. (Debian's package: $*)"
    fi
}

apt_updated=no

apt_install() {
    local log status=0 as_root
    as_root=$(privilege)
    log=$(mktemp)
    say "installing $* with apt-get…"
    {
        # A source that cannot be read is no reason to stop as long as the packages are found in another.
        if [[ $apt_updated == no ]]; then
            $as_root env DEBIAN_FRONTEND=noninteractive apt-get update || true
            apt_updated=yes
        fi
        # A fresh machine may be busy with its own updates: wait for the lock.
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
            -o DPkg::Lock::Timeout=300 "$@" || status=$?
    } >"$log" 2>&1 </dev/null
    if ((status != 0)); then
        cat "$log" >&2
        say "apt-get failed with status $status."
    fi
    rm -f "$log"
    return "$status"
}

# need_python3: for checks that use nothing but Python's standard library.
need_python3() {
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 9))' 2>/dev/null ||
        stop "Python 3.9 or later is needed to check the project; there is none on PATH (Debian's package: python3)."
}

# need_python: sets $python to an interpreter with the packages of requirements.txt: that of GANTRAIN_PYTHON, or one
# in a virtual environment that all scripts share.
need_python() {
    if [[ -n ${GANTRAIN_PYTHON-} ]]; then
        python=$GANTRAIN_PYTHON
    else
        need_environment .venv "$project_root/scripts/lib/requirements.txt" \
            "PyTorch, JAX and what reads exports into .venv (several gigabytes)"
    fi
}

# need_site_python: the same for what builds the site and checks spelling.
need_site_python() {
    need_environment .venv-site "$project_root/scripts/lib/site/requirements.txt" "MkDocs and codespell into .venv-site"
}

# need_environment FOLDER REQUIREMENTS WHAT: sets $python to that of a virtual environment with these packages.
need_environment() {
    local venv=$project_root/$1 requirements=$2
    # shellcheck disable=SC2034 # For whoever sources this file.
    python=$venv/bin/python
    # Checks run side by side: one installs, the others wait for it.
    mkdir -p "$project_root/.build"
    local lock
    exec {lock}>"$project_root/.build/python.lock"
    if have flock; then flock "$lock"; fi
    # The copy of the requirements is written last, so an installation that broke off is taken up again.
    if ! cmp -s "$requirements" "$venv/installed.txt"; then
        have python3 || stop "Python 3.11 or later is needed; there is no python3 on PATH."
        say "installing $3…"
        # Debian ships Python without what makes environments.
        python3 -c 'import ensurepip' 2>/dev/null || need_system_packages python3-venv
        python3 -m venv "$venv" || stop "Could not make a virtual environment (Debian's package: python3-venv)."
        "$venv/bin/python" -m pip install --quiet --requirement "$requirements" || stop "Could not install them."
        cp "$requirements" "$venv/installed.txt"
    fi
    exec {lock}>&-
}
