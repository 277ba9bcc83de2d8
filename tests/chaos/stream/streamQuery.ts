export const LISTS = "query ($id: ID!) { project(id: $id) { streamCursor } }";

/** Many times a long text: of a reader that pauses, more waits soon than the network keeps for it. */
const WORDS = Array.from({ length: 20 }, (_, i) => `text${i}: description`).join(" ");

/** `own`: a name by which this selection differs from others', so that the server tells it apart from them. */
export function streamQuery({ isWordy, own }: { isWordy: boolean; own: string | null }): string {
  const fieldsOfTask = `${isWordy ? WORDS : ""} ${own === null ? "" : `${own}: version`}`;
  return `subscription ($projectId: ID!, $after: String, $snapshot: Boolean) {
    projectStream(projectId: $projectId, after: $after, snapshot: $snapshot) {
      __typename
      cursor
      ... on StreamEvent { seq prevSeq type subjectId task { id version deletedAt ${fieldsOfTask} } }
      ... on StreamSnapshot { seq isLast tasks { id version } }
      ... on StreamReset { resetReason }
      ... on StreamEnd { endReason }
    }
  }`;
}
