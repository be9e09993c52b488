import { api } from "./client";
import { session } from "./session";

export async function signOut(): Promise<void> {
  try {
    await api.POST("/api/v1/auth/logout");
  } finally {
    session.set(null);
  }
}
