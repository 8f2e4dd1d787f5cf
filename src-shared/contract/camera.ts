// Finding, connecting and describing cameras. The host can hold several connected cameras; a page shows one of them. Calls
// of all camera services are for that one, or for the camera whose id is the call's `target`.

import { entryKinds, entryNameKeys, type CameraEntry, type EntryName } from '../device/camera-entry.ts';
import type { CameraFeatures } from '../device/features.ts';
import { detailKeys, type CameraDetail, type CameraIdentity } from '../device/identity.ts';
import { faultKeys, type FaultCount, type LinkFigures } from '../device/link-figures.ts';
import { cameraStates, type CameraState } from '../device/state.ts';
import { frameEncodings } from '../picture/encoding.ts';
import { defineService, method } from '../rpc/service.ts';
import { nonNegativeInteger, nothing, objectOf, shortText, v } from '../rpc/schema.ts';
import { problem, type Problem } from '../rpc/problem.ts';

const cameraEntry = objectOf<CameraEntry>({
  id: shortText,
  kind: v.picklist(entryKinds),
  name: objectOf<EntryName>({ key: v.picklist(entryNameKeys), value: v.string() }),
  givenName: v.exactOptional(v.string()),
  board: v.exactOptional(v.string()),
  vendorId: v.exactOptional(v.string()),
  productId: v.exactOptional(v.string()),
  manufacturer: v.exactOptional(v.string()),
  product: v.exactOptional(v.string()),
  serialNumber: v.exactOptional(v.string()),
  location: v.exactOptional(v.string()),
  likely: v.boolean(),
});

const cameraIdentity = objectOf<CameraIdentity>({
  board: v.string(),
  serial: v.string(),
  firmware: v.string(),
  protocol: v.string(),
  sensors: v.array(v.string()),
  details: v.array(objectOf<CameraDetail>({ key: v.picklist(detailKeys), value: v.union([v.string(), v.number()]) })),
  simulated: v.boolean(),
});

const cameraFeatures = objectOf<CameraFeatures>({
  attachWithoutInterrupt: v.boolean(),
  hardReset: v.boolean(),
  bootloader: v.boolean(),
  stopMayHang: v.boolean(),
  frameEncodings: v.array(v.picklist(frameEncodings)),
  rawPreview: v.boolean(),
  previewSize: v.boolean(),
  sensorChoice: v.boolean(),
  channels: v.boolean(),
  profiler: v.boolean(),
  memory: v.boolean(),
  files: v.boolean(),
  console: v.boolean(),
  touch: v.boolean(),
});

/** What the pages know about the camera. */
export interface CameraStatus {
  readonly state: CameraState;
  /** The entry that is connected, being connected, or was last. */
  readonly entry?: CameraEntry;
  /** Present while connected. */
  readonly identity?: CameraIdentity;
  /** Present while connected. */
  readonly features?: CameraFeatures;
  /** Cause of an unexpected disconnect. */
  readonly problem?: Problem;
}

const cameraStatus = objectOf<CameraStatus>({
  state: v.picklist(cameraStates),
  entry: v.exactOptional(cameraEntry),
  identity: v.exactOptional(cameraIdentity),
  features: v.exactOptional(cameraFeatures),
  problem: v.exactOptional(problem),
});

const linkFigures = objectOf<LinkFigures>({
  bytesSent: nonNegativeInteger,
  bytesReceived: nonNegativeInteger,
  packetsSent: v.exactOptional(nonNegativeInteger),
  packetsReceived: v.exactOptional(nonNegativeInteger),
  faults: v.array(objectOf<FaultCount>({ key: v.picklist(faultKeys), count: nonNegativeInteger })),
  readSequence: v.exactOptional(v.string()),
});

export const cameraService = defineService({
  methods: {
    list: method(nothing, v.array(cameraEntry)),
    /**
     * Connects to an entry of the list or to a typed address, and shows it on every page that has not selected a camera;
     * ends the connection of the camera that these pages showed. `alongside`: keeps that connection, and shows the camera
     * on this page only.
     */
    connect: method(
      v.object({ id: shortText, stopRunning: v.optional(v.boolean()), alongside: v.optional(v.boolean()) }),
      cameraStatus,
    ),
    /** Shows a camera of `connections` on this page; without an id, the one that the other pages show. */
    select: method(v.object({ id: v.optional(shortText) }), cameraStatus),
    /** Every camera that the host holds. */
    connections: method(nothing, v.array(cameraStatus)),
    disconnect: method(nothing, nothing),
    status: method(nothing, cameraStatus),
    linkFigures: method(nothing, linkFigures),
    /** Gives the camera at an entry a name, which is remembered by its identity key. An empty name removes it. */
    rename: method(v.object({ id: shortText, name: v.pipe(v.string(), v.maxLength(60)) }), nothing),
    /** Hardware reset; the connection ends and is restored automatically. */
    reset: method(nothing, nothing),
  },
  events: {
    status: cameraStatus,
    list: v.array(cameraEntry),
  },
});
