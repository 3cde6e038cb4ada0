import type { HallPlan, Point, Ring, Stand } from "../core/hall_plan.ts";
import { toWindow, type MapFrame } from "../core/map_frame.ts";
import type { Pose } from "../core/nearby.ts";
import { standCentre, standCorners } from "../core/stand_frame.ts";
import type { VisitBook } from "../core/visit_book.ts";

/** What the small plan shows besides the hall. */
export interface MapScene {
  readonly plan: HallPlan;
  readonly pose: Pose;
  readonly book: VisitBook;
  /** The lit path, or nothing. */
  readonly way: readonly Point[];
}

export interface MapInks {
  readonly ground: string;
  readonly floor: string;
  readonly zone: string;
  readonly edge: string;
  readonly ink: string;
  readonly entrance: string;
  readonly exit: string;
}

/** From so many pixels a metre on, the numbers of stands are legible. */
const NUMBERED_FROM = 5.2;
const SIGHT_PX = 46;
const SIGHT = Math.PI / 6;

/** Paints the part of the plan that the window shows. */
export function paintMap(pen: CanvasRenderingContext2D, frame: MapFrame, scene: MapScene, inks: MapInks): void {
  const { plan } = scene;
  pen.fillStyle = inks.ground;
  pen.fillRect(0, 0, frame.width, frame.height);
  trace(pen, frame, [plan.outline, ...plan.holes]);
  pen.fillStyle = inks.floor;
  pen.fill("evenodd");
  pen.strokeStyle = inks.edge;
  pen.lineWidth = 1.5;
  pen.stroke();
  for (const zone of plan.zones) {
    trace(pen, frame, [zone.outline]);
    pen.fillStyle = inks.zone;
    pen.fill();
  }
  paintDoors(pen, frame, plan, inks);
  paintStands(pen, frame, scene, inks);
  paintWay(pen, frame, scene.way);
  paintHearts(pen, frame, scene);
  paintVisitor(pen, frame, scene.pose);
}

function trace(pen: CanvasRenderingContext2D, frame: MapFrame, rings: readonly Ring[]): void {
  pen.beginPath();
  for (const ring of rings) {
    ring.forEach((corner, at) => {
      const [x, y] = toWindow(frame, corner);
      if (at === 0) pen.moveTo(x, y);
      else pen.lineTo(x, y);
    });
    pen.closePath();
  }
}

function paintDoors(pen: CanvasRenderingContext2D, frame: MapFrame, plan: HallPlan, inks: MapInks): void {
  pen.lineWidth = 5;
  pen.lineCap = "round";
  for (const door of plan.doors) {
    pen.strokeStyle = door.kind === "entrance" ? inks.entrance : inks.exit;
    pen.beginPath();
    pen.moveTo(...toWindow(frame, door.a));
    pen.lineTo(...toWindow(frame, door.b));
    pen.stroke();
  }
}

function paintStands(pen: CanvasRenderingContext2D, frame: MapFrame, { plan, book }: MapScene, inks: MapInks): void {
  const size = Math.min(13, frame.scale * 1.15);
  pen.font = `600 ${String(size)}px "Readex Pro", system-ui, sans-serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  for (const stand of plan.stands) {
    if (!isInWindow(stand, frame)) continue;
    const seen = book.isSeen(stand.id);
    trace(pen, frame, [standCorners(stand)]);
    pen.globalAlpha = seen ? 0.35 : 1;
    pen.fillStyle = plan.sectors[stand.sector]?.colour ?? "#999";
    pen.fill();
    pen.globalAlpha = 1;
    pen.strokeStyle = inks.floor;
    pen.lineWidth = 1;
    pen.stroke();
    if (frame.scale < NUMBERED_FROM) continue;
    pen.fillStyle = seen ? inks.ink : "#fff";
    pen.fillText(stand.number, ...toWindow(frame, standCentre(stand)));
  }
}

function isInWindow(stand: Stand, { x, y, width, height, scale }: MapFrame): boolean {
  const reach = stand.width + stand.depth;
  return Math.abs(stand.x - x) < width / 2 / scale + reach && Math.abs(stand.y - y) < height / 2 / scale + reach;
}

function paintWay(pen: CanvasRenderingContext2D, frame: MapFrame, way: readonly Point[]): void {
  const end = way.at(-1);
  if (way.length < 2 || !end) return;
  pen.lineJoin = "round";
  for (const [colour, width] of [["#fff", 7], ["#e08c00", 4]] as const) {
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    pen.beginPath();
    way.forEach((point, at) => {
      if (at === 0) pen.moveTo(...toWindow(frame, point));
      else pen.lineTo(...toWindow(frame, point));
    });
    pen.stroke();
  }
  pen.beginPath();
  pen.arc(...toWindow(frame, end), 5.5, 0, 2 * Math.PI);
  pen.fillStyle = "#e08c00";
  pen.fill();
  pen.strokeStyle = "#fff";
  pen.lineWidth = 2;
  pen.stroke();
}

function paintHearts(pen: CanvasRenderingContext2D, frame: MapFrame, { plan, book }: MapScene): void {
  for (const id of book.favourites) {
    const stand = plan.byId.get(id);
    if (!stand || !isInWindow(stand, frame)) continue;
    const [x, y] = toWindow(frame, standCentre(stand));
    pen.save();
    pen.translate(x + frame.scale * 0.9, y - frame.scale * 0.9);
    pen.scale(3.2, 3.2);
    pen.beginPath();
    pen.moveTo(0, 1.8);
    pen.bezierCurveTo(-3.4, -0.4, -1.8, -2.4, 0, -1);
    pen.bezierCurveTo(1.8, -2.4, 3.4, -0.4, 0, 1.8);
    pen.restore();
    pen.fillStyle = "#c22d1a";
    pen.fill();
    pen.strokeStyle = "#fff";
    pen.lineWidth = 1.5;
    pen.stroke();
  }
}

/** An arrow that points where one looks, with the sector that one sees. */
function paintVisitor(pen: CanvasRenderingContext2D, frame: MapFrame, { x, y, heading }: Pose): void {
  const [left, top] = toWindow(frame, [x, y]);
  pen.save();
  pen.translate(left, top);
  pen.rotate(-heading);
  const glow = pen.createRadialGradient(0, 0, 0, 0, 0, SIGHT_PX);
  glow.addColorStop(0, "rgb(29 95 168 / 55%)");
  glow.addColorStop(1, "rgb(29 95 168 / 0%)");
  pen.fillStyle = glow;
  pen.beginPath();
  pen.moveTo(0, 0);
  pen.arc(0, 0, SIGHT_PX, -Math.PI / 2 - SIGHT, -Math.PI / 2 + SIGHT);
  pen.fill();
  pen.beginPath();
  pen.moveTo(0, -10);
  pen.lineTo(7, 8);
  pen.lineTo(0, 4);
  pen.lineTo(-7, 8);
  pen.closePath();
  pen.restore();
  pen.fillStyle = "#1d5fa8";
  pen.fill();
  pen.strokeStyle = "#fff";
  pen.lineWidth = 2;
  pen.lineJoin = "round";
  pen.stroke();
}
