import { Page, PageHeader } from "@/components/page";
import { SignInMethods } from "@/features/auth/components/sign-in-methods";
import { ProvidersSection } from "@/features/identity-providers/components/providers-section";
import { useCan } from "@/lib/permissions";

/** How one signs in, and how the workspace's people do. */
export function SignInSettings() {
  const mayWrite = useCan("identity_providers:write");
  return (
    <Page>
      <PageHeader title="Sign-in" />
      <div>
        <SignInMethods here="/settings/sign-in" />
        {mayWrite && <ProvidersSection />}
      </div>
    </Page>
  );
}
