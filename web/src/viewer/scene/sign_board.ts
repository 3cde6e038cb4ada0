/** How one fascia board is painted. Sizes are shares of the board's height. */
export interface Board {
  readonly number: string;
  readonly latin: string;
  readonly arabic: string;
  readonly colour: string;
}

export interface Slot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const SIGN_FONT = '"Hall Sign", "Readex Pro", system-ui, sans-serif';
const PAPER = "#fdf9f1";
const INK = "#2b2117";

type Ink = CanvasRenderingContext2D;

/** Paints number, Latin and Arabic names: side by side where they fit, else one above the other. */
export function paintBoard(ink: Ink, board: Board, slot: Slot): void {
  const { x, y, width, height } = slot;
  ink.save();
  ink.beginPath();
  ink.rect(x, y, width, height);
  ink.clip();
  ink.fillStyle = PAPER;
  ink.fillRect(x, y, width, height);
  ink.textBaseline = "middle";
  const chip = paintNumber(ink, board, slot);
  const gap = height * 0.22;
  const left = x + chip + gap;
  const room = width - chip - 2 * gap;
  ink.fillStyle = INK;
  const oneLine = height * 0.46;
  const latin = measure(ink, board.latin, oneLine);
  const arabic = measure(ink, board.arabic, oneLine);
  if (!board.arabic || !board.latin || latin + arabic + gap * 2 <= room) {
    const only = !board.arabic || !board.latin;
    const size = only ? height * 0.5 : oneLine;
    paintLine(ink, board.latin, { x: left, y: y + height * 0.52, room, size, side: "left" });
    paintLine(ink, board.arabic, { x: left + room, y: y + height * 0.5, room, size, side: "right" });
  } else {
    paintLine(ink, board.latin, { x: left, y: y + height * 0.29, room, size: height * 0.4, side: "left" });
    paintLine(ink, board.arabic, { x: left + room, y: y + height * 0.74, room, size: height * 0.42, side: "right" });
  }
  ink.restore();
}

function paintNumber(ink: Ink, board: Board, { x, y, height }: Slot): number {
  const size = height * 0.5;
  const chip = Math.max(height * 1.15, measure(ink, board.number, size) + height * 0.5);
  ink.fillStyle = board.colour;
  ink.fillRect(x, y, chip, height);
  ink.fillStyle = "#fff";
  paintLine(ink, board.number, { x: x + chip / 2, y: y + height * 0.53, room: chip, size, side: "center" });
  return chip;
}

function measure(ink: Ink, text: string, size: number): number {
  ink.font = `${size}px ${SIGN_FONT}`;
  return ink.measureText(text).width;
}

interface Line {
  readonly x: number;
  readonly y: number;
  readonly room: number;
  readonly size: number;
  readonly side: "left" | "right" | "center";
}

function paintLine(ink: Ink, text: string, { x, y, room, size, side }: Line): void {
  if (!text) return;
  const wide = measure(ink, text, size);
  if (wide > room) ink.font = `${Math.max(size * 0.5, (size * room) / wide)}px ${SIGN_FONT}`;
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
  paintLine(ink, text, { x: x + width / 2, y: y + height * 0.48, room: width * 0.9, size: height * 0.46, side: "center" });
}
