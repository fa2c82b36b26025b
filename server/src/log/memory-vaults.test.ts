import { openMemory } from './memory-store.ts'
import { vaultsContract } from './vaults.contract.ts'

vaultsContract('The memory store', openMemory)
