import { AuthService } from "../modules/auth/auth.service";
import { authModule } from "../modules/auth/auth.module";
import { RefreshService } from "../modules/auth/refresh.service";
import { RefreshTokens } from "../modules/auth/refreshTokens";
import { SessionsService } from "../modules/auth/sessions.service";
import { changesModule } from "../modules/changes/changes.module";
import { ChangesService } from "../modules/changes/changes.service";
import { StreamCursors } from "../modules/changes/streamCursor";
import { labelsModule } from "../modules/labels/labels.module";
import { LabelsService } from "../modules/labels/labels.service";
import { MembersService } from "../modules/projects/members.service";
import { ProjectAccess } from "../modules/projects/projectAccess";
import { ProjectLifecycleService } from "../modules/projects/projectLifecycle.service";
import { projectsModule } from "../modules/projects/projects.module";
import { ProjectsService } from "../modules/projects/projects.service";
import { ProjectTransferService } from "../modules/projects/projectTransfer.service";
import { TaskAccess } from "../modules/tasks/taskAccess";
import { applyToTask } from "../modules/tasks/tasks.changes";
import { TaskListsService } from "../modules/tasks/taskLists.service";
import { TaskMovesService } from "../modules/tasks/taskMoves.service";
import { TaskPositions } from "../modules/tasks/taskPositions";
import { tasksModule } from "../modules/tasks/tasks.module";
import { setTaskOwner } from "../modules/tasks/tasks.repository";
import { TasksService } from "../modules/tasks/tasks.service";
import { TaskTrashService } from "../modules/tasks/taskTrash.service";
import { usersModule } from "../modules/users/users.module";
import { UsersService } from "../modules/users/users.service";
import type { AccessTokens } from "../platform/auth/accessTokens";
import { Limiter } from "../platform/auth/limiter";
import type { Passwords } from "../platform/auth/passwords";
import type { Clock } from "../platform/clock";
import type { Database } from "../platform/db/database";
import type { Module } from "../platform/graphql/module";
import type { Config } from "../config";
import { Cursors } from "../platform/paging/cursors";
import type { LogTail } from "../platform/realtime/logTail";

/** What the modules stand on. */
export interface ModuleDeps {
  db: Database;
  clock: Clock;
  tail: LogTail;
  passwords: Passwords;
  accessTokens: AccessTokens;
  cursorSecret: string;
  refreshTokens: { secret: string; lifetimeS: number };
  limits: Config["limits"];
}

/** The modules, each given what others offer it; and the services that transports besides GraphQL call. */
export function createModules(deps: ModuleDeps) {
  const { db, clock, tail, passwords, accessTokens, limits, refreshTokens } = deps;
  const cursors = new Cursors(deps.cursorSecret);
  const limiter = (name: keyof typeof limits) => new Limiter(name, limits[name]);

  const users = new UsersService(db, clock);
  const access = new ProjectAccess();
  const projects = new ProjectsService(db, clock, cursors, access);
  const members = new MembersService(db, clock, cursors, access, users, limiter("addMember"));

  const lifecycle = new ProjectLifecycleService(db, clock, access);
  const transfers = new ProjectTransferService(db, clock, access, setTaskOwner);

  const sessions = new SessionsService(db, clock, tail);
  const refresh = new RefreshService(
    db,
    clock,
    new RefreshTokens(refreshTokens.secret),
    sessions,
    limiter("refresh"),
    refreshTokens.lifetimeS,
  );
  const auth = new AuthService(db, users, projects, passwords, refresh, accessTokens, {
    register: limiter("register"),
    loginByAddress: limiter("loginByAddress"),
    loginByAccountAndAddress: limiter("loginByAccountAndAddress"),
    loginByAccount: limiter("loginByAccount"),
  });

  const labels = new LabelsService(db, clock, access);
  const taskAccess = new TaskAccess(db, access);
  // To make room for a task others are moved a little: by the system, not by whoever moved the task.
  const positions = new TaskPositions(async (tx, task, position) => {
    await applyToTask(tx, clock, null, task, { position }, "TASK_MOVED");
  });
  const changes = new ChangesService(db, tail, new StreamCursors(cursors), access);

  const modules: Module[] = [
    usersModule(users),
    authModule(auth, sessions),
    projectsModule({ projects, members, lifecycle, transfers }),
    labelsModule(labels),
    tasksModule({
      tasks: new TasksService(db, clock, access, users, labels, taskAccess, positions),
      moves: new TaskMovesService(clock, taskAccess, positions),
      trash: new TaskTrashService(clock, taskAccess),
      lists: new TaskListsService(db, cursors, access, taskAccess),
    }),
    changesModule(changes),
  ];
  return { modules, auth, refresh, sessions };
}
