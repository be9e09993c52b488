import { useQuery } from "@tanstack/react-query";
import { featuresQuery } from "@/api/queries";
import type { Feature } from "@/api/types";

/** Whether something is switched on in this workspace. While nobody knows yet, what is on by default is shown. */
export function useFeature(name: Feature["name"], meanwhile = true): boolean {
  const { data: features } = useQuery(featuresQuery);
  return features?.find((feature) => feature.name === name)?.enabled ?? meanwhile;
}
