// Small helpers to put text on the screen. Nothing from the server is ever read as HTML.

export function element<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`there is no #${id}`)
  return found as T
}

export interface Cell {
  readonly text: string
  readonly kind?: 'buy' | 'sell'
  readonly press?: () => void
}

/** Makes the rows of a table body those, in place of what was there. */
export function rows(body: HTMLElement, lines: readonly (readonly (string | Cell)[])[]): void {
  body.replaceChildren(
    ...lines.map((line) => {
      const row = document.createElement('tr')
      row.append(...line.map((cell) => cellOf(typeof cell === 'string' ? { text: cell } : cell)))
      return row
    }),
  )
}

function cellOf({ text, kind, press }: Cell): HTMLTableCellElement {
  const cell = document.createElement('td')
  if (kind !== undefined) cell.className = kind
  if (press === undefined) {
    cell.textContent = text
  } else {
    const button = document.createElement('button')
    button.textContent = text
    button.addEventListener('click', press)
    cell.append(button)
  }
  return cell
}
