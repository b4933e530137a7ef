// The screens, as files to serve.
import { fileURLToPath } from 'node:url'

/** Folder of the page's files, made by `npm run build`: index.html and what it names. */
export const PAGE_FOLDER = fileURLToPath(new URL('./page/', import.meta.url))

/** Files of the page, and what they are. */
export const PAGE_FILES = {
  'index.html': 'text/html; charset=utf-8',
  'main.js': 'text/javascript; charset=utf-8',
  'style.css': 'text/css; charset=utf-8',
} as const
