# shellcheck shell=bash
# Sourced after setup.sh by scripts that need the program: builds it in release mode and says from what.

# The program, and a mark of when it was last built.
program=$project_root/.build/release/gantrain
built=$project_root/.build/gantrain-built

# The build always runs, as only it knows what is up to date; the question here is whether to announce it. The
# program's own date would not do: a change of comments alone does not link it anew.
changed() {
    [[ ! -x $program || ! -e $built ]] ||
        [[ -n $(find "$project_root/Sources" "$project_root/Package.swift" -newer "$built" -print -quit) ]]
}

# from_git: the commit and whether the sources are its own, in two lines; nothing without git.
from_git() {
    local commit state=clean
    have git && commit=$(git -C "$project_root" rev-parse --verify HEAD 2>/dev/null) || return 0
    [[ -z $(git -C "$project_root" status --porcelain -- Sources Package.swift 2>/dev/null) ]] || state=changed
    printf 'commit %s\nsources %s\n' "$commit" "$state"
}

build_program() {
    local origin log identity
    need_swift
    need_system_packages libopenblas-dev gnuplot-nox
    if changed; then
        say "building gantrain (first time takes a few minutes)…"
    fi
    origin=$(from_git)
    log=$(mktemp)
    # Standard input belongs to the program, not to the build.
    if ! swift build --package-path "$project_root" -c release --product gantrain >"$log" 2>&1 </dev/null; then
        cat "$log" >&2
        rm -f "$log"
        say "gantrain could not be built."
        exit 1
    fi
    rm -f "$log"
    touch "$built"
    # From what the program was built, and which program this is said of: what another build makes is not the same file.
    if [[ -n $origin && $origin == "$(from_git)" ]] && identity=$(stat --format '%s %.9Y' "$program" 2>/dev/null); then
        printf 'program %s\n%s\n' "$identity" "$origin" >"$program.built.new" && mv "$program.built.new" "$program.built"
    else
        rm -f "$program.built"
    fi
}
