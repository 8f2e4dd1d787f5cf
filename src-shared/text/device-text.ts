// What firmware prints around a script's own text.

/** The texts of one firmware family. */
export interface DeviceText {
  /** The line that follows everything a script printed. */
  readonly softReboot: string;
  /** How the banner can begin. */
  readonly bannerStarts: readonly string[];
  /** Ends the banner. */
  readonly prompt: string;
}

/** OpenMV firmware. */
export const openMvText: DeviceText = {
  softReboot: 'MPY: soft reboot',
  bannerStarts: ['MPY: soft reboot', 'OpenMV v', 'MicroPython v'],
  prompt: '>>> ',
};
