// Puts the addon that cargo built where the bindings package loads it from. The new file takes the old one's name in
// one step: a server that runs keeps the addon it has mapped.
import { copyFileSync, existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.argv[2]
if (folder === undefined) throw new Error('usage: install-addon.ts FOLDER')
const built = ['libtapebook_bindings.so', 'libtapebook_bindings.dylib', 'tapebook_bindings.dll']
  .map((name) => join(folder, name))
  .find((path) => existsSync(path))
if (built === undefined) throw new Error(`cargo left no addon in ${folder}`)

const place = 'bindings/tapebook.node'
const isThere = existsSync(place) && readFileSync(place).equals(readFileSync(built))
if (!isThere) {
  copyFileSync(built, `${place}.new`)
  renameSync(`${place}.new`, place)
}
