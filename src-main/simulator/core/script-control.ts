/** Control of the script on the device, as the protocol's handlers see it. */
export interface ScriptControl {
  readonly running: boolean;
  /** The buffer holds a script: run it, or interrupt the running script. */
  exec(): void;
  stop(): void;
}
