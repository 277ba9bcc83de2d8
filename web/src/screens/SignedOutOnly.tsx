import type { ReactNode } from "react";
import { Navigate, useLocation } from "react-router";
import { useSessionState } from "../apollo/SessionContext";

/** Whoever is signed in goes on to where they wanted to be. */
export function SignedOutOnly({ children }: { children: ReactNode }) {
  const { status } = useSessionState();
  const location = useLocation();
  const from = (location.state as { from?: string } | null)?.from ?? "/";
  return status === "signedIn" ? <Navigate replace to={from} /> : children;
}
