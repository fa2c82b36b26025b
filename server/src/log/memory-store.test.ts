import { storeContract } from './event-log.contract.ts'
import { openMemory } from './memory-store.ts'

storeContract('The memory store', openMemory)
