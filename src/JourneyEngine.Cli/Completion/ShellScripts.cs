namespace JourneyEngine.Cli.Completion;

/// <summary>Scripts that ask the program for what can follow, by the name of the shell.</summary>
/// <remarks>They pass on what was typed after the program's name, whatever path it was called by.</remarks>
internal static class ShellScripts
{
    public static IReadOnlyDictionary<string, string> All { get; } =
        new Dictionary<string, string>
        {
            ["bash"] = """
                _journey() {
                  local line=${COMP_LINE:0:COMP_POINT} IFS=$'\n'
                  line=${line#* }
                  COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
                }
                complete -o default -F _journey journey
                """,
            ["zsh"] = """
                #compdef journey
                _journey() {
                  local line="${(j: :)words[2,$CURRENT]}"
                  local -a found
                  found=(${(f)"$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)"})
                  if (( $#found )); then compadd -- $found; else _files; fi
                }
                compdef _journey journey
                """,
            ["fish"] = """
                function __journey
                    set -l words (commandline -opc)
                    set -l program $words[1]
                    set -e words[1]
                    set -l line (string join ' ' -- $words (commandline -ct))
                    $program "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
                end
                complete -c journey -a '(__journey)'
                """,
        };
}
