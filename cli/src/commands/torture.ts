import { type Command, Option } from 'commander'
import { jsonOption, keyOption, urlOption, wholeNumber } from '../options.ts'
import { Output } from '../output.ts'
import { FAULTS, type FaultsOptions, runFaults } from '../torture/faults.ts'
import { type KillOptions, runKill } from '../torture/kill.ts'
import { runKillClient } from '../torture/kill-client.ts'
import { type MeasureOptions, runMeasures } from '../torture/measures.ts'
import { runRestClient } from '../torture/rest-client.ts'

/** Commands for those who test Tapebook; help does not list them. */
export function addTortureCommand(program: Command): void {
  const torture = program.command('torture', { hidden: true }).description('tests that take long')
  torture
    .command('kill')
    .description(
      'kill -9 a server under load, again and again, and look for orders that were lost or repeated',
    )
    .option('--rounds <number>', 'how often', wholeNumber(1, 100_000), 100)
    .option('--seed <number>', 'of the moments', wholeNumber(0), 1)
    .addOption(new Option('--keep', 'leave the folders for a look'))
    .addOption(jsonOption())
    .action((options: KillOptions & { json?: boolean }) => runKill(options, new Output(options.json)))
  torture
    .command('faults')
    .description('produce faults on real processes, and print of each how often it was tried and survived')
    .argument('[names...]', `which of ${FAULTS.map(({ name }) => name).join(', ')}; all if none`)
    .option('--long', 'as often as before a release: hours')
    .option('--share <per cent>', 'of a long run', wholeNumber(1, 100), 100)
    .option('--seed <number>', 'of the moments', wholeNumber(0), 1)
    .addOption(new Option('--keep', 'leave the folders for a look'))
    .addOption(jsonOption())
    .addHelpText('after', `\n${FAULTS.map(({ name, text }) => `  ${name.padEnd(8)}${text}`).join('\n')}`)
    .action((names: string[], options: FaultsOptions & { json?: boolean }) =>
      runFaults(names, options, new Output(options.json)),
    )
  torture
    .command('measures')
    .description('measure kill switch, disconnect, snapshots and restart under load, beside what they aim at')
    .option('--rounds <number>', 'of each', wholeNumber(1, 1_000), 5)
    .addOption(jsonOption())
    .action((options: MeasureOptions & { json?: boolean }) => runMeasures(options, new Output(options.json)))
  torture
    .command('rest-client', { hidden: true })
    .description('the other process of "torture measures": has orders rest, says so, and waits for its end')
    .requiredOption('--count <number>', 'how many', wholeNumber(1, 1_000_000))
    .requiredOption('--prefix <text>', 'of their client ids')
    .requiredOption('--instrument <number>', 'instrument', wholeNumber(0))
    .addOption(urlOption())
    .addOption(keyOption())
    .action(runRestClient)
  torture
    .command('kill-client', { hidden: true })
    .description(
      'the other process of "torture kill": sends orders and keeps a list of what was acknowledged',
    )
    .requiredOption('--list <file>', 'where the list goes')
    .requiredOption('--side <side>', 'buy or sell')
    .requiredOption('--instrument <number>', 'instrument', wholeNumber(0))
    .addOption(urlOption())
    .addOption(keyOption())
    .action(runKillClient)
}
