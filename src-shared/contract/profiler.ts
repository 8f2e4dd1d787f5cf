// Where the time goes: the profiler of the current camera, its snapshots, and the names of its functions.

import { defineService, method } from '../rpc/service.ts';
import { bytes, nonNegativeInteger, nothing, shortText, v, type Infer } from '../rpc/schema.ts';
import { problem } from '../rpc/problem.ts';

/** Largest firmware ELF that is taken, debug information included. */
export const maxElfBytes = 256 * 1024 * 1024;
/** A message holds no more; larger files come in parts. */
export const elfPartBytes = 4 * 1024 * 1024;

/** What functions are named by. */
const profilerSymbols = v.object({
  /** File name of the ELF. */
  name: v.string(),
  functionCount: nonNegativeInteger,
  /** Goes up with every other set of symbols; fetch them anew then. */
  revision: nonNegativeInteger,
  /** Brought by the simulated camera itself. */
  builtIn: v.boolean(),
  /** Functions of the last snapshot that begin where a symbol begins, of all: few mean that the ELF is another build's. */
  known: nonNegativeInteger,
  all: nonNegativeInteger,
});

export const profilerState = v.object({
  available: v.boolean(),
  /** Why it is not available. */
  reason: v.optional(v.picklist(['not-connected', 'no-channel'])),
  /** Times leave out the functions that were called. */
  exclusive: v.boolean(),
  /** PMU event of each counter; none on cameras without a PMU. */
  events: v.array(nonNegativeInteger),
  /** Cycles and events are computed, not counted by hardware. */
  simulated: v.boolean(),
  symbols: v.optional(profilerSymbols),
  /** Why the newest reading gave no table; the last good one stays. */
  problem: v.optional(problem),
});
export type ProfilerState = Infer<typeof profilerState>;

/** A table as `packProfileTable` writes it. Empty tables follow a reset. */
const profilerSnapshot = v.object({ table: bytes });

const counterNumber = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(31));
const eventNumber = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff));

export const profilerService = defineService({
  methods: {
    state: method(nothing, profilerState),
    /** The camera is read (10 times a second at most) while any page watches. Gives the last table. */
    watch: method(v.object({ on: v.boolean() }), v.optional(profilerSnapshot)),
    /** These three clear the counted data. They fail with `no-profiler` where there is none. */
    setMode: method(v.object({ exclusive: v.boolean() }), nothing),
    setEvent: method(v.object({ counter: counterNumber, event: eventNumber }), nothing),
    reset: method(nothing, nothing),
    /**
     * A firmware ELF, in parts of at most `elfPartBytes` and in order; `true` with the last one: it is read and
     * remembered for this firmware. Fails with an `elf-…` code; the former symbols stay.
     */
    loadElf: method(
      v.object({ name: shortText, sizeBytes: nonNegativeInteger, offset: nonNegativeInteger, data: bytes }),
      v.boolean(),
    ),
    /** The same for a file of the host. */
    loadElfFile: method(v.object({ path: shortText }), nothing),
    /** Forgets what was loaded for this firmware. */
    forgetSymbols: method(nothing, nothing),
    /** An ELF with these symbols and nothing else. */
    symbols: method(nothing, v.optional(v.object({ revision: nonNegativeInteger, elf: bytes }))),
  },
  events: {
    state: profilerState,
    snapshot: profilerSnapshot,
  },
});
