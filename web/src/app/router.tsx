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
        path: "forgot-password",
        lazy: () =>
          import("../screens/ForgotPasswordScreen").then((module) => ({ Component: module.ForgotPasswordScreen })),
      },
      {
        path: "reset-password",
        lazy: () =>
          import("../screens/ResetPasswordScreen").then((module) => ({ Component: module.ResetPasswordScreen })),
      },
      {
        path: "verify-email",
        lazy: () => import("../screens/VerifyEmailScreen").then((module) => ({ Component: module.VerifyEmailScreen })),
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
