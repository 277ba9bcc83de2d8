import { AccountsService } from "../modules/auth/accounts.service";
import { authJobs } from "../modules/auth/auth.jobs";
import { apiTokensModule } from "../modules/apiTokens/apiTokens.module";
import { ApiTokensService } from "../modules/apiTokens/apiTokens.service";
import { TokenUse } from "../modules/apiTokens/tokenUse";
import { AuthService } from "../modules/auth/auth.service";
import { authModule } from "../modules/auth/auth.module";
import { EmailVerification } from "../modules/auth/emailVerification.service";
import { MailRequests } from "../modules/auth/mailRequests.service";
import { MailTokens } from "../modules/auth/mailTokens";
import { PasswordChanges } from "../modules/auth/passwordChanges.service";
import { PasswordChecks } from "../modules/auth/passwordChecks";
import { RefreshService } from "../modules/auth/refresh.service";
import { RefreshTokens } from "../modules/auth/refreshTokens";
import { sessionsJobs } from "../modules/auth/sessions.jobs";
import { SessionsService } from "../modules/auth/sessions.service";
import { ActivityService } from "../modules/changes/activity.service";
import { changesModule } from "../modules/changes/changes.module";
import { ChangesService } from "../modules/changes/changes.service";
import { CursorsBefore } from "../modules/changes/cursorsBefore";
import { LogStarts } from "../modules/changes/logStart";
import { StreamCursors } from "../modules/changes/streamCursor";
import { ViewerCursors } from "../modules/changes/viewerCursor";
import { ViewerStarts } from "../modules/changes/viewerStart";
import { CommentListsService } from "../modules/comments/commentLists.service";
import { commentsModule } from "../modules/comments/comments.module";
import { CommentsService } from "../modules/comments/comments.service";
import { deleteLabelsOfTasks, deleteSomeLabels } from "../modules/labels/labels.repository";
import { labelsModule } from "../modules/labels/labels.module";
import { LabelsService } from "../modules/labels/labels.service";
import { AccountProjects } from "../modules/projects/accountProjects.service";
import { MembersService } from "../modules/projects/members.service";
import { PendingMembers } from "../modules/projects/pendingMembers.service";
import { ProjectAccess } from "../modules/projects/projectAccess";
import { ProjectLifecycleService } from "../modules/projects/projectLifecycle.service";
import { ProjectPurgeService } from "../modules/projects/projectPurge.service";
import { projectsJobs } from "../modules/projects/projects.jobs";
import { projectsModule } from "../modules/projects/projects.module";
import { ProjectsService } from "../modules/projects/projects.service";
import { ProjectTransferService } from "../modules/projects/projectTransfer.service";
import { TaskAccess } from "../modules/tasks/taskAccess";
import { applyToTask } from "../modules/tasks/tasks.changes";
import { TaskListsService } from "../modules/tasks/taskLists.service";
import { TaskMovesService } from "../modules/tasks/taskMoves.service";
import { TaskPositions } from "../modules/tasks/taskPositions";
import { TaskPurgeService } from "../modules/tasks/taskPurge.service";
import { tasksJobs } from "../modules/tasks/tasks.jobs";
import { TaskRelocation } from "../modules/tasks/taskRelocation";
import { TaskSearchService } from "../modules/tasks/taskSearch.service";
import { deleteFormerKeysOfTasks } from "../modules/tasks/taskFormerKeys.repository";
import { deleteWordsOfTasks } from "../modules/tasks/taskWords.repository";
import { tasksModule } from "../modules/tasks/tasks.module";
import { TaskUpdatesService } from "../modules/tasks/taskUpdates.service";
import { setTaskOwner, tasksByNumber } from "../modules/tasks/tasks.repository";
import { TasksService } from "../modules/tasks/tasks.service";
import { TaskTrashService } from "../modules/tasks/taskTrash.service";
import { AccountUsers } from "../modules/users/accountUsers.service";
import { usersModule } from "../modules/users/users.module";
import { UsersService } from "../modules/users/users.service";
import type { AccessTokens } from "../platform/auth/accessTokens";
import type { EndedSessions } from "../platform/auth/endedSessions";
import { LiveCredentials } from "../platform/auth/liveCredentials";
import { Limiter } from "../platform/auth/limiter";
import type { Passwords } from "../platform/auth/passwords";
import type { Clock } from "../platform/clock";
import type { Database } from "../platform/db/database";
import { forgetValues } from "../platform/db/log/log";
import type { RedisConnection } from "../platform/redis/redisConnection";
import type { Module } from "../platform/graphql/module";
import type { MailTransport } from "../platform/mail/mail";
import type { Config } from "../config";
import type { Logger } from "../platform/observability/logger";
import { Cursors } from "../platform/paging/cursors";
import { LiveHub } from "../platform/realtime/liveHub";
import type { LogTail } from "../platform/realtime/logTail";

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

/** What the modules stand on. */
export interface ModuleDeps {
  db: Database;
  clock: Clock;
  logger: Logger;
  tail: LogTail;
  redisConnection: RedisConnection | null;
  ended: EndedSessions;
  passwords: Passwords;
  accessTokens: AccessTokens;
  cursorSecret: string;
  refreshTokens: { secret: string; lifetimeS: number };
  limits: Config["limits"];
  trashRetentionMs: number;
  streams: Config["streams"];
  mail: MailTransport;
  frontendUrl: string;
}

/** The modules, each given what others offer it; and the services that transports besides GraphQL call. */
export function createModules(deps: ModuleDeps) {
  const { db, clock, logger, tail, passwords, accessTokens, limits, refreshTokens, trashRetentionMs } = deps;
  const cursors = new Cursors(deps.cursorSecret);
  const limiter = (name: keyof typeof limits) => new Limiter(name, limits[name], deps.redisConnection);

  const users = new UsersService(db, clock);
  const access = new ProjectAccess();
  const projects = new ProjectsService(db, clock, cursors, access, users);
  const members = new MembersService(db, clock, cursors, access, users, limiter("addMember"));

  const lifecycle = new ProjectLifecycleService(db, clock, access);
  const transfers = new ProjectTransferService(db, clock, access, setTaskOwner);

  const sessions = new SessionsService(db, clock, deps.ended);
  const refresh = new RefreshService(
    db,
    clock,
    new RefreshTokens(refreshTokens.secret),
    sessions,
    limiter("refresh"),
    refreshTokens.lifetimeS,
  );
  const accountUsers = new AccountUsers(clock);
  const checks = new PasswordChecks(db, accountUsers, passwords, {
    loginByAddress: limiter("loginByAddress"),
    loginByAccountAndAddress: limiter("loginByAccountAndAddress"),
    loginByAccount: limiter("loginByAccount"),
  });
  const auth = new AuthService(db, users, projects, passwords, refresh, accessTokens, checks, limiter("register"));
  const apiTokens = new ApiTokensService(
    db,
    clock,
    sessions,
    new TokenUse(db, clock, logger),
    limiter("createApiToken"),
  );
  const credentials = new LiveCredentials(db, tail, { sessions, tokens: apiTokens });
  const tokens = new MailTokens(clock);
  const verification = new EmailVerification(
    db,
    accountUsers,
    tokens,
    new PendingMembers(clock),
    sessions,
    apiTokens,
    limiter("mailToken"),
  );
  const passwordChanges = new PasswordChanges(
    db,
    accountUsers,
    passwords,
    checks,
    tokens,
    verification,
    sessions,
    apiTokens,
  );
  const accountProjects = new AccountProjects(clock);

  const labels = new LabelsService(db, clock, access);
  const taskAccess = new TaskAccess(db, access);
  // To make room for a task others are moved a little: by the system, not by whoever moved the task.
  const positions = new TaskPositions(async (tx, task, position) => {
    await applyToTask(tx, clock, null, task, { position }, "TASK_MOVED");
  });
  const comments = new CommentsService(db, clock, access, taskAccess);
  const { retentionMs } = deps.streams;
  const viewerCursors = new ViewerCursors(cursors);
  const streamCursors = new StreamCursors(cursors);
  const changes = new ChangesService(
    {
      db,
      hub: new LiveHub(db, tail, logger),
      cursors: streamCursors,
      projects: access,
      pageOfSnapshot: tasksByNumber,
    },
    new LogStarts(db, clock, streamCursors, retentionMs),
    { db, tail, cursors: viewerCursors, projects: access },
    new ViewerStarts(db, clock, viewerCursors, retentionMs),
  );

  // What hangs on tasks and on projects goes with them.
  const taskPurge = new TaskPurgeService(db, clock, trashRetentionMs, [
    deleteLabelsOfTasks,
    deleteWordsOfTasks,
    deleteFormerKeysOfTasks,
    (tx, taskIds) => comments.purgeOfTasks(tx, taskIds),
    // Their titles and descriptions, from the logs of all projects that they were in.
    forgetValues,
  ]);
  const projectPurge = new ProjectPurgeService(db, clock, trashRetentionMs, [
    (tx, projectId, limit) => taskPurge.purgeOfProject(tx, projectId, limit),
    deleteSomeLabels,
  ]);
  const purgeEveryMs = Math.min(HOUR_MS, Math.max(SECOND_MS, trashRetentionMs / 30));

  const modules: Module[] = [
    usersModule(users),
    authModule({
      auth,
      sessions,
      mailRequests: new MailRequests(db, accountUsers, {
        mailByAddress: limiter("mailByAddress"),
        mailByAccount: limiter("mailByAccount"),
      }),
      verification,
      passwordChanges,
      accounts: new AccountsService(db, accountUsers, accountProjects, checks, passwordChanges, sessions, apiTokens),
      jobs: [
        ...authJobs({ db, users: accountUsers, tokens, mail: deps.mail, frontendUrl: deps.frontendUrl }),
        ...sessionsJobs(db, clock, deps.ended),
      ],
    }),
    apiTokensModule(apiTokens),
    projectsModule({ projects, members, lifecycle, transfers, jobs: projectsJobs(projectPurge, purgeEveryMs) }),
    labelsModule(labels),
    tasksModule({
      tasks: new TasksService(db, clock, access, users, labels, taskAccess, positions),
      moves: new TaskMovesService(
        clock,
        access,
        taskAccess,
        positions,
        new TaskRelocation(clock, access, labels, positions),
      ),
      trash: new TaskTrashService(clock, taskAccess),
      lists: new TaskListsService(db, cursors, access, taskAccess),
      jobs: tasksJobs(taskPurge, purgeEveryMs),
      search: new TaskSearchService(db, cursors, access),
      updates: new TaskUpdatesService(db, tail, taskAccess),
    }),
    commentsModule(comments, new CommentListsService(db, cursors, access)),
    changesModule({
      changes,
      activity: new ActivityService(db, cursors),
      cursorsBefore: new CursorsBefore(db, streamCursors),
    }),
  ];
  return { modules, auth, refresh, apiTokens, credentials };
}
