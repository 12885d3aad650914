# SPDX-License-Identifier: MIT
# fish completion for corridor: it asks the program, so it knows what the program knows.

function __corridor_names
    corridor $argv --json 2>/dev/null | string match -rag '"name": *"([^"]*)"'
end

function __corridor_commands
    corridor help 2>/dev/null | string match -rg '^  ([a-z]+ +.*)' | string replace -r ' +' '\t'
    echo migrate\t'The commands of prisma migrate.'
end

function __corridor_options
    for word in (commandline -opc)[2..]
        if not string match -q -- '-*' $word
            corridor $word --help 2>/dev/null | string replace -rf '^ *(?:-[a-z], )?(--[a-z-]+)(?: <[^>]*>)? +(.*)' '$1\t$2'
            return
        end
    end
end

complete -c corridor -f
complete -c corridor -n __fish_use_subcommand -a '(__corridor_commands)'
complete -c corridor -l project -d 'The project\'s folder' -xa '(__fish_complete_directories)'
complete -c corridor -l profile -d 'A named connection' -xa '(__corridor_names profile list)'
complete -c corridor -l url -d 'A connection URL' -x
complete -c corridor -l json -d 'One JSON document'
complete -c corridor -n 'not __fish_use_subcommand' -a '(__corridor_options)'
complete -c corridor -n '__fish_seen_subcommand_from resolve' -l applied -xa '(__corridor_names status)'
complete -c corridor -n '__fish_seen_subcommand_from resolve' -l rolled-back -xa '(__corridor_names status)'
complete -c corridor -n '__fish_seen_subcommand_from rollback' -l to -xa '(__corridor_names status)'
complete -c corridor -n '__fish_seen_subcommand_from profile' -a 'list add remove secret test'
complete -c corridor -n '__fish_seen_subcommand_from sandbox' -a 'start stop status url reset'
complete -c corridor -n '__fish_seen_subcommand_from migrate' -a 'deploy status resolve reset dev diff'

complete -c corridor-workbench -l demo -d 'The demo project on a private server'
complete -c corridor-workbench -l project -d 'A project' -xa '(__fish_complete_directories)'
complete -c corridor-workbench -l profile -d 'A profile' -xa '(__corridor_names profile list)'
complete -c corridor-workbench -l url -d 'A database' -x
complete -c corridor-workbench -l scheme -d Colours -xa 'light dark'
complete -c corridor-workbench -l size -d 'Size of the window' -x
complete -c corridor-workbench -l screenshot -d 'A picture of the window' -r
