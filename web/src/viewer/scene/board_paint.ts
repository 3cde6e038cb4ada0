import type { BoardLook } from "./board_places.ts";
import { halve, measure, paintLine, type Ink, type Slot } from "./sign_board.ts";

export interface BoardLine {
  readonly hour: string;
  readonly title: string;
  readonly room: string;
}

/** What a board says by now. */
export interface BoardText {
  /** Of the zone. */
  readonly name: string;
  /** What is on, or comes first: `when` says which. */
  readonly head: (BoardLine & { readonly when: string; readonly speakers: string }) | null;
  readonly next: readonly BoardLine[];
}

const CREAM = "#fbf3e4";
const NIGHT = "#16222b";

/** Paints what is on the wall of a zone of a kind. */
export function paintBoard(ink: Ink, kind: string, text: BoardText, look: BoardLook, slot: Slot): void {
  ink.save();
  ink.beginPath();
  ink.rect(slot.x, slot.y, slot.width, slot.height);
  ink.clip();
  ink.translate(slot.x, slot.y);
  ink.textBaseline = "middle";
  const { width, height } = slot;
  if (kind === "stage") paintStage(ink, text, look, width, height);
  else if (kind === "cafe") paintBar(ink, text, look, width, height);
  else if (kind === "desk") paintDesk(ink, text, look, width, height);
  else paintRoom(ink, text, look, width, height);
  ink.restore();
}

/** A stand that waits for somebody: the same words in each language, the visitor's own first. */
export function paintPoster(ink: Ink, texts: readonly string[], look: BoardLook, { x, y, width, height }: Slot): void {
  ink.save();
  ink.translate(x, y);
  ink.textBaseline = "middle";
  ink.fillStyle = CREAM;
  ink.fillRect(0, 0, width, height);
  paintBand(ink, look, 0, width, height * 0.09);
  paintBand(ink, look, height * 0.91, width, height * 0.09);
  paintArch(ink, width / 2, height * 0.36, width * 0.3, height * 0.2, [look.accent, look.secondary]);
  ink.fillStyle = look.primary;
  let down = height * 0.48;
  for (const [at, text] of texts.entries()) {
    const size = width * (at === 0 ? 0.14 : 0.11);
    for (const line of measure(ink, text, size) > width * 0.84 ? halve(text) : [text]) {
      paintLine(ink, line, { x: width / 2, y: down, room: width * 0.86, size, side: "center" });
      down += size * 1.2;
    }
    down += size * 0.45;
  }
  ink.restore();
}

/** A cloth with the fair's country on it, woven borders, and the programme in its middle. */
function paintStage(ink: Ink, text: BoardText, look: BoardLook, width: number, height: number): void {
  const band = height * 0.11;
  paintLand(ink, look, width, height);
  paintBand(ink, look, 0, width, band);
  paintBand(ink, look, height - band, width, band);
  const wide = Math.min(width * 0.56, height * 2.4);
  const [left, top, high] = [(width - wide) / 2, band * 1.5, height - band * 3];
  ink.fillStyle = look.accent;
  ink.fillRect(left - height * 0.018, top - height * 0.018, wide + height * 0.036, high + height * 0.036);
  ink.fillStyle = NIGHT;
  ink.fillRect(left, top, wide, high);
  if (!text.head) {
    paintName(ink, look, { x: left, y: top, width: wide, height: high });
    return;
  }
  ink.fillStyle = look.primary;
  ink.fillRect(left, top, wide, high * 0.19);
  ink.fillStyle = CREAM;
  paintLine(ink, look.fair, { x: width / 2, y: top + high * 0.1, room: wide * 0.92, size: high * 0.095, side: "center" });
  paintProgramme(ink, text.head, text.next, look, { x: left, y: top + high * 0.19, width: wide, height: high * 0.81 });
}

/** Nothing is on: the fair's name, under its star. */
function paintName(ink: Ink, look: BoardLook, { x, y, width, height }: Slot): void {
  const [middle, up, reach] = [x + width / 2, y + height * 0.27, height * 0.15];
  for (const [share, colour] of [[1, look.accent], [0.72, look.primary], [0.36, look.accent]] as const) {
    ink.fillStyle = colour;
    ink.beginPath();
    for (let at = 0; at < 16; at++) {
      const [r, angle] = [reach * share * (at % 2 ? 0.765 : 1), (at * Math.PI) / 8];
      ink.lineTo(middle + r * Math.sin(angle), up - r * Math.cos(angle));
    }
    ink.fill();
  }
  ink.fillStyle = CREAM;
  halve(look.fair).forEach((line, row) => { paintLine(ink, line, { x: middle, y: y + height * (0.58 + row * 0.19), room: width * 0.9, size: height * 0.13, side: "center" }); });
}

/** What is on or comes first, large, and below it what comes then. */
function paintProgramme(ink: Ink, head: NonNullable<BoardText["head"]>, next: readonly BoardLine[], look: BoardLook, { x, y, width, height }: Slot): void {
  const write = (line: string, up: number, size: number, colour: string) => {
    ink.fillStyle = colour;
    paintLine(ink, line, { x: x + width / 2, y: y + height * up, room: width * 0.92, size: height * size, side: "center" });
  };
  write([head.when, head.room].filter(Boolean).join(" · "), 0.13, 0.1, look.accent);
  const lines = measure(ink, head.title, height * 0.15) > width * 0.9 ? halve(head.title) : [head.title];
  lines.forEach((line, row) => { write(line, (lines.length > 1 ? 0.3 : 0.38) + row * 0.165, 0.15, "#fff"); });
  if (head.speakers) write(head.speakers, 0.6, 0.085, CREAM);
  if (next.length === 0) return;
  ink.fillStyle = look.accent;
  ink.fillRect(x + width * 0.08, y + height * 0.7, width * 0.84, Math.max(1, height * 0.008));
  next.forEach((line, row) => { write(tell(line), 0.79 + row * 0.12, 0.08, "#c9d3d6"); });
}

function tell({ hour, title, room }: BoardLine): string {
  return [hour, title, room].filter(Boolean).join(" · ");
}

/** The screen of a room: its name, and what is on in it. */
function paintRoom(ink: Ink, { name, head }: BoardText, look: BoardLook, width: number, height: number): void {
  ink.fillStyle = CREAM;
  ink.fillRect(0, 0, width, height);
  const high = head ? 0.3 : 0.86;
  ink.fillStyle = look.secondary;
  ink.fillRect(0, 0, width, height * high);
  ink.fillStyle = "#fff";
  paintLine(ink, name, { x: width / 2, y: (height * high) / 2, room: width * 0.9, size: height * (head ? 0.18 : 0.26), side: "center" });
  paintBand(ink, look, height * 0.86, width, height * 0.14);
  if (!head) return;
  ink.fillStyle = look.primary;
  paintLine(ink, head.when, { x: width / 2, y: height * 0.42, room: width * 0.9, size: height * 0.12, side: "center" });
  ink.fillStyle = NIGHT;
  paintLine(ink, head.title, { x: width / 2, y: height * 0.63, room: width * 0.92, size: height * 0.15, side: "center" });
}

function paintDesk(ink: Ink, { name }: BoardText, look: BoardLook, width: number, height: number): void {
  ink.fillStyle = CREAM;
  ink.fillRect(0, 0, width, height);
  ink.fillStyle = look.primary;
  ink.fillRect(0, 0, width, height * 0.3);
  paintBand(ink, look, height * 0.3, width, height * 0.09);
  ink.fillStyle = "#fff";
  paintLine(ink, name, { x: width / 2, y: height * 0.155, room: width * 0.9, size: height * 0.13, side: "center" });
  ink.fillStyle = look.primary;
  halve(look.fair).forEach((line, row) => { paintLine(ink, line, { x: width / 2, y: height * (0.47 + row * 0.075), room: width * 0.88, size: height * 0.055, side: "center" }); });
}

const SHELVES = [0.42, 0.68] as const;

/** Behind a bar: shelves with glasses, teapots and bottles. */
function paintBar(ink: Ink, { name }: BoardText, look: BoardLook, width: number, height: number): void {
  ink.fillStyle = "#4a3324";
  ink.fillRect(0, 0, width, height);
  ink.fillStyle = "rgb(255 226 170 / 12%)";
  for (let x = 0; x < width; x += height * 0.16) ink.fillRect(x, 0, height * 0.012, height);
  const side = width * 0.3;
  for (const [at, up] of SHELVES.entries()) {
    const y = height * up;
    for (const [from, to] of [[height * 0.1, side], [width - side, width - height * 0.1]] as const) {
      ink.fillStyle = "rgb(255 214 140 / 22%)";
      ink.fillRect(from, y - height * 0.24, to - from, height * 0.24);
      let seed = at * 3 + (from > side ? 1 : 0);
      for (let x = from + height * 0.06; x < to - height * 0.05; x += height * 0.095) paintVessel(ink, seed++, x, y, height * 0.2, look);
      ink.fillStyle = "#c79a63";
      ink.fillRect(from, y, to - from, height * 0.03);
    }
  }
  ink.fillStyle = NIGHT;
  ink.fillRect(side + height * 0.12, height * 0.14, width - 2 * side - height * 0.24, height * 0.48);
  ink.fillStyle = CREAM;
  paintLine(ink, name, { x: width / 2, y: height * 0.3, room: width * 0.3, size: height * 0.2, side: "center" });
  for (let at = 0; at < 3; at++) paintVessel(ink, at === 1 ? 1 : 2, width / 2 + (at - 1) * height * 0.2, height * 0.56, height * 0.14, look);
  paintBand(ink, look, 0, width, height * 0.09);
}

/** A bottle, a teapot or a glass that stands at a place. */
function paintVessel(ink: Ink, seed: number, x: number, y: number, high: number, look: BoardLook): void {
  const colours = [look.secondary, look.accent, CREAM, look.primary, "#6f8f4e"];
  ink.fillStyle = colours[(seed * 2) % colours.length] ?? CREAM;
  ink.beginPath();
  if (seed % 3 === 0) {
    ink.rect(x - high * 0.13, y - high * 0.62, high * 0.26, high * 0.62);
    ink.rect(x - high * 0.05, y - high, high * 0.1, high * 0.4);
  } else if (seed % 3 === 1) {
    ink.ellipse(x, y - high * 0.27, high * 0.24, high * 0.28, 0, 0, 2 * Math.PI);
    ink.moveTo(x + high * 0.14, y - high * 0.2);
    ink.lineTo(x + high * 0.42, y - high * 0.52);
    ink.lineTo(x + high * 0.18, y - high * 0.36);
    ink.moveTo(x - high * 0.1, y - high * 0.5);
    ink.lineTo(x, y - high * 0.78);
    ink.lineTo(x + high * 0.1, y - high * 0.5);
  } else {
    ink.moveTo(x - high * 0.1, y);
    ink.lineTo(x - high * 0.16, y - high * 0.45);
    ink.lineTo(x + high * 0.16, y - high * 0.45);
    ink.lineTo(x + high * 0.1, y);
  }
  ink.fill();
}

/** The country of a fair at dusk: earthen ksour and palms, the peaks of the Atlas, or a tiled court. */
function paintLand(ink: Ink, look: BoardLook, width: number, height: number): void {
  const sky = ink.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, look.secondary);
  sky.addColorStop(0.55, "#efc98d");
  sky.addColorStop(1, look.accent);
  ink.fillStyle = sky;
  ink.fillRect(0, 0, width, height);
  ink.fillStyle = "#fff1cf";
  for (const x of [0.13, 0.87]) {
    ink.beginPath();
    ink.arc(width * x, height * 0.45, height * 0.16, 0, 2 * Math.PI);
    ink.fill();
  }
  paintPeaks(ink, width, height, look.motif === "atlas");
  if (look.motif === "alfa") paintKsour(ink, look, width, height);
  else if (look.motif !== "atlas") for (let at = 0; at < 9; at++) paintArch(ink, (width * (at + 0.5)) / 9, height * 0.92, height * 0.17, height * 0.3, [look.accent, look.secondary]);
  for (const x of [0.025, 0.085, 0.2, 0.8, 0.915, 0.975]) paintPalm(ink, width * x, height * 0.92, height * (0.42 + ((x * 100) % 3) * 0.06));
}

function paintPeaks(ink: Ink, width: number, height: number, high: boolean): void {
  for (const [colour, lift, step] of [["rgb(140 70 45 / 35%)", high ? 0.62 : 0.42, 0.11], ["rgb(110 45 30 / 45%)", high ? 0.46 : 0.3, 0.083]] as const) {
    ink.fillStyle = colour;
    ink.beginPath();
    ink.moveTo(0, height);
    for (let at = 0; at * step <= 1 + step; at++) ink.lineTo(width * at * step, height * (1 - lift * (at % 2 ? 1 : 0.55 + 0.2 * Math.sin(at * 2.4))));
    ink.lineTo(width, height);
    ink.fill();
  }
}

/** Towers that narrow upwards, with crenels and lit windows. */
function paintKsour(ink: Ink, look: BoardLook, width: number, height: number): void {
  const wall = [look.primary, "#a4532f", "#8a3f26"];
  for (let at = 0; at < 26; at++) {
    const x = (width * (at + 0.5)) / 26;
    const tall = height * (0.2 + 0.17 * ((at * 7) % 5) / 4);
    const half = width / 26 * 0.62;
    const top = height * 0.9 - tall;
    ink.fillStyle = wall[at % 3] ?? look.primary;
    ink.beginPath();
    ink.moveTo(x - half, height);
    ink.lineTo(x - half * 0.82, top);
    for (let crenel = 0; crenel < 4; crenel++) {
      const from = x - half * 0.82 + (half * 1.64 * crenel) / 4;
      ink.lineTo(from, top - height * 0.03);
      ink.lineTo(from + half * 0.2, top - height * 0.03);
      ink.lineTo(from + half * 0.2, top);
      ink.lineTo(from + half * 0.41, top);
    }
    ink.lineTo(x + half, height);
    ink.fill();
    ink.fillStyle = look.accent;
    for (let window = 0; window < 3; window++) ink.fillRect(x + half * (window - 1) * 0.45 - half * 0.07, top + tall * 0.2, half * 0.14, height * 0.045);
  }
}

function paintPalm(ink: Ink, x: number, y: number, high: number): void {
  ink.strokeStyle = "#3f2a1c";
  ink.lineWidth = high * 0.05;
  ink.beginPath();
  ink.moveTo(x, y);
  ink.quadraticCurveTo(x + high * 0.06, y - high * 0.5, x, y - high);
  ink.stroke();
  ink.strokeStyle = "#27472f";
  ink.lineWidth = high * 0.045;
  for (let frond = 0; frond < 9; frond++) {
    const angle = Math.PI * (0.95 + (1.1 * frond) / 8);
    const [ex, ey] = [x + Math.cos(angle) * high * 0.42, y - high + Math.sin(angle) * high * 0.3 + high * 0.16];
    ink.beginPath();
    ink.moveTo(x, y - high);
    ink.quadraticCurveTo((x + ex) / 2, Math.min(y - high, ey) - high * 0.14, ex, ey);
    ink.stroke();
  }
}

/** A horseshoe arch in two colours that stands on a line. */
function paintArch(ink: Ink, x: number, y: number, reach: number, high: number, colours: readonly [string, string]): void {
  for (const [at, colour] of colours.entries()) {
    const r = reach * (1 - at * 0.2);
    ink.fillStyle = colour;
    ink.beginPath();
    ink.moveTo(x - r * 0.86, y);
    ink.arc(x, y - high + r * 0.2, r, Math.PI * 0.83, Math.PI * 2.17);
    ink.lineTo(x + r * 0.86, y);
    ink.fill();
  }
}

/** A woven border with the fair's motif. */
function paintBand(ink: Ink, look: BoardLook, y: number, width: number, high: number): void {
  ink.fillStyle = look.primary;
  ink.fillRect(0, y, width, high);
  const count = Math.max(1, Math.round(width / (high * 1.5)));
  const step = width / count;
  for (let at = 0; at < count; at++) {
    const [x, middle] = [(at + 0.5) * step, y + high / 2];
    for (const [reach, colour] of [[0.84, look.accent], [0.4, CREAM]] as const) {
      ink.fillStyle = colour;
      ink.beginPath();
      if (look.motif === "atlas") {
        ink.moveTo(x - step * 0.5 * reach, middle + high * 0.36);
        ink.lineTo(x, middle - high * 0.42 * reach);
        ink.lineTo(x + step * 0.5 * reach, middle + high * 0.36);
      } else {
        ink.moveTo(x - step * 0.5 * reach, middle);
        ink.lineTo(x, middle - high * 0.46 * reach);
        ink.lineTo(x + step * 0.5 * reach, middle);
        ink.lineTo(x, middle + high * 0.46 * reach);
      }
      ink.fill();
    }
  }
}

