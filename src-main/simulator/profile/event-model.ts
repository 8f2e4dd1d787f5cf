// What the event counters of the simulated camera count. There is no such hardware here, so they are computed from what
// is known: the time a call took and the pixels it was handed. They behave as a camera's do (more pixels, more cache
// misses; longer, more instructions), are the same for the same time and pixels, and say nothing about real hardware.

/** Clock of the N6's core. */
export const cyclesPerUs = 800;
const bytesPerLine = 32;

export interface CallEffort {
  readonly us: number;
  readonly pixels: number;
  /** Bytes per pixel. */
  readonly pixelBytes: number;
}

type Model = (effort: Effort) => number;
interface Effort {
  readonly cycles: number;
  readonly pixels: number;
  /** Cache lines that the pixels fill. */
  readonly lines: number;
}

const models = new Map<number, Model>([
  // L1I_CACHE_REFILL, L1D_CACHE_REFILL, L1D_CACHE
  [0x0001, ({ cycles }) => 12 + cycles * 0.0004],
  [0x0003, ({ cycles, lines }) => lines + cycles * 0.0011],
  [0x0004, ({ cycles, pixels }) => pixels * 2 + cycles * 0.31],
  // LD_RETIRED, ST_RETIRED, INST_RETIRED
  [0x0006, ({ cycles, pixels }) => pixels + cycles * 0.2],
  [0x0007, ({ cycles, pixels }) => pixels * 0.5 + cycles * 0.08],
  [0x0008, ({ cycles }) => cycles * 0.87],
  // BR_MIS_PRED, CPU_CYCLES, MEM_ACCESS, L1I_CACHE, L1D_CACHE_WB, BUS_ACCESS
  [0x0010, ({ cycles, pixels }) => pixels * 0.02 + cycles * 0.004],
  [0x0011, ({ cycles }) => cycles],
  [0x0013, ({ cycles, pixels }) => pixels * 2 + cycles * 0.28],
  [0x0014, ({ cycles }) => cycles * 0.42],
  [0x0015, ({ lines }) => lines * 0.5],
  [0x0019, ({ cycles, lines }) => lines * 4 + cycles * 0.002],
  // BR_RETIRED, BR_MIS_PRED_RETIRED, STALL_FRONTEND, STALL_BACKEND, L1D_CACHE_MISS_RD, STALL, L1D_CACHE_RD
  [0x0021, ({ cycles, pixels }) => pixels + cycles * 0.09],
  [0x0022, ({ cycles, pixels }) => pixels * 0.02 + cycles * 0.003],
  [0x0023, ({ cycles }) => cycles * 0.037],
  [0x0024, ({ cycles, lines }) => lines * 18 + cycles * 0.12],
  [0x0039, ({ cycles, lines }) => lines * 0.8 + cycles * 0.0009],
  [0x003c, ({ cycles, lines }) => lines * 18 + cycles * 0.157],
  [0x0040, ({ cycles, pixels }) => pixels + cycles * 0.21],
  // MVE_INST_RETIRED, MVE_STALL and its reasons
  [0x0200, ({ pixels }) => pixels * 0.4],
  [0x02cc, ({ pixels, lines }) => pixels * 0.06 + lines],
  [0x02cd, ({ pixels }) => pixels * 0.04],
  [0x02ce, ({ pixels }) => pixels * 0.03],
  // ITCM_ACCESS, DTCM_ACCESS
  [0x4007, ({ cycles }) => cycles * 0.05],
  [0x4008, ({ cycles }) => cycles * 0.11],
  // PF_LINEFILL, PF_CANCEL, PF_DROP_LINEFILL, AXI_WRITE_ACCESS, AXI_READ_ACCESS
  [0xc100, ({ lines }) => lines * 0.7],
  [0xc101, ({ lines }) => lines * 0.01],
  [0xc102, ({ lines }) => lines * 0.06],
  [0xc302, ({ lines }) => lines * 2],
  [0xc303, ({ cycles, lines }) => lines * 4 + cycles * 0.0016],
]);

/** Events of this id during a call; 0 for events that are not simulated. */
export function simulatedEvents(event: number, { us, pixels, pixelBytes }: CallEffort): number {
  const effort = { cycles: us * cyclesPerUs, pixels, lines: (pixels * pixelBytes) / bytesPerLine };
  return Math.round(models.get(event)?.(effort) ?? 0);
}
