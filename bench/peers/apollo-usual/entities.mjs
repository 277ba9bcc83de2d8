import { DataSource, EntitySchema } from "typeorm";
import { settings } from "../lib/settings.mjs";

const { host, port, user, password, database } = settings.database;
const id = { type: "binary", length: 16, primary: true };
const bytes = { type: "binary", length: 16, nullable: true };
const hash = { type: "binary", length: 32, nullable: true };
const text = { type: "varchar", nullable: true };
const long = { type: "mediumtext", nullable: true };
const int = { type: "int", nullable: true };
// TypeORM reads a bigint as text, so that nothing is lost.
const bigint = {
  type: "bigint",
  nullable: true,
  transformer: { to: (value) => value, from: (value) => (value === null ? null : Number(value)) },
};

/** Entities as https://typeorm.io/docs/entity/separating-entity-definition has them, where there are no decorators. */
const entity = (name, columns, relations = {}) => new EntitySchema({ name, columns, relations });
const manyToOne = (target, name) => ({ type: "many-to-one", target, joinColumn: { name } });

export const Session = entity("sessions", { id, user_id: bytes, expires_at: bigint, ended_at: bigint });
export const User = entity("users", { id, name: text, avatar_url: text });
export const Project = entity("projects", {
  id,
  short_key: text,
  name: text,
  color: text,
  owner_id: bytes,
  last_task_number: int,
  archived_at: bigint,
  deleted_at: bigint,
});
export const Member = entity(
  "project_members",
  { id, project_id: bytes, user_id: bytes, role: int, removed_at: bigint },
  { project: manyToOne("projects", "project_id") },
);
export const Label = entity("labels", { id, name: text, name_key: text, color: text, deleted_at: bigint });
export const TaskLabel = entity(
  "task_labels",
  { task_id: id, label_id: id },
  { label: manyToOne("labels", "label_id") },
);
export const TaskWord = entity("task_words", {
  task_id: id,
  word: { type: "varchar", primary: true },
  project_id: bytes,
});
export const Stream = entity("streams", { id, last_seq: bigint });
export const IdempotencyKey = entity("idempotency_keys", {
  viewer_id: id,
  field: { type: "varchar", primary: true },
  key_hash: { ...hash, nullable: false, primary: true },
  input_hash: hash,
  entity_id: text,
  seq: bigint,
  source_seq: bigint,
  created_at: bigint,
});
export const Event = entity("events", {
  stream_id: id,
  seq: { ...bigint, nullable: false, primary: true },
  id: bytes,
  type: text,
  subject_id: text,
  subject_version: int,
  actor_id: bytes,
  occurred_at: bigint,
  changed_fields: text,
  changes: long,
  task_id: bytes,
  mentioned_ids: long,
  is_restricted: int,
});
export const Task = entity("tasks", {
  id,
  owner_id: bytes,
  project_id: bytes,
  number: int,
  title: text,
  title_key: text,
  description: long,
  status: int,
  priority: int,
  assignee_id: bytes,
  creator_id: bytes,
  parent_id: bytes,
  due_on: text,
  due_at: bigint,
  due_sort: bigint,
  start_on: text,
  start_at: bigint,
  position: text,
  completed_at: bigint,
  deleted_at: bigint,
  deleted_with_id: bytes,
  created_at: bigint,
  updated_at: bigint,
  version: int,
  input_hash: hash,
});

export const dataSource = new DataSource({
  type: "mariadb",
  host,
  port,
  username: user,
  password,
  database,
  poolSize: settings.poolSize,
  logging: false,
  synchronize: false,
  entities: [Session, User, Project, Member, Label, TaskLabel, TaskWord, Stream, IdempotencyKey, Event, Task],
});
