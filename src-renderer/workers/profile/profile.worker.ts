import { ProfileAnalysis } from './profile-analysis.ts';
import type { ProfileReply, ProfileRequest } from './profile-messages.ts';

const analysis = new ProfileAnalysis();

self.addEventListener('message', ({ data }: MessageEvent<ProfileRequest>) => {
  const reply = analysis.handle(data);
  self.postMessage(reply, { transfer: freshBuffers(reply) });
});

/** Columns that were made for this reply are handed over. Those of the tree and of the table's own rows are copied. */
function freshBuffers(reply: ProfileReply): ArrayBuffer[] {
  if (reply.kind !== 'view') return [];
  const { columns, order, address } = reply.figures;
  const arrays = [...Object.values(columns), order, address].filter((each) => each !== undefined);
  return arrays.map(({ buffer }) => buffer as ArrayBuffer);
}
