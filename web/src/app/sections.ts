import { Bot, BookOpen, Inbox, Settings, Sparkles, Users } from "lucide-react";
import type { Permission } from "@/lib/permissions";

/** The places of the app, in the order in which the rail shows them. */
export const SECTIONS = [
  { to: "/inbox", name: "Inbox", icon: Inbox, needs: "conversations:read", onPhone: true },
  { to: "/knowledge", name: "Knowledge", icon: BookOpen, needs: "knowledge:read", onPhone: true },
  { to: "/chatbots", name: "Chatbots", icon: Bot, needs: "chatbots:read", onPhone: true },
  { to: "/ai", name: "AI", icon: Sparkles, needs: "ai:read", onPhone: true },
  { to: "/members", name: "Members", icon: Users, needs: "members:read", onPhone: false },
  { to: "/settings", name: "Settings", icon: Settings, needs: null, onPhone: false },
] as const satisfies readonly { to: string; name: string; icon: typeof Bot; needs: Permission | null; onPhone: boolean }[];

export type Section = (typeof SECTIONS)[number];
