import { useEffect, useState } from "react";
import { exactTime, timeAgo, timeAgoShort } from "@/lib/format";

/** "4 min ago", the exact time on hover, kept true by the minute. */
export function RelativeTime({ time, short = false, className }: { time: string; short?: boolean; className?: string }) {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 60_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={time} title={exactTime(time)} className={className}>
      {short ? timeAgoShort(time) : timeAgo(time)}
    </time>
  );
}
