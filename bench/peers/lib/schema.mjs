/** The part of the product's schema.graphql that the measured operations use. */
export const typeDefs = `
scalar DateTime
scalar Date
enum TaskStatus { BACKLOG TODO IN_PROGRESS IN_REVIEW DONE CANCELED }
enum TaskPriority { NONE LOW MEDIUM HIGH URGENT }
type User { id: ID! name: String! avatarUrl: String }
type Label { id: ID! name: String! color: String! }
type Project {
  id: ID! key: String! name: String! color: String!
  tasks(first: Int, after: String, filter: TaskFilter): TaskConnection!
}
type Task {
  id: ID! key: String! number: Int! title: String! description: String status: TaskStatus! priority: TaskPriority!
  dueOn: Date position: String! createdAt: DateTime! updatedAt: DateTime! version: Int!
  assignee: User project: Project! labels: [Label!]!
}
type PageInfo { hasNextPage: Boolean! endCursor: String }
type TaskConnection { nodes: [Task!]! pageInfo: PageInfo! }
input TaskStatusFilter { eq: TaskStatus }
input TaskFilter { status: TaskStatusFilter }
input CreateTaskInput {
  projectId: ID title: String! description: String priority: TaskPriority idempotencyKey: String
}
input UpdateTaskInput { id: ID! title: String priority: TaskPriority }
input MoveTaskInput { id: ID! status: TaskStatus afterId: ID }
type TaskPayload { task: Task! seq: Int! }
type Query { project(id: ID!): Project task(id: ID!): Task }
type Mutation {
  createTask(input: CreateTaskInput!): TaskPayload
  updateTask(input: UpdateTaskInput!): TaskPayload
  moveTask(input: MoveTaskInput!): TaskPayload
}
`;
