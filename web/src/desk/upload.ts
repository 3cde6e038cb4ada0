/** One form with one file: shrink, preview, send with progress; else the plain form does it. */
import { shrinkPicture } from "./shrink.ts";

const KB = 1000;
const MOST_TOLD = 300;

export function improveUpload(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>("input[type=file]");
  const button = form.querySelector<HTMLButtonElement>("button");
  if (!input || !button) return;
  const view = makeView(form);
  const isPicture = form.dataset["upload"] !== "model";
  let ready: Promise<File> | null = null;

  input.addEventListener("change", () => {
    const chosen = input.files?.[0];
    view.clear();
    ready = null;
    if (!chosen) return;
    if (isPicture) view.tell(form.dataset["shrinking"] ?? "");
    const kept = isPicture
      ? shrinkPicture(chosen, form.dataset["upload"] === "logo")
      : Promise.resolve(chosen);
    ready = kept;
    void kept.then((file) => {
      if (ready !== kept) return; // another file was chosen meanwhile
      if (isPicture) view.preview(file);
      view.tell(sizeWords(form, file));
    });
  });

  form.addEventListener("submit", (event) => {
    const waiting = ready;
    if (!waiting) return;
    event.preventDefault();
    button.disabled = true;
    void waiting
      .then((file) => {
        if (file.size > Number(form.dataset["mostBytes"])) {
          throw new Error(form.dataset["tooBig"]);
        }
        return send(form, file, view);
      })
      .then((address) => {
        location.assign(address);
      })
      .catch((error: unknown) => {
        button.disabled = false;
        view.fail(error instanceof Error && error.message ? error.message : failed(form));
      });
  });
}

function sizeWords(form: HTMLFormElement, file: File): string {
  const size = String(Math.max(1, Math.round(file.size / KB)));
  return (form.dataset["ready"] ?? "").replace("{kb}", size);
}

function failed(form: HTMLFormElement): string {
  return form.dataset["failed"] ?? "";
}

/** Sends the file and returns the address of the page that tells what became of it. */
function send(form: HTMLFormElement, file: File, view: View): Promise<string> {
  const body = new FormData();
  body.append("file", file, file.name);
  return new Promise((done, refuse) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.responseType = "document";
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      const percent = Math.round((100 * event.loaded) / event.total);
      view.progress(percent);
      const words = percent < 100 ? form.dataset["sending"] : form.dataset["checking"];
      view.tell((words ?? "").replace("{percent}", String(percent)));
    });
    request.addEventListener("load", () => {
      if (request.status < 300) done(request.responseURL);
      else refuse(new Error(readRefusal(request.responseXML) || failed(form)));
    });
    for (const name of ["error", "abort", "timeout"]) {
      request.addEventListener(name, () => {
        refuse(new Error(failed(form)));
      });
    }
    request.send(body);
  });
}

function readRefusal(page: Document | null): string {
  return page?.querySelector("main .lead")?.textContent.trim().slice(0, MOST_TOLD) ?? "";
}

interface View {
  clear(): void;
  tell(text: string): void;
  fail(text: string): void;
  preview(file: File): void;
  progress(percent: number): void;
}

function makeView(form: HTMLFormElement): View {
  const status = document.createElement("p");
  status.className = "upload-status";
  status.setAttribute("role", "status");
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.hidden = true;
  const picture = document.createElement("img");
  picture.className = "upload-preview";
  picture.alt = "";
  picture.hidden = true;
  form.querySelector("button")?.before(picture, bar, status);
  const hidePicture = (): void => {
    if (picture.src) URL.revokeObjectURL(picture.src);
    picture.hidden = true;
  };
  return {
    clear() {
      hidePicture();
      bar.hidden = true;
      status.textContent = "";
      status.classList.remove("fault");
    },
    tell(text) {
      status.classList.remove("fault");
      status.textContent = text;
    },
    fail(text) {
      bar.hidden = true;
      status.classList.add("fault");
      status.textContent = text;
    },
    preview(file) {
      hidePicture();
      picture.src = URL.createObjectURL(file);
      picture.hidden = false;
    },
    progress(percent) {
      bar.hidden = false;
      bar.value = percent;
    },
  };
}
