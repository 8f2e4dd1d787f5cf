import { createBalls } from './balls.ts';
import { createLineTrack } from './line-track.ts';
import { createMotion } from './motion.ts';
import { SceneError, type Scene } from './scene.ts';
import { createTestCard } from './test-card.ts';
import { createThermal } from './thermal.ts';

const scenes = {
  balls: createBalls,
  'line-track': createLineTrack,
  motion: createMotion,
  thermal: createThermal,
  'test-card': createTestCard,
} as const satisfies Record<string, (seed: number) => Scene>;

export type SceneName = keyof typeof scenes;
/** Every scene there is; the first is the default. */
export const sceneNames = Object.keys(scenes) as SceneName[];
export const defaultSceneName: SceneName = 'balls';

export function isSceneName(name: string): name is SceneName {
  return Object.hasOwn(scenes, name);
}

/** Makes a scene; seeds are integers. Throws `unknown-scene`. */
export function createScene(name: string, seed: number): Scene {
  if (!isSceneName(name)) {
    throw new SceneError('unknown-scene', `There is no scene "${name}".`, { data: { name } });
  }
  return scenes[name](seed);
}
