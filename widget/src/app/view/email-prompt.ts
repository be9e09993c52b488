import { h, icons } from "../../shared/element";
import { words } from "../../shared/words";
import { ApiError } from "../api-error";

export interface EmailPromptHooks {
  save(email: string): Promise<unknown>;
  later(): void;
}

/** After a hand-over: where the answer may go if the customer leaves. */
export function emailPrompt(hooks: EmailPromptHooks): HTMLElement {
  const field = h("input", { class: "email", id: "email", type: "email", autocomplete: "email", inputmode: "email", placeholder: words.emailExample, "aria-describedby": "email-error" });
  const error = h("p", { class: "bad", id: "email-error", role: "alert", hidden: true });
  const save = h("button", { class: "save", type: "submit" }, words.emailSave);
  const later = h("button", { class: "prompt-later", type: "button", "aria-label": words.emailLater, title: words.emailLater }, icons.close());
  const form = h(
    "form",
    { class: "prompt", novalidate: true },
    h("div", { class: "prompt-head" }, h("label", { class: "prompt-title", for: "email" }, words.emailWhy), later),
    h("div", { class: "prompt-row" }, field, save),
    error,
  );
  const complain = (text: string) => {
    error.textContent = text;
    error.hidden = false;
    field.setAttribute("aria-invalid", "true");
    field.focus();
  };
  later.addEventListener("click", () => {
    form.remove();
    hooks.later();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const email = field.value.trim();
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
      complain(words.emailInvalid);
      return;
    }
    save.disabled = true;
    hooks
      .save(email)
      .then(() => form.replaceChildren(h("p", { class: "prompt-done", role: "status" }, words.emailSaved(email))))
      .catch((error: unknown) => {
        save.disabled = false;
        complain(error instanceof ApiError && !error.passing ? words.emailInvalid : words.emailFailed);
      });
  });
  return form;
}
