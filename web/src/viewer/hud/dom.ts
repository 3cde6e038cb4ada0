type Child = Node | string | null | undefined | false;

interface Props {
  readonly class?: string;
  readonly text?: string;
  readonly on?: Readonly<Record<string, (event: Event) => void>>;
  readonly attrs?: Readonly<Record<string, string | number | boolean | null | undefined>>;
}

/** Makes an element; an attribute that is null, undefined or false is left out. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (props.class) element.className = props.class;
  if (props.text !== undefined) element.textContent = props.text;
  for (const [name, value] of Object.entries(props.attrs ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const [name, listener] of Object.entries(props.on ?? {})) element.addEventListener(name, listener);
  for (const child of children) if (child) element.append(child);
  return element;
}

/** Where focus goes when what had it is gone: to the stand before one, else to the first tool. */
export function keepFocus(): void {
  if (document.activeElement !== document.body) return;
  const next = document.querySelector<HTMLElement>(".where-stand:not([hidden])") ?? document.querySelector<HTMLElement>(".toolbar button");
  next?.focus();
}

const SVG = "http://www.w3.org/2000/svg";

export function svg(tag: string, attrs: Readonly<Record<string, string | number>>, ...children: Node[]): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attrs)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

const PATHS = {
  search: "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13Zm5 11.5L20 20",
  plan: "M4 6l5-2 6 2 5-2v14l-5 2-6-2-5 2V6Zm5-2v14m6-12v14",
  home: "M4 11l8-7 8 7M6 10v10h4v-6h4v6h4V10",
  help: "M9.2 9a2.9 2.9 0 1 1 4 2.7c-.8.4-1.2 1-1.2 1.8v.5m0 3.2v.1M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18Z",
  close: "M6 6l12 12M18 6L6 18",
  list: "M8 7h12M8 12h12M8 17h12M4 7h.01M4 12h.01M4 17h.01",
  back: "M15 5l-7 7 7 7",
  share: "M12 15V4m0 0L8 8m4-4l4 4M6 12v7h12v-7",
  walk: "M13 4.5a1 1 0 1 1 .01 0M10 21l2-6-2.500-2.500 1-5 3.500 3 3 .500M12 15l2.500 2 1 4M10.500 7.500L7.500 9.500 7 13",
  page: "M7 3h7l4 4v14H7V3Zm7 0v4h4M10 12h5m-5 4h5",
  globe: "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18Zm-9 9h18M12 3c2.800 2.600 4 5.600 4 9s-1.200 6.400-4 9c-2.800-2.600-4-5.600-4-9s1.200-6.400 4-9Z",
  heart: "M12 20s-7.500-4.600-7.500-10A4.300 4.300 0 0 1 12 7.200 4.300 4.300 0 0 1 19.500 10c0 5.400-7.500 10-7.500 10Z",
  more: "M4.500 12a.700.700 0 1 0 1.400 0 .700.700 0 1 0-1.400 0Zm6.800 0a.700.700 0 1 0 1.400 0 .700.700 0 1 0-1.400 0Zm6.800 0a.700.700 0 1 0 1.400 0 .700.700 0 1 0-1.400 0Z",
  closer: "M12 6v12M6 12h12",
  farther: "M6 12h12",
  whole: "M14 5h5v5M19 5l-6 6M10 19H5v-5m0 5l6-6",
  calendar: "M5 6h14v14H5V6Zm0 4h14M9 3v5m6-5v5",
  settings: "M4 7h9m4 0h3M4 17h3m4 0h9M15 5v4M9 15v4",
  order: "M5 7h14l-1.200 9H7L5 4H3m6 16h.01M16 20h.01",
  message: "M4 5h16v11H9l-5 4V5Z",
  phone: "M6 4h3l1.500 4-2 1.500a11 11 0 0 0 6 6l1.500-2 4 1.500v3c0 1-1 2-2 2A16 16 0 0 1 4 6c0-1 1-2 2-2Z",
  whatsapp: "M12 4a8 8 0 0 1 0 16 8 8 0 0 1-4-1l-4 1 1-4a8 8 0 0 1 7-12Zm-2.500 5c-.500 3 2.500 6 5.500 5.500l.500-2-1.500-.700-1 1-2-2 1-1-.700-1.500-1.800.700Z",
  email: "M3 6h18v12H3V6Zm0 0l9 7 9-7",
} as const;

export type IconName = keyof typeof PATHS;

export function icon(name: IconName): SVGElement {
  const line = svg("path", {
    d: PATHS[name], fill: "none", stroke: "currentColor", "stroke-width": 1.8, "stroke-linecap": "round", "stroke-linejoin": "round",
  });
  const element = svg("svg", { viewBox: "0 0 24 24", width: 22, height: 22, "aria-hidden": "true", focusable: "false" }, line);
  if (name === "back") element.classList.add("turns");
  return element;
}

/** A button with an icon; its name is visible or, where there is no room, spoken. */
export function iconButton(name: IconName, label: string, act: () => void, options: { readonly showLabel?: boolean; readonly class?: string } = {}): HTMLButtonElement {
  return make(
    "button",
    {
      class: `tool ${options.class ?? ""}`.trim(),
      attrs: { type: "button", "aria-label": options.showLabel ? null : label, title: options.showLabel ? null : label },
      on: { click: act },
    },
    icon(name),
    options.showLabel && make("span", { text: label }),
  );
}
