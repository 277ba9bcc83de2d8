import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import type { Viewer } from "../../platform/auth/viewer";
import { type Context, CurrentViewer, isSelfBySession } from "../../platform/graphql/context";
import { User } from "../users/user.entity";
import { ApiToken } from "./apiToken.entity";
import { CreateApiTokenInput, RevokeApiTokenInput } from "./apiTokens.inputs";
import { ApiTokenPayload, CreateApiTokenPayload } from "./apiTokens.payloads";
import type { ApiTokensService } from "./apiTokens.service";

@Resolver(() => ApiToken)
export class ApiTokensResolver {
  constructor(private readonly service: ApiTokensService) {}

  @Mutation(() => CreateApiTokenPayload, {
    nullable: true,
    description:
      "Make a personal access token, 50 living ones at most; its secret is shown this once. Needs a session.",
  })
  async createApiToken(
    @CurrentViewer() viewer: Viewer,
    @Arg("input") input: CreateApiTokenInput,
  ): Promise<CreateApiTokenPayload> {
    return this.service.createApiToken(viewer, input);
  }

  @Mutation(() => ApiTokenPayload, {
    nullable: true,
    description: "End one of the viewer's personal access tokens, at once. Needs a session.",
  })
  async revokeApiToken(
    @CurrentViewer() viewer: Viewer,
    @Arg("input") input: RevokeApiTokenInput,
  ): Promise<ApiTokenPayload> {
    return { apiToken: await this.service.revokeApiToken(viewer, input.id) };
  }
}

@Resolver(() => User)
export class UserApiTokensResolver {
  constructor(private readonly service: ApiTokensService) {}

  @FieldResolver(() => [ApiToken], {
    nullable: true,
    description:
      "The viewer's own living personal access tokens, newest first, 50 at most; null on anyone else, and to personal access tokens.",
  })
  async apiTokens(@Root() user: User, @Ctx() context: Context): Promise<ApiToken[] | null> {
    return isSelfBySession(context, user.id) ? this.service.list(user.id) : null;
  }
}
