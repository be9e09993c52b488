import { Eye, EyeOff } from "lucide-react";
import { useId, useState, type ComponentProps, type ReactNode } from "react";
import { cx } from "@/lib/cx";

export const controlLook =
  "w-full rounded border border-control/60 bg-surface px-3 text-sm text-text transition-colors hover:border-control disabled:opacity-60 disabled:cursor-not-allowed aria-invalid:border-danger max-md:text-lg";

interface Described {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

interface FieldProps {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  className?: string;
  hideLabel?: boolean;
  children: (described: Described) => ReactNode;
}

/** A label, its control, and what to know or mend, tied together for screen readers. */
export function Field({ label, hint, error, className, hideLabel = false, children }: FieldProps) {
  const id = useId();
  const hasError = error !== undefined && error !== "";
  const notes = [hint !== undefined && `${id}-hint`, hasError && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className={cx("flex flex-col gap-1.5", className)}>
      <label htmlFor={id} className={hideLabel ? "sr-only" : "font-medium"}>
        {label}
      </label>
      {children({ id, "aria-describedby": notes === "" ? undefined : notes, "aria-invalid": hasError ? true : undefined })}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </p>
      )}
      {hasError && (
        <p id={`${id}-error`} role="alert" className="text-xs font-medium text-danger">
          {error}
        </p>
      )}
    </div>
  );
}

type TextFieldProps = Omit<FieldProps, "children"> & ComponentProps<"input">;

export function TextField({ label, hint, error, hideLabel, className, ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} hideLabel={hideLabel} className={className}>
      {(described) => <input {...input} {...described} className={cx(controlLook, "h-9 max-md:h-11")} />}
    </Field>
  );
}

export function PasswordField({ label, hint, error, className, ...input }: TextFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <Field label={label} hint={hint} error={error} className={className}>
      {(described) => (
        <div className="relative">
          <input {...input} {...described} type={shown ? "text" : "password"} className={cx(controlLook, "h-9 pr-10 max-md:h-11")} />
          <button
            type="button"
            aria-label={shown ? "Hide password" : "Show password"}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
            className="focus-inset absolute inset-y-0 right-0 flex w-10 items-center justify-center rounded text-muted hover:text-text"
          >
            {shown ? <EyeOff aria-hidden className="size-4" /> : <Eye aria-hidden className="size-4" />}
          </button>
        </div>
      )}
    </Field>
  );
}

type TextAreaProps = Omit<FieldProps, "children"> & ComponentProps<"textarea">;

export function TextAreaField({ label, hint, error, hideLabel, className, ...area }: TextAreaProps) {
  return (
    <Field label={label} hint={hint} error={error} hideLabel={hideLabel} className={className}>
      {(described) => <textarea rows={3} {...area} {...described} className={cx(controlLook, "min-h-20 resize-y py-2")} />}
    </Field>
  );
}

type SelectFieldProps = Omit<FieldProps, "children"> & Omit<ComponentProps<"select">, "children"> & { children: ReactNode };

export function SelectField({ label, hint, error, hideLabel, className, children, ...select }: SelectFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} hideLabel={hideLabel} className={className}>
      {(described) => (
        <select {...select} {...described} className={cx(controlLook, "h-9 pr-2 max-md:h-11")}>
          {children}
        </select>
      )}
    </Field>
  );
}
