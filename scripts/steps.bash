# Sourced by the scripts: says what is being done and how long it took.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export root

say() {
    printf '%s\n' "$*"
}

# step "what is done" command arguments… : runs the command and tells the seconds. Fails as the command does.
# Within the command `set -e` is off, as bash has it behind `||`: a function given here returns its own failures.
step() {
    local what=$1 started=$SECONDS code=0
    shift
    say "== $what"
    "$@" || code=$?
    if ((code == 0)); then
        say "== $what: done in $((SECONDS - started)) s"
    else
        say "== $what: FAILED after $((SECONDS - started)) s (exit $code)"
    fi
    return "$code"
}

# Files that differ from commit $1 (empty: all that are known), committed or not, one a line.
changed_files() {
    {
        if [[ -n $1 ]]; then
            git diff --name-only --diff-filter=d "$1"
        else
            git ls-files
        fi
        git ls-files --others --exclude-standard
    } | sort -u
}

# The build's jobs: one a processor, but no more than one for each GiB of memory.
jobs() {
    local processors memory
    processors=$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN)
    memory=$(awk '/^MemAvailable/ { print int($2 / 1048576) }' /proc/meminfo 2>/dev/null || echo "$processors")
    ((memory >= 1)) || memory=1
    echo $((processors < memory ? processors : memory))
}
