import ArgumentParser

/// What a shell reads to complete command lines of gantrain. The program itself knows the candidates.
enum CompletionScript: String, CaseIterable, ExpressibleByArgument {
    case bash, zsh, fish

    var text: String {
        switch self {
        case .bash: Self.bashText
        case .zsh: Self.zshText
        case .fish: Self.fishText
        }
    }

    /// Bash has parted the words at = and :, and puts what it is given after the last of these.
    private static let bashText = #"""
        _gantrain() {
            local IFS=$'\n' words line word before='' candidate quoted
            IFS=$' \t\n' read -a words <<<"${COMP_LINE:0:COMP_POINT}"
            [[ ${COMP_LINE:0:COMP_POINT} == *[[:space:]] ]] && words+=('')
            word=${words[${#words[@]} - 1]}
            if [[ $COMP_WORDBREAKS == *=* && $word == *=* ]]; then before=${word%=*}=; fi
            COMPREPLY=()
            while IFS= read -r line; do
                candidate=${line%%$'\t'*}
                printf -v quoted %q "${candidate#"$before"}"
                COMPREPLY+=("$quoted")
            done < <("${words[0]}" complete -- "${words[@]:1}" 2>/dev/null)
            if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *[=/.] ]]; then compopt -o nospace 2>/dev/null; fi
        }
        complete -o nosort -F _gantrain gantrain 2>/dev/null || complete -F _gantrain gantrain

        """#

    private static let zshText = #"""
        #compdef gantrain
        _gantrain() {
            local line tab=$'\t'
            local -a open open_about closed closed_about
            for line in "${(@f)$("${(Q)words[1]}" complete -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}"; do
                [[ -n $line ]] || continue
                local word=${line%%$tab*} about=${line#*$tab}
                if [[ $word == *[=/.] ]]; then
                    open+=("$word")
                    open_about+=("$word  $about")
                else
                    closed+=("$word")
                    closed_about+=("$word  $about")
                fi
            done
            (( $#open )) && compadd -l -S '' -d open_about -a open
            (( $#closed )) && compadd -l -d closed_about -a closed
            (( $#open + $#closed ))
        }
        if [[ $funcstack[1] == _gantrain ]]; then _gantrain "$@"; else compdef _gantrain gantrain; fi

        """#

    private static let fishText = #"""
        function __gantrain_complete
            set -l words (commandline -opc) (commandline -ct)
            $words[1] complete -- $words[2..-1] 2>/dev/null
        end
        complete -c gantrain -f -a '(__gantrain_complete)'

        """#
}
