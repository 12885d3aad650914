# SPDX-License-Identifier: MIT
# bash completion for corridor: it asks the program, so it knows what the program knows.

_corridor_commands() { "$1" help 2>/dev/null | awk '/^  [a-z]/ { print $1 } END { print "migrate" }'; }
_corridor_options() { "$@" --help 2>/dev/null | grep -oE -- '--[a-z][a-z-]*'; }
_corridor_migrations() { "$1" status --json 2>/dev/null | grep -oE '"name": *"[^"]*"' | cut -d'"' -f4; }
_corridor_profiles() { "$1" profile list --json 2>/dev/null | grep -oE '"name": *"[^"]*"' | cut -d'"' -f4; }

# The first word that is neither an option nor the value of one.
_corridor_command() {
    local i
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
            --project | --profile | --url | --prisma-version) ((i++)) ;;
            -*) ;;
            *) echo "${COMP_WORDS[i]}" && return ;;
        esac
    done
}

_corridor() {
    local program=$1 current=$2 previous=$3 command words
    command=$(_corridor_command)
    case $command:$previous in
        *:--project) mapfile -t COMPREPLY < <(compgen -d -- "$current") && return ;;
        *:--profile | profile:remove | profile:secret | profile:test) words=$(_corridor_profiles "$program") ;;
        *:--applied | *:--rolled-back | *:--to) words=$(_corridor_migrations "$program") ;;
        *:--environment) words='development staging production' ;;
        *:--secret) words='none keychain ask' ;;
        *:--protected) words='yes no' ;;
        profile:profile) words='list add remove secret test' ;;
        backup:backup) words='create list verify restore prune schedule' ;;
        sandbox:sandbox) words='start stop status url reset' ;;
        migrate:migrate) words='deploy status resolve reset dev diff' ;;
        :*) words="$(_corridor_commands "$program") --project --profile --url --json --evaluate-config" ;;
        *) words=$(_corridor_options "$program" "$command") ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}

_corridor_workbench() {
    case $3 in
        --screenshot) mapfile -t COMPREPLY < <(compgen -f -X '!*.png' -- "$2") ;;
        --scheme) mapfile -t COMPREPLY < <(compgen -W 'light dark' -- "$2") ;;
        --profile) mapfile -t COMPREPLY < <(compgen -W "$(_corridor_profiles corridor)" -- "$2") ;;
        *)
            if [[ $2 == -* ]]; then
                mapfile -t COMPREPLY < <(compgen -W '--demo --project --profile --url --scheme --size --screenshot --help --version' -- "$2")
            else
                mapfile -t COMPREPLY < <(compgen -d -- "$2")
            fi
            ;;
    esac
}

complete -F _corridor corridor
complete -o filenames -F _corridor_workbench corridor-workbench
