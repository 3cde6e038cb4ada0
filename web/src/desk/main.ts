/** The signed-in pages work without this; it makes photos small, shows progress, guards typing. */
import "../styles/desk.css";
import { guardForm } from "./guard.ts";
import { improveUpload } from "./upload.ts";

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-guard]")) guardForm(form);
for (const form of document.querySelectorAll<HTMLFormElement>("form[data-upload]")) {
  improveUpload(form);
}
document.documentElement.dataset["desk"] = "ready";
