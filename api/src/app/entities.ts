import type { EntityClass } from "../platform/db/database";
import { IdempotencyKey } from "../platform/db/idempotencyKey.entity";
import { EventRecord } from "../platform/db/log/event.entity";
import { Stream } from "../platform/db/log/stream.entity";
import { Credential } from "../modules/auth/credential.entity";
import { RefreshToken } from "../modules/auth/refreshToken.entity";
import { Session } from "../modules/auth/session.entity";
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
  IdempotencyKey,
  User,
  Credential,
  Session,
  RefreshToken,
  Project,
  FormerKey,
  ProjectMember,
  Task,
  TaskFormerKey,
  TaskWord,
  Label,
  TaskLabel,
];
