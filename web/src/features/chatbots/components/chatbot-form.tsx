import { useState, type ReactNode } from "react";
import { ApiError, messageOf } from "@/api/problem";
import type { Chatbot } from "@/api/types";
import { Button } from "@/components/button";
import { TextAreaField, TextField } from "@/components/field";
import { PageHeader, Section } from "@/components/page";
import { SwitchField } from "@/components/switch";
import { useCan, useMe } from "@/lib/permissions";
import { useShortcuts } from "@/lib/shortcuts";
import { toast } from "@/lib/toasts";
import { useSaveChatbot, type ChatbotSettings } from "../api/chatbots";
import { emptySpans, usualHours } from "../hours";
import { readOrigins } from "../origins";
import { isColor } from "../colors";
import { ColorSettings } from "./color-settings";
import { EmbedSnippet } from "./embed-snippet";
import { HoursEditor } from "./hours-editor";
import { ModeChoice } from "./mode-choice";
import { WidgetPreview } from "./widget-preview";

function settingsOf(chatbot: Chatbot): ChatbotSettings {
  const { name, greeting, mode, enabled, colors, allowed_origins, business_hours, away_message } = chatbot;
  return { name, greeting, mode, enabled, colors: { primary: colors.primary, on_primary: colors.on_primary }, allowed_origins, business_hours: business_hours ?? null, away_message };
}

export function ChatbotForm({ chatbot, back, actions }: { chatbot: Chatbot; back: ReactNode; actions: ReactNode }) {
  const me = useMe();
  const canWrite = useCan("chatbots:write");
  const save = useSaveChatbot(chatbot.id);
  const [settings, setSettings] = useState(() => settingsOf(chatbot));
  const [origins, setOrigins] = useState(chatbot.allowed_origins.join("\n"));
  const set = (change: Partial<ChatbotSettings>) => setSettings((current) => ({ ...current, ...change }));
  const read = readOrigins(origins);
  const complete: ChatbotSettings = { ...settings, allowed_origins: read.origins };
  const changed = JSON.stringify(complete) !== JSON.stringify(settingsOf(chatbot));
  const hours = settings.business_hours ?? null;
  const wrong = settings.name.trim() === "" || read.wrong.length > 0 || !isColor(settings.colors.primary) || !isColor(settings.colors.on_primary) || (hours !== null && emptySpans(hours).length > 0);
  const fields = save.error instanceof ApiError ? save.error.fields : {};

  const submit = () => {
    if (!changed || wrong || !canWrite) return;
    save.mutate(complete, {
      onSuccess: (saved) => {
        setSettings(settingsOf(saved));
        setOrigins(saved.allowed_origins.join("\n"));
        toast("Saved. Your website shows it from the next visit.");
      },
    });
  };
  useShortcuts({ "Mod+s": submit });

  return (
    <form
      aria-label="Chatbot settings"
      className="flex h-full min-h-0 flex-col bg-surface"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <PageHeader
        title={settings.name === "" ? "Chatbot" : settings.name}
        back={back}
        actions={
          <>
            {actions}
            {canWrite && (
              <Button type="submit" variant="primary" busy={save.isPending} disabled={!changed || wrong}>
                {changed ? "Save changes" : "Saved"}
              </Button>
            )}
          </>
        }
      />
      <div className="flex min-h-0 flex-1 max-lg:flex-col max-lg:overflow-y-auto">
        <fieldset disabled={!canWrite} className="min-w-0 flex-1 lg:overflow-y-auto">
          <legend className="sr-only">Settings</legend>
          {save.error !== null && (
            <p role="alert" className="m-4 rounded bg-danger-soft px-3 py-2.5 font-medium text-danger md:mx-6">
              Not saved. {messageOf(save.error)}
            </p>
          )}
          <Section title="Basics">
            <div className="flex max-w-xl flex-col gap-5">
              <SwitchField label="The AI takes part" hint="Off: the chat stays on your website and only people answer." checked={settings.enabled} onChange={(enabled) => set({ enabled })} disabled={!canWrite} />
              <TextField label="Name" hint="Customers see it at the top of the chat." value={settings.name} onChange={(event) => set({ name: event.target.value })} error={settings.name.trim() === "" ? "Give the chatbot a name." : fields.name} />
              <TextAreaField label="Greeting" hint="The first thing a visitor reads." value={settings.greeting} onChange={(event) => set({ greeting: event.target.value })} error={fields.greeting} />
            </div>
          </Section>
          <Section title="Who answers" description="Either way, only what your documents and catalogue support is ever sent.">
            <ModeChoice mode={settings.mode} onChange={(mode) => set({ mode })} />
          </Section>
          <Section title="Colours" description="The button, the header and what the visitor writes.">
            <ColorSettings colors={settings.colors} onChange={(colors) => set({ colors })} />
          </Section>
          <Section title="Business hours" description="Outside them the chat says when you are back and asks for an e-mail address.">
            <div className="flex max-w-xl flex-col gap-5">
              <SwitchField label="Keep business hours" checked={hours !== null} onChange={(on) => set({ business_hours: on ? usualHours() : null })} disabled={!canWrite} />
              {hours !== null && (
                <>
                  <HoursEditor hours={hours} onChange={(business_hours) => set({ business_hours })} />
                  <TextAreaField label="Away message" hint="Shown while you are closed." value={settings.away_message} onChange={(event) => set({ away_message: event.target.value })} error={fields.away_message} />
                </>
              )}
            </div>
          </Section>
          <Section title="Websites" description="Only these sites may show this chat. Leave it empty to allow any.">
            <TextAreaField
              className="max-w-xl"
              label="Allowed origins"
              hint="One in each line, like https://www.example.com"
              spellCheck={false}
              value={origins}
              onChange={(event) => setOrigins(event.target.value)}
              error={read.wrong.length > 0 ? `Not a web address: ${read.wrong.join(", ")}` : fields.allowed_origins}
            />
          </Section>
          <Section title="Put it on your site" description="Paste this line before </body> on every page that should show the chat.">
            <EmbedSnippet publicKey={chatbot.public_key} />
          </Section>
        </fieldset>
        <div className="shrink-0 border-l bg-canvas max-lg:border-t max-lg:border-l-0 lg:w-[440px] lg:overflow-y-auto">
          <WidgetPreview settings={complete} workspace={me?.tenant.name ?? ""} />
        </div>
      </div>
    </form>
  );
}
