import { createBrowserRouter } from "react-router";
import { ErrorScreen } from "../screens/ErrorScreen";
import { NotFoundScreen } from "../screens/NotFoundScreen";
import { SessionGate } from "./SessionGate";

export const router = createBrowserRouter([
  {
    Component: SessionGate,
    ErrorBoundary: ErrorScreen,
    HydrateFallback: () => null,
    children: [
      {
        path: "sign-in",
        lazy: () => import("../screens/SignInScreen").then((module) => ({ Component: module.SignInScreen })),
      },
      {
        path: "register",
        lazy: () => import("../screens/RegisterScreen").then((module) => ({ Component: module.RegisterScreen })),
      },
      {
        lazy: () => import("../screens/WorkspaceScreen").then((module) => ({ Component: module.WorkspaceScreen })),
        children: [
          {
            index: true,
            lazy: () => import("../screens/HomeScreen").then((module) => ({ Component: module.HomeScreen })),
          },
          {
            path: "projects/:projectId",
            lazy: () => import("../screens/ProjectScreen").then((module) => ({ Component: module.ProjectScreen })),
          },
        ],
      },
      {
        path: "*",
        element: (
          <main>
            <NotFoundScreen />
          </main>
        ),
      },
    ],
  },
]);
