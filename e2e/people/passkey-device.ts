import type { CDPSession, Page } from "@playwright/test";

/** A device with fingerprint reader in a page's browser: Chromium's virtual authenticator. */
export class PasskeyDevice {
  private constructor(
    private readonly cdp: CDPSession,
    private readonly id: string,
  ) {}

  static async attach(page: Page): Promise<PasskeyDevice> {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("WebAuthn.enable");
    const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
      options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    });
    return new PasskeyDevice(cdp, authenticatorId);
  }

  /** Whether its person is there and touches it when asked. */
  async touched(present: boolean): Promise<void> {
    await this.cdp.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId: this.id, enabled: present });
  }

  async passkeys(): Promise<number> {
    const { credentials } = await this.cdp.send("WebAuthn.getCredentials", { authenticatorId: this.id });
    return credentials.length;
  }
}
