import { APP_ENTRY, type Embed, type StartApp } from "../shared/bridge";

interface ScriptPolicy {
  createScriptURL(url: string): string;
}

interface TrustedTypes {
  createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy;
}

let policy: ScriptPolicy | undefined;

/** Pages that require Trusted Types accept a script's address only from a named policy, which can be made once. */
function trusted(url: string): string {
  try {
    const factory = (window as { trustedTypes?: TrustedTypes }).trustedTypes;
    policy ??= factory?.createPolicy("dealsmart", { createScriptURL: (same) => same });
    return policy?.createScriptURL(url) ?? url;
  } catch {
    return url;
  }
}

let loading: Promise<StartApp> | null = null;

/** Loads the app once; after a failure the next call tries again. */
export function loadApp(embed: Embed): Promise<StartApp> {
  loading ??= new Promise<StartApp>((resolve, reject) => {
    const script = document.createElement("script");
    script.src = trusted(`${embed.origin}/widget/app.js?v=${__APP_VERSION__}`);
    script.async = true;
    if (embed.nonce) script.nonce = embed.nonce;
    script.onload = () => {
      const start = window[APP_ENTRY];
      if (start) resolve(start);
      else reject(new Error("The chat's script is empty."));
    };
    script.onerror = () => {
      script.remove();
      reject(new Error("The chat's script could not be loaded."));
    };
    document.head.append(script);
  }).catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}
