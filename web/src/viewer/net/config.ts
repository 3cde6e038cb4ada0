/** What the page tells the viewer (`hall-config`); the API answers with the same value. */
export interface HallConfig {
  readonly lang: string;
  readonly dir: "ltr" | "rtl";
  readonly base: string;
  readonly build: string;
  readonly shell: string;
  readonly index: string;
  readonly search: string;
  readonly fonts: Readonly<Record<string, string>>;
  readonly words: Readonly<Record<string, string>>;
  readonly api: string;
  readonly events: string;
  readonly languages: readonly string[];
  readonly sample: boolean;
  readonly plan: string;
}

export function readConfig(page: Document): HallConfig {
  const text = page.getElementById("hall-config")?.textContent;
  if (!text) throw new Error("the page carries no hall-config");
  return JSON.parse(text) as HallConfig;
}

/** The address of a built file, which lies beside the shell. */
export function fileUrl(config: HallConfig, name: string): string {
  return name.includes("/") ? name : new URL(name, new URL(config.shell, location.href)).href;
}
