import type { Place } from "@/api/types";

const HOMES: Record<string, string> = { "DB-IP": "https://db-ip.com" };

/** Names whose database said where addresses are, as its licence asks; nothing where none did. */
export function PlacesNote({ places }: { places: readonly (Place | null | undefined)[] }) {
  const source = places.find((place) => place?.source != null)?.source;
  if (source == null) return null;
  return (
    <p className="mt-4 text-xs text-muted">
      Places by{" "}
      <a href={HOMES[source]} rel="noreferrer" className="underline underline-offset-2">
        IP Geolocation by {source}
      </a>
      .
    </p>
  );
}
