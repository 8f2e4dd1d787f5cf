// Simulated OpenMV cameras: protocol V2 over the stream, scripts in MicroPython.

import { systemClock } from '../../../../src-shared/lib/clock.ts';
import { DisposableStore } from '../../../../src-shared/lib/disposable.ts';
import type { BoardFamily } from '../../core/board-family.ts';
import { SharedProfileSource } from './channels/shared-profile-source.ts';
import { SharedProfile } from '../../profile/shared-profile.ts';
import { isOpenMvBoard, openMvBoardNames, simulatedBoards } from './boards.ts';
import { cameraSettings, type CameraSettingChanges } from './device/camera-settings.ts';
import { VirtualCamera } from './device/virtual-camera.ts';

export const openMvFamily: BoardFamily<CameraSettingChanges> = {
  boards: openMvBoardNames,
  async createDevice({ stream, board: name, jpeg, settings: changes, createEngine }) {
    if (!isOpenMvBoard(name)) throw new Error(`${name} is not an OpenMV camera.`);
    const board = simulatedBoards[name];
    const settings = cameraSettings(board, { profileChannel: true, ...changes });
    const profile = settings.profileChannel ? new SharedProfile(settings.pmuCounters) : undefined;
    const store = new DisposableStore();
    const engine = store.add(createEngine(profile?.buffer));
    const profileSource = profile && new SharedProfileSource(profile);
    store.add(
      new VirtualCamera({
        stream,
        engine,
        clock: systemClock,
        board,
        jpeg,
        settings,
        ...(profileSource && { profileSource }),
      }),
    );
    // A camera whose interpreter does not start reports that in its text.
    await engine.ready().catch(() => undefined);
    return store;
  },
};
