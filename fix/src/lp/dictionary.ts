// What the FIX engine has to know of messages with providers: their types, and which fields stand in groups. It demands no
// field and no value: what a provider leaves out or adds is judged here, message by message.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GroupShapes } from '../message.ts'
import { lpShapes } from './messages.ts'

const ADMIN = ['0', '1', '2', '3', '4', '5', 'A']
const APP = [
  '8',
  '9',
  'AE',
  'B',
  'D',
  'F',
  'G',
  'H',
  'V',
  'W',
  'X',
  'Y',
  'c',
  'd',
  'e',
  'f',
  'g',
  'h',
  'j',
  'x',
  'y',
]
const HEADER = [8, 9, 35, 49, 56, 34, 43, 97, 52, 122, 50, 57, 115, 128]
const TRAILER = [93, 89, 10]

const line = (tag: number): string => `<field name="F${tag}" required="N"/>`

function groupsOf(shapes: GroupShapes, tags: Map<number, string>): string {
  return [...shapes]
    .map(([count, { first, members, groups }]) => {
      tags.set(count, 'NUMINGROUP')
      const plain = [first, ...[...members].filter((tag) => tag !== first && !groups.has(tag))]
      for (const tag of plain) if (!tags.has(tag)) tags.set(tag, 'STRING')
      const inner = groupsOf(groups, tags)
      return `<group name="F${count}" required="N">${plain.map(line).join('')}${inner}</group>`
    })
    .join('')
}

function dictionary(): string {
  const tags = new Map<number, string>([...HEADER, ...TRAILER, 58].map((tag) => [tag, 'STRING']))
  const message = (category: string) => (type: string) =>
    `<message name="M${type}" msgtype="${type}" msgcat="${category}">${line(58)}${groupsOf(lpShapes(type), tags)}</message>`
  const messages = [...ADMIN.map(message('admin')), ...APP.map(message('app'))]
  const fields = [...tags].map(([tag, type]) => `<field number="${tag}" name="F${tag}" type="${type}"/>`)
  return [
    '<fix type="FIX" major="4" minor="4" servicepack="0">',
    `<header>${HEADER.map(line).join('')}</header>`,
    `<messages>\n${messages.join('\n')}\n</messages>`,
    `<trailer>${TRAILER.map(line).join('')}</trailer>`,
    '<components/>',
    `<fields>\n${fields.join('\n')}\n</fields>`,
    '</fix>\n',
  ].join('\n')
}

/** Writes the dictionary into a folder, unless it is there; gives the settings that name it. */
export function dictionarySettings(folder: string): string[] {
  const path = join(folder, 'lp44.xml')
  const text = dictionary()
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const part = `${path}.${process.pid}`
    writeFileSync(part, text)
    renameSync(part, path)
  }
  return [
    'UseDataDictionary=Y',
    `DataDictionary=${path}`,
    'AllowUnknownMsgFields=Y',
    'ValidateUserDefinedFields=N',
    'ValidateFieldsOutOfOrder=N',
    'ValidateFieldsHaveValues=N',
  ]
}
