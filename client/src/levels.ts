import { Side } from '@tapebook/schema'

/** Index of the first level that is not better than the price, in levels of a side with the best price first. */
export function placeOf(levels: readonly { readonly price: bigint }[], side: Side, price: bigint): number {
  let low = 0
  let high = levels.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const at = levels[middle]!.price
    if (side === Side.Buy ? at > price : at < price) low = middle + 1
    else high = middle
  }
  return low
}
