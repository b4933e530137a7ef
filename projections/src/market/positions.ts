// What each account holds of each instrument through its fills, with what it cost (PO-04), as the engine's positions.rs.
import type { Changes, Writer } from '../changes.ts'
import type { Database } from '../database/database.ts'
import { type Row, table } from '../database/tables.ts'

export const POSITIONS = table(
  'positions',
  {
    account: 'int',
    instrument: 'int',
    // Lots; below 0 is short.
    quantity: 'long',
    // What the open quantity cost, in quote units: average cost is cost / quantity.
    cost: 'amount',
    updated_at: 'long',
  },
  ['account', 'instrument'],
)

type Position = Row<typeof POSITIONS>

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value)

/** `amount x part / whole`, half away from zero; `amount` is not below 0. */
const share = (amount: bigint, part: bigint, whole: bigint): bigint => (amount * part + whole / 2n) / whole

/** Books a fill: adding adds its cost, reducing takes its share and leaves the average as it was (PO-05). */
export function fill(position: { quantity: bigint; cost: bigint }, lots: bigint, notional: bigint): void {
  const { quantity, cost } = position
  position.quantity += lots
  if (quantity === 0n || quantity > 0n === lots > 0n) {
    position.cost += notional
    return
  }
  const [open, closing] = [magnitude(quantity), magnitude(lots)]
  if (closing < open) position.cost -= share(cost, closing, open)
  // Closed, and what goes beyond opens the other way at this fill's price.
  else position.cost = share(notional, closing - open, closing)
}

const keyOf = (account: number, instrument: number): number => instrument * 2 ** 32 + account

export class Positions {
  readonly #rows = new Map<number, Position>()
  readonly #to: Writer<typeof POSITIONS>

  constructor(changes: Changes) {
    this.#to = changes.writer(POSITIONS)
  }

  async load(database: Database): Promise<void> {
    for (const row of await database.load(POSITIONS)) this.#rows.set(keyOf(row.account, row.instrument), row)
  }

  /** `lots` above 0 were bought, below 0 sold, for `notional` quote units. */
  fill(account: number, instrument: number, lots: bigint, notional: bigint, time: bigint): void {
    const key = keyOf(account, instrument)
    let row = this.#rows.get(key)
    if (row === undefined) {
      row = { account, instrument, quantity: 0n, cost: 0n, updated_at: 0n }
      this.#rows.set(key, row)
    }
    fill(row, lots, notional)
    row.updated_at = time
    this.#to.put(row)
  }
}
