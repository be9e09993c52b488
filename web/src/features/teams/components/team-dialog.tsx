import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError, messageOf } from "@/api/problem";
import { membersQuery } from "@/api/queries";
import type { Team } from "@/api/types";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { TextField } from "@/components/field";
import { ErrorState, Skeleton } from "@/components/states";
import { toast } from "@/lib/toasts";
import { useDeleteTeam, useSaveTeam } from "../api/teams";

/** Makes a team, or changes its name and who is in it. */
export function TeamDialog({ team, onClose }: { team: Team | null; onClose: () => void }) {
  const { data: members, error, refetch } = useQuery(membersQuery);
  const save = useSaveTeam();
  const remove = useDeleteTeam();
  const [name, setName] = useState(team?.name ?? "");
  const [description, setDescription] = useState(team?.description ?? "");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(team?.members.map((member) => member.user_id)));
  const [problem, setProblem] = useState<string | null>(null);
  const [confirming, setConfirming] = useState(false);
  const explain = (cause: unknown) => setProblem(cause instanceof ApiError && cause.code === "name_taken" ? "There is a team of this name already." : messageOf(cause));
  const submit = async () => {
    if (name.trim() === "") {
      setProblem("Give the team a name.");
      return;
    }
    setProblem(null);
    try {
      await save.mutateAsync({ id: team?.id ?? null, name: name.trim(), description: description.trim(), member_ids: [...chosen] });
      toast(team === null ? `${name.trim()} is there.` : "Team saved.");
      onClose();
    } catch (cause) {
      explain(cause);
    }
  };
  const deleteTeam = async (id: string) => {
    try {
      await remove.mutateAsync(id);
      toast(`${team?.name ?? "The team"} is deleted. Its conversations stay.`);
      onClose();
    } catch (cause) {
      explain(cause);
    }
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={team === null ? "New team" : `Change ${team.name}`}>
      <form
        noValidate
        aria-label="Team"
        className="flex min-h-0 flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {problem !== null && (
          <p role="alert" className="rounded bg-danger-soft px-3 py-2 font-medium text-danger">
            {problem}
          </p>
        )}
        <TextField label="Name" autoFocus maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
        <TextField label="What it is for" maxLength={300} value={description} onChange={(event) => setDescription(event.target.value)} />
        <fieldset>
          <legend className="mb-2 font-medium">Who is in it</legend>
          {error !== null && members === undefined ? (
            <ErrorState className="!py-4" error={error} title="The members didn't load" retry={() => void refetch()} />
          ) : members === undefined ? (
            <Skeleton className="h-9" />
          ) : (
            <div role="group" aria-label="Members" tabIndex={0} className="max-h-56 overflow-y-auto rounded border px-3 py-1">
              {members.map((member) => (
                <label key={member.user_id} className="flex h-9 items-center gap-2.5 max-md:h-11">
                  <input
                    type="checkbox"
                    className="size-4 accent-accent"
                    checked={chosen.has(member.user_id)}
                    onChange={(event) => setChosen(new Set(event.target.checked ? [...chosen, member.user_id] : [...chosen].filter((other) => other !== member.user_id)))}
                  />
                  <span className="truncate">{member.name}</span>
                </label>
              ))}
            </div>
          )}
        </fieldset>
        <div className="mt-1 flex flex-wrap justify-end gap-2">
          {team !== null && (
            <Button variant="danger" className="mr-auto" busy={remove.isPending} onClick={() => (confirming ? void deleteTeam(team.id) : setConfirming(true))}>
              {confirming ? "Really delete it" : "Delete team"}
            </Button>
          )}
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="primary" busy={save.isPending}>
            {team === null ? "Create team" : "Save changes"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
