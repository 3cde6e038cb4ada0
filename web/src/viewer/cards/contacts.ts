import { icon, make, type IconName } from "../hud/dom.ts";
import type { ExhibitorCard } from "../net/api.ts";
import type { DeskHost } from "./desk.ts";
import { tellFailure, textOf } from "./telling.ts";

const ICONS: Readonly<Record<string, IconName>> = { message: "message", phone: "phone", whatsapp: "whatsapp", email: "email" };

/** The ways to reach an exhibitor. A number is asked for by a tap and shown only then. */
export function buildContacts(exhibitor: Pick<ExhibitorCard, "id" | "channels" | "call_hours">, host: DeskHost, write: () => void): HTMLElement {
  const { words } = host;
  const answer = make("p", { class: "contact-answer", attrs: { "aria-live": "polite" } });
  const buttons = exhibitor.channels.map((channel) => {
    const button = make("button", { class: "action", attrs: { type: "button" } }, icon(ICONS[channel] ?? "message"), words.say(`contact.${channel}`));
    button.addEventListener("click", () => {
      if (channel === "message") write();
      else void reveal(button, channel);
    });
    return button;
  });
  const hours = textOf(exhibitor.call_hours);
  return make(
    "div",
    { class: "contacts" },
    make("div", { class: "actions" }, ...buttons),
    hours ? make("p", { class: "quiet", text: words.say("contact.hours", { hours }) }) : null,
    answer,
  );

  async function reveal(button: HTMLButtonElement, channel: string): Promise<void> {
    button.disabled = true;
    try {
      const { value, href } = await host.api.contact(exhibitor.id, channel);
      const link = make("a", { class: "action main", attrs: { href, dir: "ltr", rel: "noopener", target: href.startsWith("http") ? "_blank" : null } }, make("bdi", { text: value }));
      button.replaceWith(link);
      link.focus();
      answer.textContent = words.say("contact.shown", { value });
    } catch (error) {
      button.disabled = false;
      answer.replaceChildren(tellFailure(words, error));
    }
  }
}
