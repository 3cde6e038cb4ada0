import type { HallPlan } from "./hall_plan.ts";

export interface HallChange {
  /** Ids of stands whose near files are no longer those of the plan before. */
  readonly nearChanged: string[];
  readonly added: number;
  readonly removed: number;
}

/** What differs between two builds of a hall. */
export function compareHalls(before: HallPlan, after: HallPlan): HallChange {
  const nearChanged = before.stands
    .filter((stand) => {
      const now = after.byId.get(stand.id);
      return now?.near !== stand.near || now.x !== stand.x || now.y !== stand.y || now.turn !== stand.turn;
    })
    .map((stand) => stand.id);
  return {
    nearChanged,
    added: after.stands.filter((stand) => !before.byId.has(stand.id)).length,
    removed: before.stands.filter((stand) => !after.byId.has(stand.id)).length,
  };
}
