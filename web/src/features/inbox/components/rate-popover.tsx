import { Star } from "lucide-react";
import { Popover } from "radix-ui";
import { useState, type ReactElement } from "react";
import { Button } from "@/components/button";
import { controlLook } from "@/components/field";
import { cx } from "@/lib/cx";

export interface RateProps {
  trigger: ReactElement;
  busy: boolean;
  onRate: (rating: number, comment: string) => void;
}

/** `opened`: whether somebody has opened it before this code was there. */
export function RatePopover({ trigger, busy, onRate, opened }: RateProps & { opened: boolean }) {
  const [open, setOpen] = useState(opened);
  const [rating, setRating] = useState(0);
  const [comment, setComment] = useState("");
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content role="dialog" aria-label="Rate this draft" align="end" sideOffset={4} collisionPadding={12} className="fade z-50 w-72 rounded bg-surface p-3 shadow-float">
          <form
            className="flex flex-col gap-3"
            onSubmit={(event) => {
              event.preventDefault();
              onRate(rating, comment.trim());
              setOpen(false);
            }}
          >
            <fieldset>
              <legend className="mb-1 font-medium">How good is this draft?</legend>
              <div className="flex">
                {[1, 2, 3, 4, 5].map((value) => (
                  <label key={value} className="flex size-9 cursor-pointer items-center justify-center rounded has-focus-visible:outline-2 has-focus-visible:outline-accent">
                    <input type="radio" name="rating" value={value} checked={rating === value} onChange={() => setRating(value)} className="sr-only" aria-label={`${value} of 5`} />
                    <Star aria-hidden className={cx("size-5", value <= rating ? "fill-ai text-ai" : "text-control")} />
                  </label>
                ))}
              </div>
            </fieldset>
            <textarea aria-label="Comment" rows={2} value={comment} onChange={(event) => setComment(event.target.value)} placeholder="What was right or wrong? (optional)" className={cx(controlLook, "resize-none py-2")} />
            <Button type="submit" size="sm" variant="primary" disabled={rating === 0} busy={busy}>
              Send rating
            </Button>
          </form>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
