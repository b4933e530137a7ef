// Data dictionaries as QuickFIX, QuickFIX/J and QuickFIX/n load them, made from the table: what is taken here, and no more.
import {
  FIELDS,
  type Field,
  type FieldType,
  isFrom,
  isValue,
  OLD_NAMES,
  type Version,
} from '../src/table/fields.ts'
import { HEADER, isIn, MESSAGES, type Message, type Part, partsOf, TRAILER } from '../src/table/messages.ts'

const HEAD = '<!-- Generated from the table in fix/src/table; do not edit. -->'

/** Names of types that differ between versions. */
function typeName(type: FieldType, version: Version): string {
  if (type === 'MULTIPLEVALUE') return isFrom(version, '5.0SP2') ? 'MULTIPLECHARVALUE' : 'MULTIPLEVALUESTRING'
  if (type === 'UTCDATEONLY' && version === '4.2') return 'UTCDATE'
  return type
}

/** Messages that a version has. */
const ofVersion = (version: Version): readonly Message[] => MESSAGES.filter((it) => isIn(it, version))

const field = (tag: number): Field => {
  const found = FIELDS[tag]
  if (found === undefined) throw new Error(`${tag} is used and not listed`)
  return found
}
const nameIn = (tag: number, version: Version): string =>
  (version === '4.2' ? OLD_NAMES[tag] : undefined) ?? field(tag).name

function partLines(parts: readonly Part[], version: Version, indent: string): string[] {
  return parts.flatMap(({ tag, need, group }) => {
    const attributes = `name="${nameIn(tag, version)}" required="${need ? 'Y' : 'N'}"`
    if (group === undefined) return [`${indent}<field ${attributes}/>`]
    const inner = partLines(group, version, `${indent}  `)
    return [`${indent}<group ${attributes}>`, ...inner, `${indent}</group>`]
  })
}

/** A field may be listed for one version as needed and for another as optional; in one version it stands once. */
const tagsOf = (parts: readonly Part[]): number[] =>
  parts.flatMap(({ tag, group }) => [tag, ...(group === undefined ? [] : tagsOf(group))])

function messageLines(message: Message, version: Version): string[] {
  const name = (version === '4.2' ? message.oldName : undefined) ?? message.name
  const parts = partLines(partsOf(message.parts, version), version, '      ')
  const opening = `<message name="${name}" msgtype="${message.type}" msgcat="${message.category}"`
  return parts.length === 0 ? [`    ${opening}/>`] : [`    ${opening}>`, ...parts, '    </message>']
}

function fieldLines(tags: readonly number[], version: Version): string[] {
  return [...new Set(tags)]
    .sort((a, b) => a - b)
    .flatMap((tag) => {
      const it = field(tag)
      const attributes = `number="${tag}" name="${nameIn(tag, version)}" type="${typeName(it.type, version)}"`
      const values =
        tag === 35
          ? // FIXT lists the types of the application too.
            ofVersion(version).map(
              ({ type, name }) => [type, name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()] as const,
            )
          : Object.entries(it.values ?? {})
              .filter(([code]) => isValue(it, code, version))
              .map(([code, value]) => [code, typeof value === 'string' ? value : value[0]] as const)
      if (values.length === 0) return [`    <field ${attributes}/>`]
      const lines = values.map(([code, name]) => `      <value enum="${code}" description="${name}"/>`)
      return [`    <field ${attributes}>`, ...lines, '    </field>']
    })
}

interface Shape {
  readonly root: string
  readonly version: Version
  readonly hasFrame: boolean
  readonly messages: readonly Message[]
}

function dictionary({ root, version, hasFrame, messages }: Shape): string {
  const header = hasFrame ? partsOf(HEADER, version) : []
  const trailer = hasFrame ? partsOf(TRAILER, version) : []
  const section = (name: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [`  <${name}/>`] : [`  <${name}>`, ...lines, `  </${name}>`]
  const used = [...header, ...trailer, ...messages.flatMap((it) => partsOf(it.parts, version))]
  const extra = hasFrame ? [] : [35]
  return [
    HEAD,
    `<fix ${root}>`,
    ...section('header', partLines(header, version, '    ')),
    ...section(
      'messages',
      messages.flatMap((it) => messageLines(it, version)),
    ),
    ...section('trailer', partLines(trailer, version, '    ')),
    '  <components/>',
    ...section('fields', fieldLines([...tagsOf(used), ...extra], version)),
    '</fix>',
    '',
  ].join('\n')
}

/** Every dictionary by the name of its file. */
export function dictionaries(): Readonly<Record<string, string>> {
  const isAdmin = ({ category }: Message): boolean => category === 'admin'
  const old = (version: Version, minor: number): string =>
    dictionary({
      root: `type="FIX" major="4" minor="${minor}" servicepack="0"`,
      version,
      hasFrame: true,
      messages: ofVersion(version),
    })
  const newest = ofVersion('5.0SP2')
  return {
    'FIX42.xml': old('4.2', 2),
    'FIX44.xml': old('4.4', 4),
    'FIXT11.xml': dictionary({
      root: 'type="FIXT" major="1" minor="1" servicepack="0"',
      version: '5.0SP2',
      hasFrame: true,
      messages: newest.filter(isAdmin),
    }),
    'FIX50SP2.xml': dictionary({
      root: 'type="FIX" major="5" minor="0" servicepack="2"',
      version: '5.0SP2',
      hasFrame: false,
      messages: newest.filter((it) => !isAdmin(it)),
    }),
  }
}
