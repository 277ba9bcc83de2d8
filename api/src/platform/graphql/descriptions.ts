/** Descriptions of the fields that many inputs and payloads share. */
export const RETRY_KEY =
  "1 to 255 characters; a repeat within 24 hours with the same key and input changes nothing more, and answers with the entity as it is now.";
export const EXPECTED_VERSION = "The version that the change is based on; CONFLICT when it is not the current one.";
export const SEQ = "Number of the change in the project's log; the latest number when nothing changed.";
