import type { LabelsService } from "./labels.service";

/** What other modules may ask of labels. */
export type LabelsContract = Pick<LabelsService, "requireOfProject" | "idsOfTask" | "replaceOfTask" | "carryOver">;
