// Running scripts and their output.

import type { Traceback } from '../text/traceback.ts';
import { defineService, method } from '../rpc/service.ts';
import { bytes, nonNegativeInteger, nothing, objectOf, shortText, v, type Infer } from '../rpc/schema.ts';

/** Larger sources are refused (`script-too-large`) before they reach a camera. */
export const maxSourceBytes = 8 * 1024 * 1024;

export const textChunk = v.object({
  /** stdout, byte for byte; a UTF-8 character may be split between chunks. */
  bytes,
  /** Bytes lost before this chunk because the page did not keep up. */
  lostBefore: nonNegativeInteger,
});
export type TextChunk = Infer<typeof textChunk>;

const traceback = objectOf<Traceback>({
  type: v.string(),
  message: v.string(),
  file: v.string(),
  line: nonNegativeInteger,
  text: v.string(),
});

export const runInfo = v.object({
  /** Counts runs of this host from 1. */
  run: nonNegativeInteger,
  /** Id of the document that was run, as the page named it. */
  document: shortText,
});
export type RunInfo = Infer<typeof runInfo>;

export const scriptService = defineService({
  methods: {
    /** UTF-8 bytes, sent to the camera unchanged. Stops a running script first. */
    run: method(
      v.object({
        source: bytes,
        document: shortText,
      }),
      runInfo,
    ),
    stop: method(nothing, nothing),
    /**
     * The last run, and its newest text, for a page that connects (again) while a script is running. `text` events that
     * arrived before the answer are part of it; later ones continue it.
     */
    recall: method(
      nothing,
      v.object({
        run: v.optional(runInfo),
        running: v.boolean(),
        text: bytes,
        /** Bytes of the run before `text` that are no longer kept. */
        lostBefore: nonNegativeInteger,
        traceback: v.optional(traceback),
      }),
    ),
    clearText: method(nothing, nothing),
    /** The page has processed this many bytes of `text` events. Without this call it gets at most 64 KiB. */
    textTaken: method(v.object({ count: nonNegativeInteger }), nothing),
  },
  events: {
    text: textChunk,
    started: runInfo,
    ended: v.object({ run: nonNegativeInteger, traceback: v.optional(traceback) }),
    /** As soon as the text of an exception is complete; `ended` follows. */
    traceback: v.object({ run: nonNegativeInteger, traceback }),
  },
});
