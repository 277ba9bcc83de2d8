import type { EntityClass } from "../platform/db/database";
import { IdempotencyKey } from "../platform/db/idempotencyKey.entity";
import { EventRecord } from "../platform/db/log/event.entity";
import { EventDispatch } from "../platform/db/log/eventDispatch.entity";
import { Stream } from "../platform/db/log/stream.entity";
import { JobRecord } from "../platform/jobs/job.entity";
import { ApiToken } from "../modules/apiTokens/apiToken.entity";
import { Credential } from "../modules/auth/credential.entity";
import { MailToken } from "../modules/auth/mailToken.entity";
import { RefreshToken } from "../modules/auth/refreshToken.entity";
import { Session } from "../modules/auth/session.entity";
import { Comment } from "../modules/comments/comment.entity";
import { Label } from "../modules/labels/label.entity";
import { TaskLabel } from "../modules/labels/taskLabel.entity";
import { FormerKey } from "../modules/projects/formerKey.entity";
import { Project } from "../modules/projects/project.entity";
import { ProjectMember } from "../modules/projects/projectMember.entity";
import { Task } from "../modules/tasks/task.entity";
import { TaskFormerKey } from "../modules/tasks/taskFormerKey.entity";
import { TaskWord } from "../modules/tasks/taskWord.entity";
import { User } from "../modules/users/user.entity";

/** Every table. */
export const entities: readonly EntityClass<object>[] = [
  Stream,
  EventRecord,
  EventDispatch,
  JobRecord,
  IdempotencyKey,
  User,
  Credential,
  Session,
  RefreshToken,
  ApiToken,
  MailToken,
  Project,
  FormerKey,
  ProjectMember,
  Task,
  Comment,
  TaskFormerKey,
  TaskWord,
  Label,
  TaskLabel,
];
