// A report for maintainers: what happened with a camera, as a zip. Made only on request, and never sent.

import { defineService, method } from '../rpc/service.ts';
import { bytes, nothing, v } from '../rpc/schema.ts';

export const reportService = defineService({
  methods: {
    /** Makes the report. `name` is a file name for it. */
    create: method(nothing, v.object({ name: v.string(), bytes })),
    /** Makes the report and writes it to this file, replacing a present one. Rejects with a HostError. */
    write: method(v.object({ path: v.string() }), nothing),
    /** A file name for the next report. */
    suggestName: method(nothing, v.string()),
  },
  events: {},
});
