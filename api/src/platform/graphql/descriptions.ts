/** The description of `seq` in the payloads of changes in a project. */
export const SEQ = "Number of the change in the project's log; the latest number when nothing changed.";
