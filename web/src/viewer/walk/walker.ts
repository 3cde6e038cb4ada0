import type { Point } from "../core/hall_plan.ts";
import { headingTo, turnBetween, type Pose } from "../core/nearby.ts";
import { findPath } from "../core/path.ts";
import type { Walls } from "../core/walls.ts";
import type { View } from "../scene/stage.ts";

const STROLL_MS = 1.7;
const BRISK_MS = 3;
/** A walk to a tapped place farther than this is done briskly. */
const BRISK_FROM_M = 9;
const EASE_S = 0.14;
const TURN_RATE = 3.4;
const KEY_TURN_RATE = 1.9;
const MOST_PITCH = 1.1;
const ARRIVED_M = 0.12;

/** What keys and thumbs ask for: −1 to 1 each. */
export interface Push {
  forward: number;
  right: number;
  turn: number;
  brisk: boolean;
}

interface Trip {
  readonly way: Point[];
  readonly length: number;
  readonly heading: number | null;
}

/** What keeps somebody from feeling ill: all of it can be chosen. */
export interface Comfort {
  /** Walks to a place are cuts. */
  calm: boolean;
  /** Radians of one turn of the head; 0 turns smoothly. */
  turn: number;
  /** Of the usual walking speed. */
  pace: number;
}

/** The visitor: where one is, looks, and is going. Knows no renderer and no clock. */
export class Walker {
  readonly push: Push = { forward: 0, right: 0, turn: 0, brisk: false };
  #walls: Walls;
  #x: number;
  #y: number;
  #heading: number;
  #pitch = 0;
  #vx = 0;
  #vy = 0;
  #trip: Trip | null = null;
  #turnTo: number | null = null;
  /** What a drag has asked for and is less than one turn. */
  #owed = 0;
  readonly comfort: Comfort = { calm: false, turn: 0, pace: 1 };

  constructor(walls: Walls, pose: Pose, comfort: Partial<Comfort> = {}) {
    this.#walls = walls;
    Object.assign(this.comfort, comfort);
    [this.#x, this.#y] = walls.nearestFree(pose.x, pose.y);
    this.#heading = pose.heading;
  }

  get view(): View {
    return { x: this.#x, y: this.#y, heading: this.#heading, pitch: this.#pitch };
  }

  get walking(): boolean {
    return this.#trip !== null || Math.hypot(this.#vx, this.#vy) > 0.05;
  }

  get target(): Point | null {
    return this.#trip?.way[this.#trip.way.length - 1] ?? null;
  }

  /** A new build of the hall: pushed aside where a booth now stands. */
  changeWalls(walls: Walls): void {
    this.#walls = walls;
    this.#trip = null;
    [this.#x, this.#y] = walls.nearestFree(this.#x, this.#y);
  }

  /** Walks to a place by the shortest way around the booths; false when there is none. */
  walkTo(to: Point, heading: number | null = null): boolean {
    const way = findPath(this.#walls, [this.#x, this.#y], to);
    if (!way) return false;
    const end = way[way.length - 1];
    if (this.comfort.calm && end) {
      this.jump({ x: end[0], y: end[1], heading: heading ?? headingTo([this.#x, this.#y], end) });
      return true;
    }
    this.#turnTo = null;
    this.#trip = { way, length: wayLength([this.#x, this.#y], way), heading };
    return true;
  }

  /** Is somewhere else at once. */
  jump(pose: Pose): void {
    [this.#x, this.#y] = this.#walls.nearestFree(pose.x, pose.y);
    this.#heading = pose.heading;
    this.#pitch = 0;
    this.#vx = this.#vy = 0;
    this.stop();
  }

  stop(): void {
    this.#trip = null;
    this.#turnTo = null;
  }

  /** Turns the head by radians; ends an automatic turn, not a walk. */
  look(turn: number, pitch: number): void {
    this.#heading += this.#inSteps(turn);
    this.#pitch = Math.max(-MOST_PITCH, Math.min(MOST_PITCH, this.#pitch + pitch));
    this.#turnTo = null;
    if (this.#trip) this.#trip = { ...this.#trip, heading: null };
  }

  #inSteps(turn: number): number {
    const step = this.comfort.turn;
    if (step === 0) return turn;
    this.#owed += turn;
    const steps = Math.trunc(this.#owed / step);
    this.#owed -= steps * step;
    return steps * step;
  }

  /** Turns by a fixed step, at once where movement should be calm. */
  snap(turn: number): void {
    if (this.comfort.calm || this.comfort.turn > 0) this.#heading += turn;
    else this.#turnTo = (this.#turnTo ?? this.#heading) + turn;
  }

  /** Turns to a heading, at once where movement should be calm. */
  face(heading: number): void {
    this.snap(turnBetween(this.#heading, heading));
  }

  /** Moves on; returns whether anything moved. */
  update(seconds: number): boolean {
    const { forward, right, turn, brisk } = this.push;
    const pushed = Math.hypot(forward, right);
    if (pushed > 0) this.#trip = null;
    let moving = this.#turn(turn, seconds);
    let wantX = 0;
    let wantY = 0;
    if (pushed > 0) {
      const speed = ((brisk ? BRISK_MS : STROLL_MS) * this.comfort.pace) / Math.max(1, pushed);
      const sin = Math.sin(this.#heading);
      const cos = Math.cos(this.#heading);
      wantX = (-sin * forward + cos * right) * speed;
      wantY = (cos * forward + sin * right) * speed;
    } else if (this.#trip) {
      [wantX, wantY] = this.#follow(this.#trip, seconds);
    }
    const ease = 1 - Math.exp(-seconds / EASE_S);
    this.#vx += (wantX - this.#vx) * ease;
    this.#vy += (wantY - this.#vy) * ease;
    if (Math.hypot(this.#vx, this.#vy) < 0.02 && pushed === 0 && !this.#trip) this.#vx = this.#vy = 0;
    else moving = this.#move(seconds) || pushed > 0 || this.#trip !== null || moving;
    return moving;
  }

  #move(seconds: number): boolean {
    const [x, y] = this.#walls.step([this.#x, this.#y], this.#vx * seconds, this.#vy * seconds);
    const moved = Math.hypot(x - this.#x, y - this.#y);
    if (moved < 1e-4) this.#vx = this.#vy = 0;
    this.#x = x;
    this.#y = y;
    return moved >= 1e-4;
  }

  #turn(pushed: number, seconds: number): boolean {
    if (pushed !== 0) {
      this.#heading += pushed * KEY_TURN_RATE * seconds;
      this.#turnTo = null;
      return true;
    }
    if (this.#turnTo === null) return false;
    const rest = turnBetween(this.#heading, this.#turnTo);
    const step = Math.min(Math.abs(rest), TURN_RATE * seconds * Math.max(0.35, Math.min(1, Math.abs(rest) * 1.6)));
    this.#heading += Math.sign(rest) * step;
    this.#pitch *= 1 - Math.min(1, seconds * 3);
    if (Math.abs(rest) < 0.004) this.#turnTo = null;
    return true;
  }

  /** The speed that follows the way, with the head turned to where one goes. */
  #follow(trip: Trip, seconds: number): [number, number] {
    const next = trip.way[0];
    const last = trip.way.length === 1;
    if (!next) {
      this.#trip = null;
      return [0, 0];
    }
    const away = Math.hypot(next[0] - this.#x, next[1] - this.#y);
    if (away < (last ? ARRIVED_M : 0.35)) {
      trip.way.shift();
      if (last) {
        this.#trip = null;
        if (trip.heading !== null) this.#turnTo = trip.heading;
        return [0, 0];
      }
      return this.#follow(trip, seconds);
    }
    const heading = headingTo([this.#x, this.#y], next);
    if (away > 0.5) {
      const rest = turnBetween(this.#heading, heading);
      if (this.comfort.turn === 0) this.#heading += Math.sign(rest) * Math.min(Math.abs(rest), TURN_RATE * 0.8 * seconds * Math.min(1, Math.abs(rest) + 0.1));
      else if (Math.abs(rest) > this.comfort.turn / 2) this.#heading = heading;
    }
    const top = (trip.length > BRISK_FROM_M ? BRISK_MS : STROLL_MS) * this.comfort.pace;
    const speed = last ? Math.min(top, 0.35 + away * 1.8) : top;
    return [-Math.sin(heading) * speed, Math.cos(heading) * speed];
  }
}

function wayLength(from: Point, way: readonly Point[]): number {
  let length = 0;
  let before = from;
  for (const point of way) {
    length += Math.hypot(point[0] - before[0], point[1] - before[1]);
    before = point;
  }
  return length;
}
