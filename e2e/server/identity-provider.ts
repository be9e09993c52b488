import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Provider, { type ClientMetadata, type Configuration } from "oidc-provider";

/** Whoever signs in there has an address of this domain, which it has verified. */
export const DOMAIN = "harbour.example";
export const CLIENT = { client_id: "dealsmart", client_secret: "a-secret-for-journeys-only" } as const;

/** A certified OpenID Connect provider, with its own sign-in and consent pages; any name and password will do. */
export class IdentityProvider {
  private constructor(
    readonly issuer: string,
    private readonly server: Server,
  ) {}

  /** On a port of its own unless one is given; clients may be told later by `register`. */
  static async start(redirectUris: string[], port = 0): Promise<IdentityProvider> {
    const server = createServer();
    await new Promise<void>((done, fail) => {
      server.once("error", fail);
      server.listen(port, "127.0.0.1", done);
    });
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const provider = new IdentityProvider(issuer, server);
    provider.register(redirectUris);
    return provider;
  }

  /** From here on it sends people back to these addresses, and to no others. */
  register(redirectUris: string[]): void {
    const client: ClientMetadata = { ...CLIENT, redirect_uris: redirectUris, response_types: ["code"], grant_types: ["authorization_code"] };
    const configuration: Configuration = {
      clients: [client],
      claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
      cookies: { keys: ["journeys"] },
      pkce: { required: () => true },
      findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, name: `${id.charAt(0).toUpperCase()}${id.slice(1)}`, email: `${id}@${DOMAIN}`, email_verified: true }) }),
    };
    this.server.removeAllListeners("request");
    const answer = new Provider(this.issuer, configuration).callback();
    this.server.on("request", (request, response) => void answer(request, response));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}
