import { api } from "./client";
import { session } from "./session";

export async function signOut(): Promise<void> {
  try {
    await api.POST("/api/v1/auth/logout", { body: {} });
  } finally {
    session.set(null);
  }
}
