import type { ApiTokensService } from "./apiTokens.service";

/** What other modules may ask of personal access tokens. */
export type ApiTokensContract = Pick<ApiTokensService, "endAll">;
