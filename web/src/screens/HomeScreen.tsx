import { useSuspenseQuery } from "@apollo/client/react";
import { Navigate } from "react-router";
import { NotFoundScreen } from "./NotFoundScreen";
import { WorkspaceQuery } from "./workspace.query";

/** The personal project is home. */
export function HomeScreen() {
  const { data } = useSuspenseQuery(WorkspaceQuery, { errorPolicy: "all" });
  const edges = data?.projects?.edges ?? [];
  const home = edges.find(({ node }) => node.isPersonal && node.viewerRole === "OWNER") ?? edges[0];
  return home ? <Navigate replace to={`/projects/${home.node.id}`} /> : <NotFoundScreen />;
}
