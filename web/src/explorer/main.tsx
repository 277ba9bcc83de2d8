import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Session } from "../apollo/session";
import { Explorer } from "./Explorer";
import "./explorer.css";

const session = new Session({ apiOrigin: import.meta.env.VITE_API_URL ?? "" });

const root = document.getElementById("root");
if (!root) throw new Error("explorer.html has no #root");
createRoot(root).render(
  <StrictMode>
    <Explorer session={session} start={session.restore()} />
  </StrictMode>,
);
