import type { FragmentType } from "@apollo/client";
import { UserMenu } from "../features/auth/UserMenu";
import { ProjectNav } from "../features/projects/ProjectNav";
import type { ProjectNavFragment, UserMenuFragment } from "../gql/graphql";
import { strings } from "../lib/strings";
import { Logo } from "../ui/Logo";
import styles from "./Sidebar.module.css";

interface SidebarProps {
  readonly user: FragmentType<UserMenuFragment>;
  readonly projects: ProjectNavFragment;
  readonly onLoadMore: () => void;
  readonly onNavigate?: () => void;
}

export function Sidebar({ user, projects, onLoadMore, onNavigate }: SidebarProps) {
  return (
    <div className={styles.sidebar}>
      <p className={styles.brand}>
        <Logo />
        {strings.appName}
      </p>
      <div className={styles.projects}>
        <ProjectNav onLoadMore={onLoadMore} projects={projects} {...(onNavigate ? { onNavigate } : {})} />
      </div>
      <UserMenu user={user} />
    </div>
  );
}
