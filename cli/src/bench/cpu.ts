// CPU that other processes and their threads have used, as Linux counts it.
import { readdirSync, readFileSync } from 'node:fs'

const ofThread = (pid: number, thread: number | string): number => {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1_000
  } catch {
    // It has ended since it was listed.
    return 0
  }
}

/** CPU of all threads of a process that run now, in us. */
export const cpuOfProcess = (pid: number): number =>
  readdirSync(`/proc/${pid}/task`).reduce((sum, thread) => sum + ofThread(pid, thread), 0)

/** CPU of its first thread alone, in us: of a server the one that trades. */
export const cpuOfFirstThread = (pid: number): number => ofThread(pid, pid)
