#!/usr/bin/env -S node --max-semi-space-size=4
// The space for new objects then stays below 8 MiB, where it would grow to 32 MiB and back with the load.
import { main } from '../dist/main.js'

// Sockets and timers that are left must not keep the process.
process.exit(await main(process.argv))
