/** Which list an order is a leg of, and whether it holds with the other legs. */
export const LISTS = {
  name: 'lists',
  sql: `
ALTER TABLE orders ADD COLUMN list_id INT NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN shares_hold INT NOT NULL DEFAULT 0;
`,
}
