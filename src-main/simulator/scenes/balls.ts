// The default scene: three shaded balls circle over a chequered floor under a sky. The stock LAB thresholds of OpenMV's
// colour examples find exactly the balls: red (30,100,15,127,15,127), green (30,100,-64,-8,-32,32), blue
// (0,15,0,40,-80,-20). The sky therefore leans to violet (a plain sky blue is "green" in LAB) and the floor is warm.

import { Backdrop, bell, mix, packNoisy, type Colour, type Painter } from './backdrop.ts';
import { createRandom } from '../../../src-shared/lib/random.ts';
import type { Scene, SceneTarget } from './scene.ts';
import { Sprite } from './sprite.ts';

interface Ball {
  readonly shadow: Colour;
  readonly light: Colour;
  /** Of the frame's shorter side. */
  readonly radius: number;
}

const balls: readonly Ball[] = [
  { shadow: { red: 158, green: 30, blue: 28 }, light: { red: 246, green: 112, blue: 96 }, radius: 0.12 },
  { shadow: { red: 34, green: 112, blue: 68 }, light: { red: 118, green: 222, blue: 164 }, radius: 0.1 },
  { shadow: { red: 0, green: 2, blue: 66 }, light: { red: 12, green: 20, blue: 102 }, radius: 0.11 },
];

const turnMs = 9000;
const horizon = 0.42;
const backdropNoise = 5;
const ballNoise = 3;

const paintLandscape: Painter = (x, y, colour) => {
  if (y < horizon) {
    const share = y / horizon;
    setColour(colour, mix(128, 214, share), mix(152, 210, share), mix(222, 236, share));
    return;
  }
  // Squares in perspective: depth grows without limit towards the horizon.
  const depth = 0.6 / (y - horizon + 0.03);
  const across = (x - 0.5) * depth * 2.4;
  const light = (Math.floor(depth) + Math.floor(across)) % 2 === 0;
  const nearness = (y - horizon) / (1 - horizon);
  const grey = light ? mix(176, 214, nearness) : mix(150, 112, nearness);
  setColour(colour, grey + 6, grey, grey - 2);
};

export function createBalls(seed: number): Scene {
  const random = createRandom(seed);
  const startTurn = random();
  const phases = balls.map(() => random());
  const backdrop = new Backdrop(paintLandscape, { noise: backdropNoise, seed });
  let sprites: Sprite[] = [];

  return {
    render(target: SceneTarget, timeMs: number): void {
      const isNewSize = backdrop.paint(target, timeMs);
      const side = Math.min(target.width, target.height);
      if (isNewSize) sprites = balls.map((ball, index) => createBallSprite(ball, side, seed + index));
      sprites.forEach((sprite, index) => {
        // A third of a turn apart on one ellipse, so that no ball ever hides another.
        const angle = 2 * Math.PI * (timeMs / turnMs + startTurn + index / balls.length);
        const bob = Math.sin(2 * Math.PI * (timeMs / 2300 + phases[index]!)) * 0.03 * target.height;
        const x = target.width * (0.5 + 0.33 * Math.cos(angle));
        const y = target.height * (0.52 + 0.27 * Math.sin(angle)) + bob;
        sprite.paint(target, Math.round(x - sprite.width / 2), Math.round(y - sprite.height / 2));
      });
    },
  };
}

function createBallSprite(ball: Ball, side: number, seed: number): Sprite {
  const radius = Math.max(1, Math.round(ball.radius * side));
  const random = createRandom(seed);
  const colour: Colour = { red: 0, green: 0, blue: 0 };
  return new Sprite(2 * radius + 1, 2 * radius + 1, (column, row) => {
    const x = (column - radius) / (radius + 0.5);
    const y = (row - radius) / (radius + 0.5);
    const square = x * x + y * y;
    if (square > 1) return undefined;
    // Light from the upper left, in front; the share is that of a matt ball, a little lifted.
    const facing = -0.45 * x - 0.6 * y + 0.66 * Math.sqrt(1 - square);
    const share = Math.min(1, Math.max(0, 0.15 + 0.85 * facing));
    setColour(
      colour,
      mix(ball.shadow.red, ball.light.red, share),
      mix(ball.shadow.green, ball.light.green, share),
      mix(ball.shadow.blue, ball.light.blue, share),
    );
    return packNoisy(colour, bell(random) * ballNoise);
  });
}

function setColour(colour: Colour, red: number, green: number, blue: number): void {
  colour.red = red;
  colour.green = green;
  colour.blue = blue;
}
