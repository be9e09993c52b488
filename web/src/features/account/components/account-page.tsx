import type { Me } from "@/api/types";
import { Page, PageHeader, Section } from "@/components/page";
import { Loading, Skeleton } from "@/components/states";
import { useMe } from "@/lib/permissions";
import { DeleteSection } from "./delete-section";
import { EmailSection } from "./email-section";
import { PasswordSection } from "./password-section";
import { ProfileSection } from "./profile-section";

/** One's own account, the same in all workspaces. */
export function AccountPage() {
  const me = useMe();
  return (
    <Page>
      <PageHeader title="Account" />
      {me === undefined ? (
        <Section title="Your account">
          <Loading label="Loading your account">
            <Skeleton className="mb-3 h-9 max-w-md" />
            <Skeleton className="h-9 max-w-md" />
          </Loading>
        </Section>
      ) : (
        <Sections me={me} />
      )}
    </Page>
  );
}

function Sections({ me }: { me: Me }) {
  return (
    <div>
      <ProfileSection me={me} />
      <EmailSection me={me} />
      <PasswordSection me={me} />
      <DeleteSection />
    </div>
  );
}
