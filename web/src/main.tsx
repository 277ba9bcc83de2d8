import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router";
import { Session } from "./apollo/session";
import { SessionContext } from "./apollo/SessionContext";
import { NotificationRegion } from "./ui/NotificationRegion";
import "./ui/base.css";
import { router } from "./app/router";

const session = new Session({ apiOrigin: import.meta.env.VITE_API_URL ?? "" });
void session.restore();

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <SessionContext value={session}>
      <RouterProvider router={router} />
      <NotificationRegion />
    </SessionContext>
  </StrictMode>,
);
