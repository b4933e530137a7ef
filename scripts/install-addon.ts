// Puts an addon that cargo built where its package loads it from: the bindings' unless a crate and a place are named. The
// new file takes the old one's name in one step: a server that runs keeps the addon it has mapped.
import { copyFileSync, existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'

const [folder, crate = 'tapebook_bindings', place = 'bindings/tapebook.node'] = process.argv.slice(2)
if (folder === undefined) throw new Error('usage: install-addon.ts FOLDER [CRATE PLACE]')
const built = [`lib${crate}.so`, `lib${crate}.dylib`, `${crate}.dll`]
  .map((name) => join(folder, name))
  .find((path) => existsSync(path))
if (built === undefined) throw new Error(`cargo left no addon in ${folder}`)

const isThere = existsSync(place) && readFileSync(place).equals(readFileSync(built))
if (!isThere) {
  copyFileSync(built, `${place}.new`)
  renameSync(`${place}.new`, place)
}
