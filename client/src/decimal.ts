/** Decimal strings as people write them, to and from whole numbers of a smallest unit. Never a float. */

const PLAIN = /^\d+(\.\d+)?$/

/** A decimal string that cannot be taken exactly, and why. */
export class DecimalError extends Error {
  override readonly name = 'DecimalError'
}

/**
 * `"1.25"` at scale 4 gives 12500n. Strict: digits with at most one point between them; no exponent, sign,
 * blank, or digit beyond the scale.
 */
export function parseDecimal(text: string, scale: number, what = 'number'): bigint {
  if (typeof text !== 'string')
    throw new DecimalError(`${what} must be a decimal string, not a ${typeof text}`)
  if (text.length > 60) throw new DecimalError(`${what} of ${text.length} characters is too long`)
  if (!PLAIN.test(text))
    throw new DecimalError(`${what} ${JSON.stringify(text)} is not a plain decimal such as "12.5"`)
  const point = text.indexOf('.')
  const fraction = point < 0 ? '' : text.slice(point + 1)
  if (fraction.length > scale) {
    throw new DecimalError(
      `${what} ${JSON.stringify(text)} has ${fraction.length} decimals where ${scale} are allowed`,
    )
  }
  return BigInt((point < 0 ? text : text.slice(0, point)) + fraction.padEnd(scale, '0'))
}

/** 12500n at scale 4 gives `"1.25"`; trailing zeros are cut, but for the first `least` decimals. */
export function formatDecimal(units: bigint, scale: number, least = 0): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const sign = units < 0n ? '-' : ''
  const whole = digits.slice(0, digits.length - scale)
  let fraction = digits.slice(digits.length - scale)
  while (fraction.length > least && fraction.endsWith('0')) fraction = fraction.slice(0, -1)
  return fraction === '' ? sign + whole : `${sign}${whole}.${fraction}`
}
