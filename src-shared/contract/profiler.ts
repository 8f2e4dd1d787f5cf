// The profiler of the current camera: its snapshots, and the names of its functions.

import { defineService, method } from '../rpc/service.ts';
import { bytes, nonNegativeInteger, nothing, shortText, v, type Infer } from '../rpc/schema.ts';
import { problem } from '../rpc/problem.ts';

/** Largest firmware ELF that is accepted, including debug information. */
export const maxElfBytes = 256 * 1024 * 1024;
/** Limit of a message; larger files are sent in parts. */
export const elfPartBytes = 4 * 1024 * 1024;

/** The source of function names. */
const profilerSymbols = v.object({
  /** File name of the ELF. */
  name: v.string(),
  functionCount: nonNegativeInteger,
  /** Increases with every new set of symbols; fetch them again then. */
  revision: nonNegativeInteger,
  /** Provided by the simulated camera itself. */
  builtIn: v.boolean(),
  /** Functions of the last snapshot that start at a symbol, and all functions: few matches mean another firmware build. */
  known: nonNegativeInteger,
  all: nonNegativeInteger,
});

export const profilerState = v.object({
  available: v.boolean(),
  /** Why it is not available. */
  reason: v.optional(v.picklist(['not-connected', 'no-channel'])),
  /** Times exclude the functions that were called. */
  exclusive: v.boolean(),
  /** PMU event of each counter; none on cameras without a PMU. */
  events: v.array(nonNegativeInteger),
  /** Cycles and events are computed, not counted by hardware. */
  simulated: v.boolean(),
  symbols: v.optional(profilerSymbols),
  /** Why the last reading gave no table; the last complete one is kept. */
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
    /** The camera is read (at most 10 times per second) while any page watches. Gives the last table. */
    watch: method(v.object({ on: v.boolean() }), v.optional(profilerSnapshot)),
    /** These three clear the data. They fail with `no-profiler` if there is none. */
    setMode: method(v.object({ exclusive: v.boolean() }), nothing),
    setEvent: method(v.object({ counter: counterNumber, event: eventNumber }), nothing),
    reset: method(nothing, nothing),
    /**
     * A firmware ELF, in parts of at most `elfPartBytes` and in order; `true` with the last one: it is read and
     * remembered for this firmware. Fails with an `elf-…` code; the previous symbols are kept.
     */
    loadElf: method(
      v.object({ name: shortText, sizeBytes: nonNegativeInteger, offset: nonNegativeInteger, data: bytes }),
      v.boolean(),
    ),
    /** The same for a file of the host. */
    loadElfFile: method(v.object({ path: shortText }), nothing),
    /** Removes the symbols that were loaded for this firmware. */
    forgetSymbols: method(nothing, nothing),
    /** An ELF file with only these symbols. */
    symbols: method(nothing, v.optional(v.object({ revision: nonNegativeInteger, elf: bytes }))),
  },
  events: {
    state: profilerState,
    snapshot: profilerSnapshot,
  },
});
