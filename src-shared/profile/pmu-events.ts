// Hardware events for PMU counters, with Arm's names. The first table applies to every Armv8.1-M core with a PMU, as
// far as the core has the unit in question; the second one is specific to the Cortex-M55.
// Counters are 16 bits wide on the camera: more than 65535 events in one call wrap.

export interface PmuEvent {
  readonly id: number;
  /** Arm's name without prefix. */
  readonly name: string;
  readonly meaning: string;
  readonly origin: 'armv8-m' | 'cortex-m55';
}

const armv8mEvents: readonly (readonly [number, string, string])[] = [
  [0x0000, 'SW_INCR', 'Counted by software'],
  [0x0001, 'L1I_CACHE_REFILL', 'Lines fetched into the instruction cache'],
  [0x0003, 'L1D_CACHE_REFILL', 'Lines fetched into the data cache'],
  [0x0004, 'L1D_CACHE', 'Accesses to the data cache'],
  [0x0006, 'LD_RETIRED', 'Loads executed'],
  [0x0007, 'ST_RETIRED', 'Stores executed'],
  [0x0008, 'INST_RETIRED', 'Instructions executed'],
  [0x0009, 'EXC_TAKEN', 'Exceptions and interrupts taken'],
  [0x000a, 'EXC_RETURN', 'Returns from exceptions'],
  [0x000c, 'PC_WRITE_RETIRED', 'Changes of the program counter by software'],
  [0x000d, 'BR_IMMED_RETIRED', 'Direct branches executed'],
  [0x000e, 'BR_RETURN_RETIRED', 'Returns from functions executed'],
  [0x000f, 'UNALIGNED_LDST_RETIRED', 'Unaligned loads and stores executed'],
  [0x0010, 'BR_MIS_PRED', 'Branches predicted wrongly or not at all'],
  [0x0011, 'CPU_CYCLES', 'Clock cycles'],
  [0x0012, 'BR_PRED', 'Branches that could be predicted'],
  [0x0013, 'MEM_ACCESS', 'Accesses to data memory'],
  [0x0014, 'L1I_CACHE', 'Accesses to the instruction cache'],
  [0x0015, 'L1D_CACHE_WB', 'Lines written back from the data cache'],
  [0x0016, 'L2D_CACHE', 'Accesses to the second-level cache'],
  [0x0017, 'L2D_CACHE_REFILL', 'Lines fetched into the second-level cache'],
  [0x0018, 'L2D_CACHE_WB', 'Lines written back from the second-level cache'],
  [0x0019, 'BUS_ACCESS', 'Accesses to the bus'],
  [0x001a, 'MEMORY_ERROR', 'Memory errors'],
  [0x001b, 'INST_SPEC', 'Instructions begun, executed or not'],
  [0x001d, 'BUS_CYCLES', 'Clock cycles of the bus'],
  [0x001e, 'CHAIN', 'Overflows of the counter before (odd counters)'],
  [0x001f, 'L1D_CACHE_ALLOCATE', 'Lines taken in the data cache without a fetch'],
  [0x0021, 'BR_RETIRED', 'Branches executed'],
  [0x0022, 'BR_MIS_PRED_RETIRED', 'Branches executed that were predicted wrongly'],
  [0x0023, 'STALL_FRONTEND', 'Cycles without an instruction to begin'],
  [0x0024, 'STALL_BACKEND', 'Cycles in which the instruction had to wait'],
  [0x0036, 'LL_CACHE_RD', 'Reads of the last-level cache'],
  [0x0037, 'LL_CACHE_MISS_RD', 'Reads that missed the last-level cache'],
  [0x0039, 'L1D_CACHE_MISS_RD', 'Reads that missed the data cache'],
  [0x003a, 'OP_COMPLETE', 'Operations executed'],
  [0x003b, 'OP_SPEC', 'Operations begun, executed or not'],
  [0x003c, 'STALL', 'Cycles in which nothing was sent for execution'],
  [0x003d, 'STALL_OP_BACKEND', 'Operation slots lost to waiting for execution'],
  [0x003e, 'STALL_OP_FRONTEND', 'Operation slots lost for want of instructions'],
  [0x003f, 'STALL_OP', 'Operation slots lost'],
  [0x0040, 'L1D_CACHE_RD', 'Reads of the data cache'],
  [0x0100, 'LE_RETIRED', 'Loop-end instructions executed'],
  [0x0104, 'BF_RETIRED', 'Branch-future instructions executed'],
  [0x0108, 'LE_CANCEL', 'Hardware loops dropped'],
  [0x0109, 'BF_CANCEL', 'Branch-future entries dropped'],
  [0x0114, 'SE_CALL_S', 'Calls to secure functions'],
  [0x0115, 'SE_CALL_NS', 'Calls to non-secure functions'],
  [0x0118, 'DWT_CMPMATCH0', 'Matches of debug comparator 0'],
  [0x0119, 'DWT_CMPMATCH1', 'Matches of debug comparator 1'],
  [0x011a, 'DWT_CMPMATCH2', 'Matches of debug comparator 2'],
  [0x011b, 'DWT_CMPMATCH3', 'Matches of debug comparator 3'],
  [0x0200, 'MVE_INST_RETIRED', 'Vector instructions executed'],
  [0x0204, 'MVE_FP_RETIRED', 'Vector floating-point instructions executed'],
  [0x0208, 'MVE_FP_HP_RETIRED', 'Vector half-precision instructions executed'],
  [0x020c, 'MVE_FP_SP_RETIRED', 'Vector single-precision instructions executed'],
  [0x0214, 'MVE_FP_MAC_RETIRED', 'Vector floating-point multiply-adds executed'],
  [0x0224, 'MVE_INT_RETIRED', 'Vector integer instructions executed'],
  [0x0228, 'MVE_INT_MAC_RETIRED', 'Vector integer multiply-adds executed'],
  [0x0238, 'MVE_LDST_RETIRED', 'Vector loads and stores executed'],
  [0x023c, 'MVE_LD_RETIRED', 'Vector loads executed'],
  [0x0240, 'MVE_ST_RETIRED', 'Vector stores executed'],
  [0x0244, 'MVE_LDST_CONTIG_RETIRED', 'Contiguous vector loads and stores executed'],
  [0x0248, 'MVE_LD_CONTIG_RETIRED', 'Contiguous vector loads executed'],
  [0x024c, 'MVE_ST_CONTIG_RETIRED', 'Contiguous vector stores executed'],
  [0x0250, 'MVE_LDST_NONCONTIG_RETIRED', 'Scattered vector loads and stores executed'],
  [0x0254, 'MVE_LD_NONCONTIG_RETIRED', 'Scattered vector loads executed'],
  [0x0258, 'MVE_ST_NONCONTIG_RETIRED', 'Scattered vector stores executed'],
  [0x025c, 'MVE_LDST_MULTI_RETIRED', 'Interleaving vector loads and stores executed'],
  [0x0260, 'MVE_LD_MULTI_RETIRED', 'Interleaving vector loads executed'],
  [0x0264, 'MVE_ST_MULTI_RETIRED', 'Interleaving vector stores executed'],
  [0x028c, 'MVE_LDST_UNALIGNED_RETIRED', 'Unaligned vector loads and stores executed'],
  [0x0290, 'MVE_LD_UNALIGNED_RETIRED', 'Unaligned vector loads executed'],
  [0x0294, 'MVE_ST_UNALIGNED_RETIRED', 'Unaligned vector stores executed'],
  [0x02a0, 'MVE_VREDUCE_RETIRED', 'Vector reductions executed'],
  [0x02a4, 'MVE_VREDUCE_FP_RETIRED', 'Vector floating-point reductions executed'],
  [0x02a8, 'MVE_VREDUCE_INT_RETIRED', 'Vector integer reductions executed'],
  [0x02b8, 'MVE_PRED', 'Cycles with masked-out vector beats'],
  [0x02cc, 'MVE_STALL', 'Cycles lost to vector instructions'],
  [0x02cd, 'MVE_STALL_RESOURCE', 'Cycles a vector instruction waited for a unit'],
  [0x02ce, 'MVE_STALL_RESOURCE_MEM', 'Cycles a vector instruction waited for memory'],
  [0x02cf, 'MVE_STALL_RESOURCE_FP', 'Cycles a vector instruction waited for the floating-point unit'],
  [0x02d0, 'MVE_STALL_RESOURCE_INT', 'Cycles a vector instruction waited for the integer unit'],
  [0x02d3, 'MVE_STALL_BREAK', 'Cycles lost to a break in a chain of vector instructions'],
  [0x02d4, 'MVE_STALL_DEPENDENCY', 'Cycles a vector instruction waited for a register'],
  [0x4007, 'ITCM_ACCESS', 'Accesses to the instruction TCM'],
  [0x4008, 'DTCM_ACCESS', 'Accesses to the data TCM'],
];

const cortexM55Events: readonly (readonly [number, string, string])[] = [
  [0xc000, 'ECC_ERR', 'ECC errors'],
  [0xc001, 'ECC_ERR_FATAL', 'ECC errors that could not be corrected'],
  [0xc010, 'ECC_ERR_DCACHE', 'ECC errors in the data cache'],
  [0xc011, 'ECC_ERR_ICACHE', 'ECC errors in the instruction cache'],
  [0xc012, 'ECC_ERR_FATAL_DCACHE', 'Fatal ECC errors in the data cache'],
  [0xc013, 'ECC_ERR_FATAL_ICACHE', 'Fatal ECC errors in the instruction cache'],
  [0xc020, 'ECC_ERR_DTCM', 'ECC errors in the data TCM'],
  [0xc021, 'ECC_ERR_ITCM', 'ECC errors in the instruction TCM'],
  [0xc022, 'ECC_ERR_FATAL_DTCM', 'Fatal ECC errors in the data TCM'],
  [0xc023, 'ECC_ERR_FATAL_ITCM', 'Fatal ECC errors in the instruction TCM'],
  [0xc100, 'PF_LINEFILL', 'Lines fetched by the prefetcher'],
  [0xc101, 'PF_CANCEL', 'Times the prefetcher stopped'],
  [0xc102, 'PF_DROP_LINEFILL', 'Prefetches dropped for want of a buffer'],
  [0xc200, 'NWAMODE_ENTER', 'Times writes began to bypass the cache'],
  [0xc201, 'NWAMODE', 'Writes that bypassed the cache'],
  [0xc300, 'SAHB_ACCESS', 'Accesses from outside to the TCM (S-AHB)'],
  [0xc301, 'PAHB_ACCESS', 'Accesses to peripherals (P-AHB)'],
  [0xc302, 'AXI_WRITE_ACCESS', 'Beats written to external memory (M-AXI)'],
  [0xc303, 'AXI_READ_ACCESS', 'Beats read from external memory (M-AXI)'],
  [0xc400, 'DOSTIMEOUT_DOUBLE', 'Second time-outs that drained the buffers'],
  [0xc401, 'DOSTIMEOUT_TRIPLE', 'Third time-outs that held loads and stores back'],
];

/** All known events, in order of id. */
export const pmuEvents: readonly PmuEvent[] = [
  ...armv8mEvents.map(([id, name, meaning]): PmuEvent => ({ id, name, meaning, origin: 'armv8-m' })),
  ...cortexM55Events.map(([id, name, meaning]): PmuEvent => ({ id, name, meaning, origin: 'cortex-m55' })),
];

const byId = new Map(pmuEvents.map((event) => [event.id, event]));

export function findPmuEvent(id: number): PmuEvent | undefined {
  return byId.get(id);
}

/** The event's name, or its hexadecimal number if it is unknown. */
export function pmuEventName(id: number): string {
  return byId.get(id)?.name ?? `0x${id.toString(16).padStart(4, '0')}`;
}
