// All rows, in the order in which they run.

import type { RowGroup } from '../row.ts';
import { acknowledgement } from './acknowledgement.ts';
import { bytes } from './bytes.ts';
import { hardwareReset } from './hardware-reset.ts';
import { lifeCycle } from './life-cycle.ts';
import { profileRows } from './profile.ts';
import { receiving } from './receiving.ts';
import { refusals } from './refusals.ts';
import { scriptChannels } from './script-channels.ts';
import { scriptEvents } from './script-events.ts';
import { session } from './session.ts';
import { streamEncoding } from './stream-encoding.ts';
import { streamRows } from './stream.ts';
import { system } from './system.ts';
import { text } from './text.ts';

export const rowGroups: readonly RowGroup[] = [
  session,
  receiving,
  system,
  refusals,
  acknowledgement,
  lifeCycle,
  text,
  scriptChannels,
  scriptEvents,
  streamRows,
  streamEncoding,
  profileRows,
  hardwareReset,
  bytes,
];
