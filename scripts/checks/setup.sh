#!/usr/bin/env bash
# Checks scripts/lib/setup.sh, scripts/gantrain, scripts/test and .ci/run on machines that are made up: a PATH
# with nothing but a few tools and fakes of swift, apt-get, dpkg, sudo, id. Needs neither root nor network.
# shellcheck disable=SC2016 # The fakes and inner shells expand their own variables.
set -euo pipefail

root=$(dirname "$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")")
box=$(mktemp -d)
trap 'rm -rf "$box"' EXIT
passed=0 failed=0
real_path=$PATH

# machine [user|root]: an empty machine with a fresh clone, without swift and without packages.
machine() {
    local tool
    rm -rf "${box:?}"/*
    mkdir -p "$box/bin" "$box/clone/Sources" "$box/clone/Tests" "$box/clone/scripts/checks" "$box/elsewhere" "$box/tmp"
    cp -R "$root/scripts/lib" "$root/scripts/gantrain" "$root/scripts/rooms" "$root/scripts/test" "$box/clone/scripts/"
    cp -R "$root/.ci" "$box/clone/"
    touch "$box/clone/Package.swift" "$box/calls"
    for tool in bash cat chmod cp dirname env find grep mkdir mktemp nproc pwd readlink rm touch; do
        ln -s "$(PATH=$real_path type -P "$tool")" "$box/bin/$tool"
    done
    case "${1-root}" in
    root) fake id 'echo 0' ;;
    user) fake id 'echo 1000' ;;
    esac
}

# fake <name> <body>: a program that writes its call into $box/calls and does what the body says. A link to the real one
# goes first: the real one would be written through it.
fake() {
    rm -f "$box/bin/$1"
    printf '#!%s/bin/bash\n%s\n' "$box" "$2" >"$box/bin/$1"
    chmod +x "$box/bin/$1"
}
record='echo "${0##*/} $*" >>"'$box'/calls"'

debian() { # <installed packages>
    fake dpkg 'case " '"$1"' " in *" $2 "*) echo "Status: install ok installed" ;; *) exit 1 ;; esac'
    fake apt-get "$record"'; [[ $DEBIAN_FRONTEND == noninteractive ]] || exit 99'
}

swift_version() { # <what swift --version says> <what the other commands do>
    fake swift 'if [[ $1 == --version ]]; then echo "'"$1"'"; exit; fi; '"$record; ${2-}"
}

# go <status> <command>…: runs it on the machine, its output into $box/out and $box/err.
go() {
    local expected=$1 status=0
    shift
    : >"$box/calls"
    (cd "$box/elsewhere" && PATH=$box/bin TMPDIR=$box/tmp "$@" >"$box/out" 2>"$box/err" </dev/null) || status=$?
    expect "status $expected, not $status" test "$status" = "$expected"
    expect "leaves no files behind" test -z "$(ls "$box/tmp")"
}

setup() { go "$1" bash -euc 'source "$1/scripts/lib/setup.sh"; shift; "$@"' - "$box/clone" "${@:2}"; }
packages() { setup "$1" need_system_packages libopenblas-dev gnuplot-nox; }

expect() { # <what> <command>…
    local what=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'failed: %s: %s\n' "$case" "$what"
        sed 's/^/    /' "$box/calls" "$box/err"
    fi
}
calls() { expect "calls $*" diff <(printf '%s' "${1:+$1$'\n'}") "$box/calls"; }
says() { expect "says $1" grep -qF -- "$1" "$box/err"; }
quiet() { expect "is quiet" test ! -s "$box/err"; }

openblas_call='apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 libopenblas-dev'
gnuplot_call=${openblas_call/libopenblas-dev/gnuplot-nox}

case="nothing is missing"
machine; debian "libopenblas-dev gnuplot-nox"; packages 0; calls ""; quiet

case="OpenBLAS is missing"
machine; debian "gnuplot-nox"; packages 0; calls "apt-get update"$'\n'"$openblas_call"

case="both are missing: one update"
machine; debian ""; packages 0; calls "apt-get update"$'\n'"$openblas_call"$'\n'"$gnuplot_call"

case="another variant of gnuplot is there"
machine; debian "libopenblas-dev"; fake gnuplot ""; packages 0; calls ""; quiet

case="not root, with sudo"
machine user; debian "gnuplot-nox"; fake sudo 'echo sudo >>"'"$box"'/calls"; exec "$@"'
packages 0; calls "sudo"$'\n'"apt-get update"$'\n'"sudo"$'\n'"$openblas_call"

case="not root, without sudo"
machine user; debian "gnuplot-nox"; packages 69; calls ""; says "apt-get install libopenblas-dev"

case="not root, without sudo, with a library of one's own"
machine user; debian "gnuplot-nox"; fake pkg-config ""; packages 0; quiet

case="not root, without sudo, only gnuplot is missing"
machine user; debian "libopenblas-dev"; packages 0; says "apt-get install gnuplot-nox"

case="the installation fails"
machine; debian "gnuplot-nox"; fake apt-get 'echo "E: no such thing"; exit 100'
packages 69; says "E: no such thing"; says "Could not install libopenblas-dev"

case="the update fails, the installation does not"
machine; debian "gnuplot-nox"; fake apt-get '[[ $1 == install ]]'; packages 0

case="the installation of gnuplot fails"
machine; debian "libopenblas-dev"; fake apt-get "$record; exit 100"; packages 0; says "without gnuplot"
packages 0; calls ""; quiet

case="no apt-get"
machine; packages 69; says "libopenblas-dev"; says "OpenMathLib/OpenBLAS"; says "gnuplot-nox"

case="no apt-get, pkg-config does not know the library"
machine; fake pkg-config "exit 1"; packages 69

case="no apt-get, all is there"
machine; fake pkg-config "$record"; fake gnuplot ""; packages 0; calls "pkg-config --exists openblas"; quiet

case="no apt-get, no gnuplot"
machine; fake pkg-config ""; packages 0; says "No gnuplot"

case="no swift"
machine; setup 69 need_swift; says "https://github.com/swiftlang/swift"

for version in 5.10 6.1.2; do
    case="swift $version is too old"
    machine && swift_version "Swift version $version (swift-$version-RELEASE)" && setup 69 need_swift
    says "https://github.com/swiftlang/swift" && says "${version:0:3}"
done

for version in 6.2 6.2.1 6.3.1 6.10 7.0-dev; do
    case="swift $version will do"
    machine && swift_version "Apple Swift version $version (some more)" && setup 0 need_swift && quiet
done

case="another program named swift"
machine; swift_version "python-swiftclient 4.6.0"; setup 69 need_swift; says "does not tell its version"

# A swift that builds a program which tells how it was started.
builds='mkdir -p "$3/.build/release" && printf "%s\n" "#!$BASH" "pwd" "echo \$GANTRAIN_HOME" "printf \"<%s>\" \"\$@\"" "exit 7" \
    >"$3/.build/release/gantrain" && chmod +x "$3/.build/release/gantrain" && echo Compiling'
ready() {
    machine; debian "libopenblas-dev gnuplot-nox"; swift_version "Swift version 6.3.1" "$1"; fake python3 ""
}

case="gantrain builds, then runs where it was called"
ready "$builds"; go 7 "$box/clone/scripts/gantrain" train "a b" ""
calls "swift build --package-path $box/clone -c release --product gantrain"
expect "one line of progress" diff <(echo "building gantrain (first time takes a few minutes)…") "$box/err"
told=$(printf '%s\n' "$box/elsewhere" "$box/clone" "<train><a b><>")
expect "directory, home and arguments" diff <(printf '%s' "$told") "$box/out"

case="gantrain again, through a link"
ln -s "$box/clone/scripts/gantrain" "$box/elsewhere/link"; go 7 "$box/elsewhere/link"; quiet

case="gantrain does not run what it could not build"
ready 'echo "error: broken"; exit 1'; mkdir -p "$box/clone/.build/release"
printf '#!%s/bin/bash\necho old\n' "$box" >"$box/clone/.build/release/gantrain"
chmod +x "$box/clone/.build/release/gantrain"
go 1 "$box/clone/scripts/gantrain"; says "error: broken"; expect "silence" test ! -s "$box/out"

case="all tests in order"
ready 'echo "summary of $1"'; fake nproc "echo 1"; mkdir "$box/clone/scripts/checks/full"
for name in first second third full/fourth; do
    printf '#!%s/bin/bash\necho "%s" >>"%s/calls"\n' "$box" "$name" "$box" >"$box/clone/scripts/checks/$name"
done
chmod +x "$box"/clone/scripts/checks/{first,third,full/fourth}
go 0 "$box/clone/.ci/run"
preparation="swift format lint --strict --recursive Sources Tests Package.swift
swift package --package-path $box/clone dump-package"
imports="--explicit-target-dependency-import-check error"
debug_calls="swift build --build-tests $imports
swift test --skip-build"
optimized="-c release -Xswiftc -enable-testing --scratch-path .build/release-tests"
release_calls="swift build --build-tests $optimized $imports
swift test --skip-build $optimized"
calls "$preparation
$release_calls
first
third"
expect "summaries stay visible" grep -q "^summary of test" "$box/out"
expect "six steps and a last line" test "$(grep -c '^==> ' "$box/out")" = 7

case="--full"
go 0 "$box/clone/scripts/test" --full
calls "$preparation
$release_calls
$debug_calls
first
third
full/fourth"

case="--quick"
go 0 "$box/clone/scripts/test" --quick; calls "$preparation
$debug_calls"

case="unknown argument"
go 64 "$box/clone/scripts/test" --fast; calls ""

case="two checks at a time"
fake nproc "echo 2"
# Each waits for the other.
for name in first third; do
    printf '#!%s/bin/bash\ntouch %s/%s; until [[ -e %s/first && -e %s/third ]]; do :; done; echo "by %s"\n' \
        "$box" "$box" "$name" "$box" "$box" "$name" >"$box/clone/scripts/checks/$name"
done
go 0 "$box/clone/scripts/test"
expect "what each one printed" test "$(grep -c '^by \(first\|third\)$' "$box/out")" = 2

case="no python3"
rm "$box/bin/python3"; go 69 "$box/clone/scripts/test"; calls ""; says "Debian's package: python3"

case="a failing step is the last"
ready '[[ $* != "test --skip-build"* ]] || { echo "1 issue"; exit 3; }'; go 3 "$box/clone/.ci/run"; calls "$preparation
$release_calls"
expect "its output" grep -q "^1 issue" "$box/out"

case="a failing check fails all and ends the others"
ready ""; fake nproc "echo 2"
printf '#!%s/bin/bash\necho $$ >%s/endless; while :; do :; done\n' "$box" "$box" >"$box/clone/scripts/checks/endless"
printf '#!%s/bin/bash\nuntil [[ -s %s/endless ]]; do :; done; exit 5\n' "$box" "$box" >"$box/clone/scripts/checks/one"
chmod +x "$box"/clone/scripts/checks/{endless,one}; go 5 "$box/clone/.ci/run"
ended() { ! kill -0 "$(<"$box/endless")" 2>/dev/null; }
expect "the endless one is gone" ended

printf '%d passed, %d failed\n' "$passed" "$failed"
((failed == 0))
