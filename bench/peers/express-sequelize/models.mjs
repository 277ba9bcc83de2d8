import { DataTypes, Sequelize, Transaction } from "sequelize";
import { settings } from "../lib/settings.mjs";

const { host, port, user, password, database } = settings.database;

// https://sequelize.org/docs/v6/other-topics/connection-pool/; nothing is logged, as the docs say for production.
export const sequelize = new Sequelize(database, user, password, {
  host,
  port,
  dialect: "mysql",
  logging: false,
  isolationLevel: Transaction.ISOLATION_LEVELS.READ_COMMITTED,
  pool: { max: settings.poolSize, min: settings.poolSize, acquire: 30_000, idle: 60_000 },
  define: { timestamps: false, freezeTableName: true },
});

const id = () => ({ type: DataTypes.BLOB, primaryKey: true });
const bytes = () => DataTypes.BLOB;
const text = () => DataTypes.STRING;
const int = () => DataTypes.INTEGER;
const bigint = () => DataTypes.BIGINT;

export const Session = sequelize.define("sessions", {
  id: id(),
  user_id: bytes(),
  expires_at: bigint(),
  ended_at: bigint(),
});
export const User = sequelize.define("users", { id: id(), name: text(), avatar_url: text() });
export const Project = sequelize.define("projects", {
  id: id(),
  short_key: text(),
  name: text(),
  color: text(),
  owner_id: bytes(),
  last_task_number: int(),
  archived_at: bigint(),
  deleted_at: bigint(),
});
export const Member = sequelize.define("project_members", {
  id: id(),
  project_id: bytes(),
  user_id: bytes(),
  role: int(),
  removed_at: bigint(),
});
export const Label = sequelize.define("labels", {
  id: id(),
  name: text(),
  name_key: text(),
  color: text(),
  deleted_at: bigint(),
});
export const TaskLabel = sequelize.define("task_labels", { task_id: id(), label_id: id() });
export const TaskWord = sequelize.define("task_words", {
  task_id: id(),
  word: { type: text(), primaryKey: true },
  project_id: bytes(),
});
export const Stream = sequelize.define("streams", { id: id(), last_seq: bigint() });
export const IdempotencyKey = sequelize.define("idempotency_keys", {
  viewer_id: id(),
  field: { type: text(), primaryKey: true },
  key_hash: id(),
  input_hash: bytes(),
  entity_id: text(),
  seq: bigint(),
  source_seq: bigint(),
  created_at: bigint(),
});
export const Event = sequelize.define("events", {
  stream_id: id(),
  seq: { type: bigint(), primaryKey: true },
  id: bytes(),
  type: text(),
  subject_id: text(),
  subject_version: int(),
  actor_id: bytes(),
  occurred_at: bigint(),
  changed_fields: text(),
  changes: DataTypes.TEXT,
  task_id: bytes(),
  mentioned_ids: DataTypes.TEXT,
  is_restricted: int(),
});
export const Task = sequelize.define("tasks", {
  id: id(),
  owner_id: bytes(),
  project_id: bytes(),
  number: int(),
  title: text(),
  title_key: text(),
  description: DataTypes.TEXT,
  status: int(),
  priority: int(),
  assignee_id: bytes(),
  creator_id: bytes(),
  parent_id: bytes(),
  due_on: text(),
  due_at: bigint(),
  due_sort: bigint(),
  start_on: text(),
  start_at: bigint(),
  position: text(),
  completed_at: bigint(),
  deleted_at: bigint(),
  deleted_with_id: bytes(),
  created_at: bigint(),
  updated_at: bigint(),
  version: int(),
  input_hash: bytes(),
});

Member.belongsTo(Project, { foreignKey: "project_id", as: "project" });
Task.belongsTo(User, { foreignKey: "assignee_id", as: "assignee" });
Task.belongsTo(Project, { foreignKey: "project_id", as: "project" });
Task.belongsToMany(Label, { through: TaskLabel, foreignKey: "task_id", otherKey: "label_id", as: "labels" });
