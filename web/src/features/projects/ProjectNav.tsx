import { Suspense, lazy, useState } from "react";
import { NavLink } from "react-router";
import { graphql } from "../../gql";
import type { ProjectNavFragment } from "../../gql/graphql";
import { strings } from "../../lib/strings";
import { Button } from "../../ui/Button";
import { PlusIcon } from "../../ui/icons/icons";
import styles from "./ProjectNav.module.css";

const NewProjectDialog = lazy(() =>
  import("./NewProjectDialog").then((module) => ({ default: module.NewProjectDialog })),
);

/** Spread with `@unmask`: a connection has no id by which a masked fragment could be read. */
graphql(`
  fragment ProjectNav on ProjectConnection {
    edges {
      cursor
      node {
        id
        name
        color
        isPersonal
        viewerRole
        version
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
`);

interface ProjectNavProps {
  readonly projects: ProjectNavFragment;
  readonly onLoadMore: () => void;
  readonly onNavigate?: () => void;
}

export function ProjectNav({ projects, onLoadMore, onNavigate }: ProjectNavProps) {
  const [isCreating, setCreating] = useState(false);
  return (
    <nav aria-label={strings.projects.navigation} className={styles.nav}>
      <h2 className={styles.heading}>{strings.projects.heading}</h2>
      <ul>
        {projects.edges.map(({ node: { id, name, color } }) => (
          <li key={id}>
            <NavLink className={styles.link} onClick={onNavigate} to={`/projects/${id}`}>
              <ProjectDot color={color} />
              <span className={styles.name}>{name}</span>
            </NavLink>
          </li>
        ))}
      </ul>
      {projects.pageInfo.hasNextPage && (
        <Button look="quiet" onClick={onLoadMore}>
          {strings.projects.loadMore}
        </Button>
      )}
      <button className={styles.link} onClick={() => setCreating(true)} type="button">
        <PlusIcon />
        <span>{strings.projects.create}</span>
      </button>
      {isCreating && (
        <Suspense>
          <NewProjectDialog onClose={() => setCreating(false)} {...(onNavigate ? { onCreated: onNavigate } : {})} />
        </Suspense>
      )}
    </nav>
  );
}

function ProjectDot({ color }: { color: string }) {
  return (
    <svg aria-hidden="true" className={styles.dot} height="16" viewBox="0 0 16 16" width="16">
      <circle cx="8" cy="8" fill={color} r="4" />
    </svg>
  );
}
