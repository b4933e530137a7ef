import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { onProcessEnd } from '../clean-up.ts'

const MIB = 2 ** 20
const IMAGE_MIB = 512
const PATIENCE_MS = 20_000

/** A file system of our own, gone when it is closed or this process ends. */
export class Mount {
  readonly #home = mkdtempSync(join(tmpdir(), 'tapebook-mount-'))
  readonly #cancel: () => void
  readonly #mount: readonly string[]

  private constructor(mount: (home: string) => readonly string[]) {
    this.#mount = mount(this.#home)
    mkdirSync(this.point)
    this.#cancel = onProcessEnd(() => this.#clean())
  }

  /** ext4 on a loop device over a file. */
  static ext4(): Mount {
    const made = new Mount((home) => ['-o', 'loop', join(home, 'image')])
    const image = join(made.#home, 'image')
    execFileSync('truncate', ['-s', String(IMAGE_MIB * MIB), image])
    execFileSync('mkfs.ext4', ['-q', image])
    made.mount()
    return made
  }

  /** Memory of so many bytes. */
  static memory(bytes: number): Mount {
    const made = new Mount(() => ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tapebook'])
    made.mount()
    return made
  }

  /** Where it is. */
  get point(): string {
    return join(this.#home, 'mount')
  }

  mount(): void {
    execFileSync('mount', [...this.#mount, this.point])
  }

  /** As if the power went: nothing that was not synced reaches the device, and every call on it fails from now on. */
  cutPower(): void {
    // EXT4_IOC_SHUTDOWN with EXT4_GOING_FLAGS_NOLOGFLUSH.
    const program =
      'open my $f, "<", $ARGV[0] or die $!; my $how = pack("L", 2); ioctl($f, 0x8004587D, $how) or die $!'
    execFileSync('perl', ['-e', program, this.point])
  }

  /** As ext4 does when it finds itself broken: nothing more is written, what is open can still be read. */
  turnReadOnly(): void {
    execFileSync('mount', ['-o', 'remount,abort', this.point])
  }

  /** Waits until nobody uses it any more. */
  async unmount(): Promise<void> {
    for (let waited = 0; ; waited += 50) {
      const { status, stderr } = spawnSync('umount', [this.point], { encoding: 'utf8' })
      if (status === 0) return
      if (waited > PATIENCE_MS) throw new Error(`cannot unmount ${this.point}: ${stderr.trim()}`)
      await sleep(50)
    }
  }

  close(): void {
    this.#cancel()
    this.#clean()
  }

  #clean(): void {
    // Lazily: a server that was just killed may still hold a file.
    spawnSync('umount', ['-l', this.point], { stdio: 'ignore' })
    rmSync(this.#home, { recursive: true, force: true })
  }
}
