import { Argument, type Command } from 'commander'

const SHELLS = ['bash', 'zsh', 'fish'] as const
type Shell = (typeof SHELLS)[number]

export function addCompletionCommand(program: Command): void {
  program
    .command('completion')
    .description('print a completion script for a shell')
    .addArgument(new Argument('<shell>', 'which shell').choices(SHELLS))
    .addHelpText(
      'after',
      `
  bash   source <(tapebook completion bash)
  zsh    source <(tapebook completion zsh)
  fish   tapebook completion fish | source`,
    )
    .action((shell: Shell) => {
      process.stdout.write(completionScript(program, shell))
    })
}

/** A command and what may follow it. */
interface Place {
  /** Names from the program on, such as "tapebook keys new". */
  readonly path: string
  readonly commands: readonly { name: string; description: string }[]
  readonly options: readonly { long: string; description: string; values: readonly string[] }[]
  /** Values its arguments may take, where they are fixed. */
  readonly values: readonly string[]
}

/** Every command of the tree that people see. */
export function placesOf(command: Command, before: readonly string[] = []): Place[] {
  const names = [...before, command.name()]
  const help = command.createHelp()
  const visible = help.visibleCommands(command).filter((child) => command.commands.includes(child))
  const place: Place = {
    path: names.join(' '),
    commands: visible.map((child) => ({ name: child.name(), description: child.description() })),
    options: help.visibleOptions(command).map(({ long, description, argChoices }) => ({
      long: long ?? '',
      description,
      values: argChoices ?? [],
    })),
    values: command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
  }
  return [place, ...visible.flatMap((child) => placesOf(child, names))]
}

export function completionScript(program: Command, shell: Shell): string {
  const places = placesOf(program)
  if (shell === 'fish') return fishScript(program.name(), places)
  const script = bashScript(program.name(), places)
  // zsh runs it as it is, once it understands bash's `complete`.
  return shell === 'bash'
    ? script
    : `autoload -U +X compinit && compinit -i\nautoload -U +X bashcompinit && bashcompinit\n${script}`
}

function bashScript(name: string, places: readonly Place[]): string {
  const subcommands = places.slice(1).map(({ path }) => `"${path}"`)
  const words = places.map(({ path, commands, options, values }) => {
    const all = [...commands.map((it) => it.name), ...values, ...options.map((it) => it.long)]
    return `    "${path}") words="${all.join(' ')}" ;;`
  })
  const choices = places.flatMap(({ path, options }) =>
    options
      .filter((it) => it.values.length > 0)
      .map((it) => `    "${path} ${it.long}") words="${it.values.join(' ')}" ;;`),
  )
  return `_${name}_completion() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" path="${name}" words="" at
  for ((at = 1; at < COMP_CWORD; at++)); do
    case "$path \${COMP_WORDS[at]}" in
    ${subcommands.join('|')}) path="$path \${COMP_WORDS[at]}" ;;
    esac
  done
  case "$path $previous" in
${choices.join('\n')}
  esac
  [ -n "$words" ] || case "$path" in
${words.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  [[ "$current" == -* || \${#COMPREPLY[@]} -gt 0 ]] || COMPREPLY=($(compgen -f -- "$current"))
}
complete -o filenames -F _${name}_completion ${name}
`
}

function fishScript(name: string, places: readonly Place[]): string {
  const lines: string[] = []
  const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
  for (const { path, commands, options, values } of places) {
    const parents = path.split(' ').slice(1)
    const inside = parents.map((it) => `__fish_seen_subcommand_from ${it}`)
    const own = commands.map((it) => it.name).join(' ')
    const alone = parents.length === 0 ? ['__fish_use_subcommand'] : inside
    const where = [
      ...alone,
      ...(own && parents.length > 0 ? [`not __fish_seen_subcommand_from ${own}`] : []),
    ].join('; and ')
    for (const it of commands)
      lines.push(`complete -c ${name} -f -n ${quoted(where)} -a ${it.name} -d ${quoted(it.description)}`)
    for (const value of values) lines.push(`complete -c ${name} -n ${quoted(where)} -a ${value}`)
    for (const { long, description, values: of } of options) {
      const takes = of.length > 0 ? ` -x -a ${quoted(of.join(' '))}` : ''
      lines.push(
        `complete -c ${name} -n ${quoted(where)} -l ${long.slice(2)}${takes} -d ${quoted(description)}`,
      )
    }
  }
  return `${lines.join('\n')}\n`
}
