import type { Place } from "@/api/types";

/** Where an address is, as people say it; the address itself where nothing is known of it. */
export function placeWords(place: Place | null | undefined, address: string | null | undefined, locale?: string): string {
  const words = place == null ? "" : place.local ? "Local network" : [place.city, countryName(place.country, locale)].filter((part) => part != null && part !== "").join(", ");
  if (words === "") return address ?? "Unknown place";
  return address == null ? words : `${words} (${address})`;
}

function countryName(code: string | null | undefined, locale?: string): string | null {
  if (code == null) return null;
  try {
    return new Intl.DisplayNames(locale, { type: "region" }).of(code) ?? code;
  } catch {
    return code;
  }
}
