#!/usr/bin/env node
import { main } from '../dist/main.js'

// Sockets and timers that are left must not keep the process.
process.exit(await main(process.argv))
