import { Link } from "@tanstack/react-router";
import { LogOut, Monitor, Moon, Sun } from "lucide-react";
import { signOut } from "@/api/sign-out";
import { Button } from "@/components/button";
import { Page, PageHeader, Section } from "@/components/page";
import { cx } from "@/lib/cx";
import { useMe } from "@/lib/permissions";
import { chooseTheme, useThemeChoice, type ThemeChoice } from "@/lib/theme";
import { AgeSection } from "./age-section";
import { BrandingSection } from "./branding-section";
import { DangerSection } from "./danger-section";
import { TwoStepSection } from "./two-step-section";
import { WorkspaceSection } from "./workspace-section";

const THEMES: readonly { value: ThemeChoice; name: string; icon: typeof Sun }[] = [
  { value: "system", name: "As the system", icon: Monitor },
  { value: "light", name: "Light", icon: Sun },
  { value: "dark", name: "Dark", icon: Moon },
];

export function SettingsPage() {
  const me = useMe();
  const theme = useThemeChoice();
  return (
    <Page>
      <PageHeader title="General" />
      <div>
        <WorkspaceSection />
        <BrandingSection />
        <TwoStepSection />
        <Section title="Theme">
          <div role="radiogroup" aria-label="Theme" className="flex flex-wrap gap-2">
            {THEMES.map((option) => (
              <button
                key={option.value}
                type="button"
                role="radio"
                aria-checked={theme === option.value}
                onClick={() => chooseTheme(option.value)}
                className={cx("flex h-9 items-center gap-2 rounded border px-3.5 font-medium max-md:h-11", theme === option.value ? "border-accent bg-accent-soft text-accent" : "border-control/50 hover:bg-raised")}
              >
                <option.icon aria-hidden className="size-4" />
                {option.name}
              </button>
            ))}
          </div>
        </Section>
        <Section title="Account" description={me === undefined ? undefined : `Signed in as ${me.name} (${me.email}), ${me.role} of ${me.tenant.name}.`}>
          <div className="flex flex-wrap gap-2">
            <Button asChild>
              <Link to="/settings/account">Name, e-mail, password</Link>
            </Button>
            <Button onClick={() => void signOut()} icon={<LogOut aria-hidden className="size-4" />}>
              Sign out
            </Button>
          </div>
        </Section>
        <AgeSection />
        <DangerSection />
      </div>
    </Page>
  );
}
