import { useInfiniteQuery } from "@tanstack/react-query";
import { Laptop, LogOut, Smartphone } from "lucide-react";
import { messageOf } from "@/api/problem";
import type { Device } from "@/api/types";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { Page, PageHeader } from "@/components/page";
import { PlacesNote } from "@/components/places-note";
import { RelativeTime } from "@/components/relative-time";
import { ErrorState, Loading, Skeleton } from "@/components/states";
import { fullDate } from "@/lib/format";
import { placeWords } from "@/lib/places";
import { toast } from "@/lib/toasts";
import { devicesQuery, useEndOtherSessions, useEndSession } from "../api/sessions";
import { TrustedBrowsers } from "./trusted-browsers";

export function DevicesPage() {
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(devicesQuery);
  const endOthers = useEndOtherSessions();
  const devices = data?.pages.flatMap((page) => page.data) ?? [];
  const others = devices.some((device) => !device.current);
  return (
    <Page>
      <PageHeader title="Devices" />
      <section aria-label="Devices" className="w-full max-w-4xl px-4 py-5 md:px-6">
        <div className="mb-4 flex flex-wrap items-start gap-3">
          <p className="min-w-48 flex-1 text-muted">Where you are signed in. End what you don&apos;t know: it is out at once, and so is what it has open.</p>
          {others && (
            <Button
              variant="danger"
              busy={endOthers.isPending}
              icon={<LogOut aria-hidden className="size-4" />}
              onClick={() => endOthers.mutate(undefined, { onSuccess: () => toast("Signed out everywhere else."), onError: (problem) => toast(messageOf(problem), { tone: "danger" }) })}
            >
              Sign out everywhere else
            </Button>
          )}
        </div>
        {isPending ? (
          <Loading label="Loading devices">
            {[0, 1, 2].map((row) => (
              <div key={row} className="flex h-16 items-center gap-3 border-b">
                <Skeleton className="size-8" />
                <Skeleton className="h-4 w-44" />
                <Skeleton className="ml-auto h-4 w-20" />
              </div>
            ))}
          </Loading>
        ) : error !== null && devices.length === 0 ? (
          <ErrorState error={error} title="The devices didn't load" retry={() => void refetch()} />
        ) : (
          <>
            <ul aria-label="Devices" className="border-t">
              {devices.map((device) => (
                <DeviceRow key={device.id} device={device} />
              ))}
            </ul>
            {hasNextPage && (
              <Button className="mt-4" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                Show more
              </Button>
            )}
            <PlacesNote places={devices.map((device) => device.place)} />
          </>
        )}
      </section>
      <TrustedBrowsers />
    </Page>
  );
}

function DeviceRow({ device }: { device: Device }) {
  const end = useEndSession();
  const Icon = /iPhone|iPad|Android/.test(device.name) ? Smartphone : Laptop;
  return (
    <li className="flex min-h-16 items-center gap-3 border-b py-2">
      <Icon aria-hidden className="size-5 shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 font-medium">
          {device.name}
          {device.current && <Badge tone="accent">This device</Badge>}
          {device.impersonated_by != null && <Badge tone="warning">{device.impersonated_by}, operator, in your name</Badge>}
        </p>
        <p className="text-xs text-muted">
          {placeWords(device.place, device.address)} · last used <RelativeTime time={device.used_at} /> · signed in {fullDate(device.created_at)}
        </p>
      </div>
      {!device.current && (
        <Button
          size="sm"
          aria-label={`End session of ${device.name}`}
          busy={end.isPending}
          onClick={() => end.mutate(device.id, { onSuccess: () => toast(`${device.name} is signed out.`), onError: (problem) => toast(messageOf(problem), { tone: "danger" }) })}
        >
          End session
        </Button>
      )}
    </li>
  );
}
