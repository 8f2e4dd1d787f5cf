// What a camera is doing.

/** All states, in the order in which a connection passes through them. */
export const cameraStates = ['disconnected', 'connecting', 'idle', 'running', 'rebooting', 'resyncing'] as const;

/**
 * `disconnected`: not connected, or the connection ended. `connecting`: opening the port and negotiating.
 * `idle`: connected, no script runs. `running`: a script runs. `rebooting`: soft reboot after a script; requests wait.
 * `resyncing`: the driver restores the link after lost or damaged data; requests wait.
 */
export type CameraState = (typeof cameraStates)[number];

/** A state that was just entered. */
export interface StateChange {
  readonly state: CameraState;
  /** Cause of an unexpected disconnect: a CameraError or a TransportError. */
  readonly error?: Error;
}
