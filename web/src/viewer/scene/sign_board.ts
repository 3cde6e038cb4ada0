/** What one fascia says. */
export interface Board {
  readonly number: string;
  readonly latin: string;
  readonly arabic: string;
}

export interface Slot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const SIGN_FONT = '"Hall Sign", "Readex Pro", system-ui, sans-serif';

export type Ink = CanvasRenderingContext2D;

/** Letters number, Latin and Arabic names: side by side where they fit, else one above the other. */
export function paintBoard(ink: Ink, board: Board, slot: Slot): void {
  const { x, y, width, height } = slot;
  ink.save();
  ink.beginPath();
  ink.rect(x + 1, y + 2, width - 2, height - 4); // a long tail of a letter must not reach another stand's board
  ink.clip();
  ink.fillStyle = "#fff";
  ink.textBaseline = "middle";
  const number = paintNumber(ink, board, slot);
  const gap = height * 0.22;
  const left = x + number + gap;
  const room = width - number - gap - height * 0.15;
  const size = height * 0.5;
  const both = board.latin !== "" && board.arabic !== "";
  const wide = measure(ink, board.latin, size) + measure(ink, board.arabic, size);
  if (!both || wide + gap * 2 <= room) {
    paintLine(ink, board.latin, { x: left, y: y + height * 0.53, room, size, side: "left" });
    paintLine(ink, board.arabic, { x: left + room, y: y + height * 0.5, room, size, side: "right" });
  } else {
    paintLine(ink, board.latin, { x: left, y: y + height * 0.29, room, size: height * 0.38, side: "left" });
    paintLine(ink, board.arabic, { x: left + room, y: y + height * 0.7, room, size: height * 0.38, side: "right" });
  }
  ink.restore();
}

/** The same for a board that is as high as wide: three parts, side by side here, hung one above the other. */
export function paintTallBoard(ink: Ink, board: Board, { x, y, width, height }: Slot): void {
  const part = width / TALL_PARTS;
  ink.fillStyle = "#fff";
  ink.textBaseline = "middle";
  paintLine(ink, board.number, { x: x + part / 2, y: y + height * 0.53, room: part * 0.9, size: height * 0.8, side: "center" });
  [board.latin, board.arabic].forEach((text, at) => {
    const middle = x + part * (at + 1.5);
    const lines = measure(ink, text, height * 0.5) > part ? halve(text) : [text];
    const size = height * (lines.length > 1 ? 0.42 : 0.5);
    lines.forEach((line, row) => {
      const up = lines.length > 1 ? 0.27 + row * 0.48 : 0.5;
      paintLine(ink, line, { x: middle, y: y + height * up, room: part * 0.94, size, side: "center" });
    });
  });
}

export const TALL_PARTS = 3;

/** The stand's number, with a line between it and the names; gives its width. */
function paintNumber(ink: Ink, board: Board, { x, y, height }: Slot): number {
  const size = height * 0.6;
  const width = Math.max(height * 1.2, measure(ink, board.number, size) + height * 0.4);
  paintLine(ink, board.number, { x: x + width / 2, y: y + height * 0.53, room: width, size, side: "center" });
  if (board.latin || board.arabic) ink.fillRect(x + width, y + height * 0.16, Math.max(1, height * 0.03), height * 0.68);
  return width;
}

const WIDTHS = new Map<string, number>();
const MEASURED_PX = 64;

/** How wide a text is at a size: measured once, for shaping it is most of the work of a sign. */
export function measure(ink: Ink, text: string, size: number): number {
  let width = WIDTHS.get(text);
  if (width === undefined) {
    ink.font = `${MEASURED_PX}px ${SIGN_FONT}`;
    WIDTHS.set(text, (width = ink.measureText(text).width / MEASURED_PX));
  }
  return width * size;
}

interface Line {
  readonly x: number;
  readonly y: number;
  readonly room: number;
  readonly size: number;
  readonly side: "left" | "right" | "center";
}

export function paintLine(ink: Ink, text: string, { x, y, room, size, side }: Line): void {
  if (!text) return;
  const wide = measure(ink, text, size);
  ink.font = `${wide > room ? Math.max(size * 0.5, (size * room) / wide) : size}px ${SIGN_FONT}`;
  ink.direction = /[\u0600-\u06ff]/.test(text) ? "rtl" : "ltr";
  ink.textAlign = side;
  ink.fillText(text, x, y, room);
}

/** Paints a banner of one or two words on a coloured cloth. */
export function paintBanner(ink: Ink, text: string, colour: string, slot: Slot): void {
  const { x, y, width, height } = slot;
  ink.fillStyle = colour;
  ink.fillRect(x, y, width, height);
  ink.fillStyle = "rgb(255 255 255 / 22%)";
  ink.fillRect(x, y + height * 0.92, width, height * 0.08);
  ink.fillStyle = "#fff";
  ink.textBaseline = "middle";
  const lines = measure(ink, text, height * 0.46) > width * 1.45 ? halve(text) : [text];
  const size = height * (lines.length > 1 ? 0.31 : 0.46);
  lines.forEach((line, row) => {
    const up = lines.length > 1 ? 0.3 + row * 0.36 : 0.48;
    paintLine(ink, line, { x: x + width / 2, y: y + height * up, room: width * 0.9, size, side: "center" });
  });
}

const GOLD = "#d9a441";
const WELCOME_MARGIN = 0.15;

/** The fair's name between two woven borders. */
export function paintWelcome(ink: Ink, text: string, colour: string, slot: Slot): void {
  const { x, y, width, height } = slot;
  const band = height * 0.11;
  const inner = { x, y: y + height * WELCOME_MARGIN, width, height: height * (1 - 2 * WELCOME_MARGIN) };
  paintBanner(ink, text, colour, inner);
  ink.fillStyle = colour;
  ink.fillRect(x, y, width, height * WELCOME_MARGIN);
  ink.fillRect(x, inner.y + inner.height * 0.9, width, height - inner.height * 0.9 - height * WELCOME_MARGIN);
  for (const top of [y + height * 0.03, y + height * 0.86]) {
    ink.fillStyle = GOLD;
    ink.fillRect(x, top, width, band);
    const count = Math.round(width / (band * 1.7));
    for (let at = 0; at < count; at++) {
      paintDiamond(ink, x + ((at + 0.5) * width) / count, top + band / 2, width / count / 2, band / 2, colour);
      paintDiamond(ink, x + ((at + 0.5) * width) / count, top + band / 2, width / count / 5, band / 5, "#fff");
    }
  }
}

function paintDiamond(ink: Ink, x: number, y: number, wide: number, high: number, colour: string): void {
  ink.fillStyle = colour;
  ink.beginPath();
  ink.moveTo(x - wide, y);
  ink.lineTo(x, y - high);
  ink.lineTo(x + wide, y);
  ink.lineTo(x, y + high);
  ink.fill();
}

/** A long text as two lines that are as alike in length as its words allow. */
export function halve(text: string): string[] {
  const words = text.split(" ");
  const longer = (cut: number) => Math.max(words.slice(0, cut).join(" ").length, words.slice(cut).join(" ").length);
  const cuts = words.slice(1).map((_, at) => at + 1);
  const best = cuts.reduce((least, cut) => (longer(cut) < longer(least) ? cut : least), 1);
  return [words.slice(0, best).join(" "), words.slice(best).join(" ")].filter(Boolean);
}
