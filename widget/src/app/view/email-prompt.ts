import { h } from "../../shared/element";
import { words } from "../../shared/words";

export interface EmailPromptHooks {
  save(email: string): Promise<unknown>;
  later(): void;
}

/** After a hand-over: where the answer may go if the customer leaves. */
export function emailPrompt(hooks: EmailPromptHooks): HTMLElement {
  const field = h("input", { class: "email", id: "email", type: "email", autocomplete: "email", inputmode: "email", "aria-describedby": "email-error" });
  const error = h("p", { class: "bad", id: "email-error", role: "alert", hidden: true });
  const save = h("button", { class: "primary", type: "submit" }, words.emailSave);
  const later = h("button", { class: "plain", type: "button" }, words.emailLater);
  const form = h(
    "form",
    { class: "prompt", novalidate: true },
    h("p", { class: "prompt-title" }, words.emailTitle),
    h("p", { class: "prompt-why" }, words.emailWhy),
    h("label", { for: "email" }, words.emailLabel),
    field,
    error,
    h("div", { class: "prompt-row" }, save, later),
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
      .catch(() => {
        save.disabled = false;
        complain(words.emailFailed);
      });
  });
  return form;
}
