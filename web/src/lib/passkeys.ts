// Passkeys, as browsers have them (WebAuthn level 3). The server speaks JSON with bytes as base64url.

const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));

const base64url = (buffer: ArrayBuffer): string => {
  let binary = "";
  for (const byte of new Uint8Array(buffer)) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

const named = (credentials: PublicKeyCredentialDescriptorJSON[] | undefined) => (credentials ?? []).map((one) => ({ ...one, id: bytes(one.id) }) as PublicKeyCredentialDescriptor);

/** Whether this browser can use passkeys at this address: it binds none to a number. */
export function passkeysWork(): boolean {
  return typeof PublicKeyCredential !== "undefined" && window.isSecureContext && !/^(\d+\.){3}\d+$|^\[/.test(window.location.hostname);
}

/** Whether passkeys can be offered in the field for the address, before anybody asks. */
export async function offersPasskeys(): Promise<boolean> {
  if (!passkeysWork() || !("isConditionalMediationAvailable" in PublicKeyCredential)) return false;
  return PublicKeyCredential.isConditionalMediationAvailable();
}

/** Why the browser gave no passkey, as people can use it; null when they turned away themselves. */
export function passkeyProblem(error: unknown): string | null {
  if (!(error instanceof DOMException)) return null;
  switch (error.name) {
    case "InvalidStateError":
      return "This device has a passkey for your account already.";
    case "SecurityError":
      return "Passkeys don't work at this address.";
    case "AbortError":
      return null;
    case "NotAllowedError":
      return "Nothing was confirmed. Try again, or use another way.";
    default:
      return "This browser could not use a passkey.";
  }
}

/** Makes a passkey on a device of the person's choice. */
export async function createPasskey(options: PublicKeyCredentialCreationOptionsJSON): Promise<object> {
  const publicKey = { ...options, challenge: bytes(options.challenge), user: { ...options.user, id: bytes(options.user.id) }, excludeCredentials: named(options.excludeCredentials) } as PublicKeyCredentialCreationOptions;
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const response = made.response as AuthenticatorAttestationResponse;
  return json(made, {
    attestationObject: base64url(response.attestationObject),
    transports: "getTransports" in response ? response.getTransports() : [],
  });
}

/** Signs with a passkey. `conditional`: offered in the field for the address, and nothing pops up. */
export async function askPasskey(options: PublicKeyCredentialRequestOptionsJSON, conditional?: AbortSignal): Promise<object> {
  const publicKey = { ...options, challenge: bytes(options.challenge), allowCredentials: named(options.allowCredentials) } as PublicKeyCredentialRequestOptions;
  const how = conditional === undefined ? {} : { mediation: "conditional" as const, signal: conditional };
  const given = (await navigator.credentials.get({ publicKey, ...how })) as PublicKeyCredential;
  const response = given.response as AuthenticatorAssertionResponse;
  return json(given, {
    authenticatorData: base64url(response.authenticatorData),
    signature: base64url(response.signature),
    userHandle: response.userHandle === null ? null : base64url(response.userHandle),
  });
}

function json(credential: PublicKeyCredential, response: object): object {
  const { rawId, authenticatorAttachment } = credential;
  return {
    id: base64url(rawId),
    rawId: base64url(rawId),
    type: "public-key",
    authenticatorAttachment,
    clientExtensionResults: {},
    response: { clientDataJSON: base64url(credential.response.clientDataJSON), ...response },
  };
}
