import { useId } from "react";
import { Button } from "@/components/button";
import { deedWords, permissionWords } from "@/lib/permission-words";
import { byArea, type Scope } from "../keys";

/** What the key may, an area a line. */
export function ScopePicker({ offered, chosen, error, onChoose }: { offered: readonly Scope[]; chosen: ReadonlySet<Scope>; error: string | undefined; onChoose: (scopes: ReadonlySet<Scope>) => void }) {
  const id = useId();
  const reads = offered.filter((scope) => scope.endsWith(":read"));
  const toggle = (scope: Scope, on: boolean) => onChoose(new Set(on ? [...chosen, scope] : [...chosen].filter((other) => other !== scope)));
  return (
    <fieldset aria-describedby={error === undefined ? undefined : `${id}-error`}>
      <div className="mb-1 flex flex-wrap items-center gap-2">
        <legend className="float-left mr-auto font-medium">It may</legend>
        <Button size="sm" variant="ghost" onClick={() => onChoose(new Set(reads))}>
          See all
        </Button>
        <Button size="sm" variant="ghost" onClick={() => onChoose(new Set())}>
          Nothing
        </Button>
      </div>
      <div className="rounded border">
        {byArea(offered).map((area) => (
          <div key={area.name} role="group" aria-label={area.name} className="flex flex-wrap items-center gap-x-4 border-b px-3 last:border-b-0">
            <span className="w-36 py-2 max-md:w-full max-md:pb-0 max-md:font-medium">{area.name}</span>
            {area.scopes.map((scope) => (
              <label key={scope} className="flex h-9 items-center gap-2 max-md:h-11">
                <input type="checkbox" aria-label={permissionWords(scope)} className="size-4 accent-accent" checked={chosen.has(scope)} onChange={(event) => toggle(scope, event.target.checked)} />
                {deedWords(scope)}
              </label>
            ))}
          </div>
        ))}
      </div>
      {error !== undefined && (
        <p id={`${id}-error`} role="alert" className="mt-1.5 text-xs font-medium text-danger">
          {error}
        </p>
      )}
    </fieldset>
  );
}
